package dev.anabranch.stdlib.elementwise;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.stdlib.block.BitSource;
import dev.anabranch.stdlib.block.Blocks;
import dev.anabranch.stdlib.block.DoubleSink;
import dev.anabranch.stdlib.block.DoubleSource;
import dev.anabranch.stdlib.block.Fresh;
import dev.anabranch.stdlib.block.LongSink;
import dev.anabranch.stdlib.block.LongSource;

/** Chooses between the elements of two tensors, either of which may be a number, by those of a third. */
final class Selection {
    private Selection() {}

    static DoubleTensor select(TaskContext task, BooleanTensor condition, DoubleTensor a, DoubleTensor b) {
        requireSameShape(condition, a);
        requireSameShape(condition, b);
        DoubleTensor result = Fresh.doubles(task.allocator(), condition.shape());
        chooseDoubles(condition, DoubleSource.of(a), DoubleSource.of(b), DoubleSink.of(result));
        return result;
    }

    static DoubleTensor select(TaskContext task, BooleanTensor condition, DoubleTensor a, double b) {
        requireSameShape(condition, a);
        DoubleTensor result = Fresh.doubles(task.allocator(), condition.shape());
        chooseDoubles(condition, DoubleSource.of(a), DoubleSource.constant(b), DoubleSink.of(result));
        return result;
    }

    static DoubleTensor select(TaskContext task, BooleanTensor condition, double a, DoubleTensor b) {
        requireSameShape(condition, b);
        DoubleTensor result = Fresh.doubles(task.allocator(), condition.shape());
        chooseDoubles(condition, DoubleSource.constant(a), DoubleSource.of(b), DoubleSink.of(result));
        return result;
    }

    static FloatTensor select(TaskContext task, BooleanTensor condition, FloatTensor a, FloatTensor b) {
        requireSameShape(condition, a);
        requireSameShape(condition, b);
        FloatTensor result = Fresh.floats(task.allocator(), condition.shape());
        chooseDoubles(condition, DoubleSource.of(a), DoubleSource.of(b), DoubleSink.of(result));
        return result;
    }

    static FloatTensor select(TaskContext task, BooleanTensor condition, FloatTensor a, double b) {
        requireSameShape(condition, a);
        FloatTensor result = Fresh.floats(task.allocator(), condition.shape());
        chooseDoubles(condition, DoubleSource.of(a), DoubleSource.constant(b), DoubleSink.of(result));
        return result;
    }

    static FloatTensor select(TaskContext task, BooleanTensor condition, double a, FloatTensor b) {
        requireSameShape(condition, b);
        FloatTensor result = Fresh.floats(task.allocator(), condition.shape());
        chooseDoubles(condition, DoubleSource.constant(a), DoubleSource.of(b), DoubleSink.of(result));
        return result;
    }

    static LongTensor select(TaskContext task, BooleanTensor condition, LongTensor a, LongTensor b) {
        requireSameShape(condition, a);
        requireSameShape(condition, b);
        LongTensor result = Fresh.longs(task.allocator(), condition.shape());
        chooseLongs(condition, LongSource.of(a), LongSource.of(b), LongSink.of(result));
        return result;
    }

    static LongTensor select(TaskContext task, BooleanTensor condition, LongTensor a, long b) {
        requireSameShape(condition, a);
        LongTensor result = Fresh.longs(task.allocator(), condition.shape());
        chooseLongs(condition, LongSource.of(a), LongSource.constant(b), LongSink.of(result));
        return result;
    }

    static LongTensor select(TaskContext task, BooleanTensor condition, long a, LongTensor b) {
        requireSameShape(condition, b);
        LongTensor result = Fresh.longs(task.allocator(), condition.shape());
        chooseLongs(condition, LongSource.constant(a), LongSource.of(b), LongSink.of(result));
        return result;
    }

    static IntTensor select(TaskContext task, BooleanTensor condition, IntTensor a, IntTensor b) {
        requireSameShape(condition, a);
        requireSameShape(condition, b);
        IntTensor result = Fresh.ints(task.allocator(), condition.shape());
        chooseLongs(condition, LongSource.of(a), LongSource.of(b), LongSink.of(result));
        return result;
    }

    static IntTensor select(TaskContext task, BooleanTensor condition, IntTensor a, long b) {
        requireNarrow(b);
        requireSameShape(condition, a);
        IntTensor result = Fresh.ints(task.allocator(), condition.shape());
        chooseLongs(condition, LongSource.of(a), LongSource.constant(b), LongSink.of(result));
        return result;
    }

    static IntTensor select(TaskContext task, BooleanTensor condition, long a, IntTensor b) {
        requireNarrow(a);
        requireSameShape(condition, b);
        IntTensor result = Fresh.ints(task.allocator(), condition.shape());
        chooseLongs(condition, LongSource.constant(a), LongSource.of(b), LongSink.of(result));
        return result;
    }

    static DoubleTensor select(TaskContext task, BooleanTensor condition, double a, double b) {
        DoubleTensor result = Fresh.doubles(task.allocator(), condition.shape());
        chooseDoubles(condition, DoubleSource.constant(a), DoubleSource.constant(b), DoubleSink.of(result));
        return result;
    }

    static LongTensor select(TaskContext task, BooleanTensor condition, long a, long b) {
        LongTensor result = Fresh.longs(task.allocator(), condition.shape());
        chooseLongs(condition, LongSource.constant(a), LongSource.constant(b), LongSink.of(result));
        return result;
    }

    private static void chooseDoubles(BooleanTensor condition, DoubleSource a, DoubleSource b, DoubleSink sink) {
        BitSource conditions = BitSource.of(condition);
        byte[] bits = new byte[Blocks.LENGTH / 8];
        double[] left = new double[Blocks.LENGTH];
        double[] right = new double[Blocks.LENGTH];
        Blocks.forEach(condition.size(), (from, length) -> {
            conditions.read(from, bits, length);
            a.read(from, left, length);
            b.read(from, right, length);
            for (int i = 0; i < length; i++) {
                left[i] = (bits[i >>> 3] >>> (i & 7) & 1) != 0 ? left[i] : right[i];
            }
            sink.write(from, left, length);
        });
    }

    private static void chooseLongs(BooleanTensor condition, LongSource a, LongSource b, LongSink sink) {
        BitSource conditions = BitSource.of(condition);
        byte[] bits = new byte[Blocks.LENGTH / 8];
        long[] left = new long[Blocks.LENGTH];
        long[] right = new long[Blocks.LENGTH];
        Blocks.forEach(condition.size(), (from, length) -> {
            conditions.read(from, bits, length);
            a.read(from, left, length);
            b.read(from, right, length);
            for (int i = 0; i < length; i++) {
                left[i] = (bits[i >>> 3] >>> (i & 7) & 1) != 0 ? left[i] : right[i];
            }
            sink.write(from, left, length);
        });
    }

    private static void requireSameShape(Tensor condition, Tensor chosen) {
        if (!condition.sameShape(chosen)) {
            throw new IllegalArgumentException("condition and values must have one shape, but the condition is "
                    + condition + " and a value is " + chosen);
        }
    }

    private static void requireNarrow(long value) {
        if (value != (int) value) {
            throw new IllegalArgumentException(value + " does not fit in the 32 bits of the elements of a tensor<"
                    + ElementType.I32.label() + ">");
        }
    }
}
