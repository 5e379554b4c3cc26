package dev.anabranch.stdlib.tensor;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.stdlib.block.Blocks;
import dev.anabranch.stdlib.block.DoubleSink;
import dev.anabranch.stdlib.block.DoubleSource;
import dev.anabranch.stdlib.block.Fresh;
import dev.anabranch.stdlib.block.LongSink;
import dev.anabranch.stdlib.block.LongSource;

/** Elements as another type, as Java's casts do it. */
final class Conversion {
    private Conversion() {}

    static DoubleTensor doubles(TaskContext task, Tensor from) {
        DoubleTensor result = Fresh.doubles(task.allocator(), from.shape());
        if (real(from)) {
            copyReals(reals(from), DoubleSink.of(result), from.size());
        } else {
            widen(integers(from), DoubleSink.of(result), from.size());
        }
        return result;
    }

    static FloatTensor floats(TaskContext task, Tensor from) {
        FloatTensor result = Fresh.floats(task.allocator(), from.shape());
        if (real(from)) {
            copyReals(reals(from), DoubleSink.of(result), from.size());
        } else {
            // Not by way of a double: a 64-bit integer would be rounded twice.
            LongSource source = integers(from);
            DoubleSink sink = DoubleSink.of(result);
            long[] block = new long[Blocks.LENGTH];
            double[] rounded = new double[Blocks.LENGTH];
            Blocks.forEach(from.size(), (position, length) -> {
                source.read(position, block, length);
                for (int i = 0; i < length; i++) {
                    rounded[i] = (float) block[i];
                }
                sink.write(position, rounded, length);
            });
        }
        return result;
    }

    static LongTensor longs(TaskContext task, Tensor from) {
        LongTensor result = Fresh.longs(task.allocator(), from.shape());
        if (real(from)) {
            cut(reals(from), LongSink.of(result), from.size(), false);
        } else {
            copyIntegers(integers(from), LongSink.of(result), from.size());
        }
        return result;
    }

    static IntTensor ints(TaskContext task, Tensor from) {
        IntTensor result = Fresh.ints(task.allocator(), from.shape());
        if (real(from)) {
            cut(reals(from), LongSink.of(result), from.size(), true);
        } else {
            copyIntegers(integers(from), LongSink.of(result), from.size());
        }
        return result;
    }

    private static boolean real(Tensor tensor) {
        return tensor instanceof DoubleTensor || tensor instanceof FloatTensor;
    }

    private static DoubleSource reals(Tensor tensor) {
        return tensor instanceof FloatTensor floats ? DoubleSource.of(floats) : DoubleSource.of((DoubleTensor) tensor);
    }

    private static LongSource integers(Tensor tensor) {
        if (tensor instanceof BooleanTensor truths) {
            return Total.truths(truths);
        }
        return tensor instanceof IntTensor ints ? LongSource.of(ints) : LongSource.of((LongTensor) tensor);
    }

    private static void copyReals(DoubleSource source, DoubleSink sink, long size) {
        double[] block = new double[Blocks.LENGTH];
        Blocks.forEach(size, (from, length) -> {
            source.read(from, block, length);
            sink.write(from, block, length);
        });
    }

    private static void copyIntegers(LongSource source, LongSink sink, long size) {
        long[] block = new long[Blocks.LENGTH];
        Blocks.forEach(size, (from, length) -> {
            source.read(from, block, length);
            sink.write(from, block, length);
        });
    }

    private static void widen(LongSource source, DoubleSink sink, long size) {
        long[] block = new long[Blocks.LENGTH];
        double[] wide = new double[Blocks.LENGTH];
        Blocks.forEach(size, (from, length) -> {
            source.read(from, block, length);
            for (int i = 0; i < length; i++) {
                wide[i] = block[i];
            }
            sink.write(from, wide, length);
        });
    }

    private static void cut(DoubleSource source, LongSink sink, long size, boolean narrow) {
        double[] block = new double[Blocks.LENGTH];
        long[] whole = new long[Blocks.LENGTH];
        Blocks.forEach(size, (from, length) -> {
            source.read(from, block, length);
            for (int i = 0; i < length; i++) {
                whole[i] = narrow ? (int) block[i] : (long) block[i];
            }
            sink.write(from, whole, length);
        });
    }
}
