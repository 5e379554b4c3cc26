package dev.anabranch.stdlib.block;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import java.util.Arrays;
import java.util.List;

/** What tasks over lists of equally shaped fields share. */
public final class Fields {
    private Fields() {}

    /**
     * The common shape of a list of fields.
     *
     * @throws IllegalArgumentException if the list is empty, or shapes differ
     */
    public static long[] shape(List<? extends Tensor> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("there is no field to take the statistic of: the list is empty");
        }
        Tensor first = fields.get(0);
        for (int i = 1; i < fields.size(); i++) {
            if (!fields.get(i).sameShape(first)) {
                throw new IllegalArgumentException("all fields must have one shape, but the first is "
                        + Arrays.toString(first.shape()) + " and number " + (i + 1) + " is "
                        + Arrays.toString(fields.get(i).shape()));
            }
        }
        return first.shape();
    }

    /** Readers of all of them, in order. */
    public static DoubleSource[] sources(List<DoubleTensor> fields) {
        return fields.stream().map(DoubleSource::of).toArray(DoubleSource[]::new);
    }

    /** The arithmetic mean at each point; summed in the order of {@link dev.anabranch.api.AggregateTree}. */
    public static DoubleTensor mean(TaskContext task, List<DoubleTensor> fields) {
        return FieldSum.mean(task, fields, fields.size());
    }
}
