package dev.anabranch.testkit.reference;

import dev.anabranch.model.task.TaskSignature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One task.
 *
 * @param equation the first name on the left side of its equation
 * @param point the coordinates of its equation's dims, in their order; a Long or a String each
 * @param signature what is called
 * @param arguments one for each parameter that the flow supplies, in the method's order
 * @param outputs the datasets that it makes, a generator's in their order; none for an effect or an unnamed subexpression
 * @param demands what the annotations of its equation say
 */
public record ReferenceTask(
        String equation,
        Map<String, Object> point,
        TaskSignature signature,
        List<ReferenceArgument> arguments,
        List<Instance> outputs,
        Demands demands) {
    public ReferenceTask {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        arguments = List.copyOf(arguments);
        outputs = List.copyOf(outputs);
    }

    /** The named datasets that it reads, itself or through what its expression makes without a name. */
    public List<Instance> reads() {
        return Reads.of(this);
    }

    /**
     * What annotations say of one task.
     *
     * @param seconds from {@code @cost(time:)}
     * @param bytes from {@code @cost(size:)}
     * @param memory from {@code @memory}; 0 without
     * @param label from {@code @on}
     * @param gpus from {@code @gpu}; 0 without
     * @param gang from {@code @gang}; 1 without
     * @param retries from {@code @retry}; 0 without
     * @param checkpoint whether {@code @checkpoint} stands there
     * @param keep whether {@code @keep} stands there
     */
    public record Demands(
            Optional<Double> seconds,
            Optional<Long> bytes,
            long memory,
            Optional<String> label,
            long gpus,
            long gang,
            long retries,
            boolean checkpoint,
            boolean keep) {
        /** Without annotations. */
        public static final Demands NONE =
                new Demands(Optional.empty(), Optional.empty(), 0, Optional.empty(), 0, 1, 0, false, false);
    }
}
