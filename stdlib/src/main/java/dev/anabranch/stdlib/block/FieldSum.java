package dev.anabranch.stdlib.block;

import dev.anabranch.api.Dataset;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.TaskContext;
import java.util.List;

/**
 * The sum of some fields at each point: the partial result of a mean.
 *
 * @param fields how many there are
 * @param sum of all, in the order of {@link dev.anabranch.api.AggregateTree}
 */
public record FieldSum(long fields, DoubleTensor sum) implements Dataset {
    /** Of fields of one shape, at least one. */
    public static FieldSum of(TaskContext task, List<DoubleTensor> fields) {
        return of(task, fields, fields.size());
    }

    /** Of sums, at least one. */
    public static FieldSum ofSums(TaskContext task, List<FieldSum> sums) {
        long fields = sums.stream().mapToLong(FieldSum::fields).sum();
        return of(task, sums.stream().map(FieldSum::sum).toList(), fields);
    }

    private static FieldSum of(TaskContext task, List<DoubleTensor> tensors, long fields) {
        DoubleTensor sum = Fresh.doubles(task.allocator(), Fields.shape(tensors));
        TreeSum tree = new TreeSum(Fields.sources(tensors));
        DoubleSink sink = DoubleSink.of(sum);
        Blocks.forEach(sum.size(), (from, length) -> sink.write(from, tree.read(from, length), length));
        return new FieldSum(fields, sum);
    }

    /** The sum divided by the number of fields. */
    public DoubleTensor mean(TaskContext task) {
        return mean(task, List.of(sum), fields);
    }

    /** The sum of some tensors divided by a number, at each point. */
    static DoubleTensor mean(TaskContext task, List<DoubleTensor> tensors, long fields) {
        DoubleTensor mean = Fresh.doubles(task.allocator(), Fields.shape(tensors));
        TreeSum tree = new TreeSum(Fields.sources(tensors));
        DoubleSink sink = DoubleSink.of(mean);
        Blocks.forEach(mean.size(), (from, length) -> {
            double[] values = tree.read(from, length);
            for (int i = 0; i < length; i++) {
                values[i] /= fields;
            }
            sink.write(from, values, length);
        });
        return mean;
    }

    @Override
    public long bytes() {
        return sum.bytes();
    }

    @Override
    public FieldSum share() {
        sum.share();
        return this;
    }

    @Override
    public void close() {
        sum.close();
    }
}
