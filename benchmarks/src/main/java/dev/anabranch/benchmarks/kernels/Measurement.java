package dev.anabranch.benchmarks.kernels;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** How fast all forms of one expression are on inputs of one size, in turns. */
final class Measurement {
    private static final int ROUNDS = 15;
    private static final long WARM_UP_NANOS = 400_000_000;
    private static final long TURN_NANOS = 15_000_000;

    private final KernelCase kernel;
    private final long inputBytes;

    Measurement(KernelCase kernel, long inputBytes) {
        this.kernel = kernel;
        this.inputBytes = inputBytes;
    }

    /** Gigabytes a second by form. */
    Map<String, Double> run() throws ReflectiveOperationException {
        try (PreparedForms forms = new PreparedForms(kernel, inputBytes)) {
            return measure(forms);
        }
    }

    private static Map<String, Double> measure(PreparedForms forms) {
        Map<String, double[]> samples = new LinkedHashMap<>();
        forms.runs().forEach((form, run) -> {
            // A worker takes the loop over vectors when it has become the faster one.
            turn(run, form.equals(PreparedForms.TASK) ? 4 * WARM_UP_NANOS : WARM_UP_NANOS);
            samples.put(form, new double[ROUNDS]);
        });
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Runnable> form : forms.runs().entrySet()) {
                double nanos = turn(form.getValue(), TURN_NANOS);
                Objects.requireNonNull(samples.get(form.getKey()))[round] = forms.bytes(form.getKey()) / nanos;
            }
        }
        Map<String, Double> speeds = new LinkedHashMap<>();
        samples.forEach((form, values) -> {
            Arrays.sort(values);
            speeds.put(form, values[ROUNDS / 2]);
        });
        return speeds;
    }

    /** Nanoseconds a run, as often as fits. */
    private static double turn(Runnable run, long nanos) {
        long begun = System.nanoTime();
        long now = begun;
        int runs = 0;
        while (now - begun < nanos) {
            run.run();
            runs++;
            now = System.nanoTime();
        }
        return (double) (now - begun) / runs;
    }
}
