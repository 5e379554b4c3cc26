package dev.anabranch.stdlib.elementwise;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.stdlib.block.BitSink;
import dev.anabranch.stdlib.block.BitSource;
import dev.anabranch.stdlib.block.Blocks;
import dev.anabranch.stdlib.block.DoubleSink;
import dev.anabranch.stdlib.block.DoubleSource;
import dev.anabranch.stdlib.block.Fresh;
import dev.anabranch.stdlib.block.LongSink;
import dev.anabranch.stdlib.block.LongSource;

/**
 * Applies operators to whole tensors. Floating-point tensors of either width are worked on as doubles, integers as
 * longs: rounding (for + - * / of floats) and truncation of the wider result give what the narrow operation would.
 */
final class Kernels {
    private Kernels() {}

    static <T extends Tensor> T arithmetic(TaskContext task, Arithmetic op, T a, T b) {
        requireSameShape(a, b);
        return integral(a)
                ? arithmeticLongs(task, op, a, longs(a), longs(b))
                : arithmeticDoubles(task, op, a, doubles(a), doubles(b));
    }

    static <T extends Tensor> T arithmetic(TaskContext task, Arithmetic op, T a, double b) {
        return arithmeticDoubles(task, op, a, doubles(a), DoubleSource.constant(b));
    }

    static <T extends Tensor> T arithmetic(TaskContext task, Arithmetic op, double a, T b) {
        return arithmeticDoubles(task, op, b, DoubleSource.constant(a), doubles(b));
    }

    static <T extends Tensor> T arithmetic(TaskContext task, Arithmetic op, T a, long b) {
        return arithmeticLongs(task, op, a, longs(a), constant(a, b));
    }

    static <T extends Tensor> T arithmetic(TaskContext task, Arithmetic op, long a, T b) {
        return arithmeticLongs(task, op, b, constant(b, a), longs(b));
    }

    static <T extends Tensor> BooleanTensor compare(TaskContext task, Comparison op, T a, T b) {
        requireSameShape(a, b);
        return integral(a)
                ? compareLongs(task, op, a, longs(a), longs(b))
                : compareDoubles(task, op, a, doubles(a), doubles(b));
    }

    static BooleanTensor compare(TaskContext task, Comparison op, Tensor a, double b) {
        return compareDoubles(task, op, a, doubles(a), DoubleSource.constant(b));
    }

    static BooleanTensor compare(TaskContext task, Comparison op, double a, Tensor b) {
        return compareDoubles(task, op, b, DoubleSource.constant(a), doubles(b));
    }

    static BooleanTensor compare(TaskContext task, Comparison op, Tensor a, long b) {
        return compareLongs(task, op, a, longs(a), LongSource.constant(b));
    }

    static BooleanTensor compare(TaskContext task, Comparison op, long a, Tensor b) {
        return compareLongs(task, op, b, LongSource.constant(a), longs(b));
    }

    static BooleanTensor logic(TaskContext task, Logic op, BooleanTensor a, BooleanTensor b) {
        requireSameShape(a, b);
        return logic(task, op, a, BitSource.of(a), BitSource.of(b));
    }

    static BooleanTensor logic(TaskContext task, Logic op, BooleanTensor a, boolean b) {
        return logic(task, op, a, BitSource.of(a), BitSource.constant(b));
    }

    static BooleanTensor logic(TaskContext task, Logic op, boolean a, BooleanTensor b) {
        return logic(task, op, b, BitSource.constant(a), BitSource.of(b));
    }

    private static <T extends Tensor> T arithmeticDoubles(
            TaskContext task, Arithmetic op, T like, DoubleSource a, DoubleSource b) {
        T result = freshLike(task, like);
        DoubleSink sink = result instanceof FloatTensor floats
                ? DoubleSink.of(floats)
                : DoubleSink.of((DoubleTensor) (Tensor) result);
        double[] left = new double[Blocks.LENGTH];
        double[] right = new double[Blocks.LENGTH];
        Blocks.forEach(result.size(), (from, length) -> {
            a.read(from, left, length);
            b.read(from, right, length);
            op.apply(left, right, left, length);
            sink.write(from, left, length);
        });
        return result;
    }

    private static <T extends Tensor> T arithmeticLongs(
            TaskContext task, Arithmetic op, T like, LongSource a, LongSource b) {
        T result = freshLike(task, like);
        LongSink sink =
                result instanceof IntTensor ints ? LongSink.of(ints) : LongSink.of((LongTensor) (Tensor) result);
        long[] left = new long[Blocks.LENGTH];
        long[] right = new long[Blocks.LENGTH];
        try {
            Blocks.forEach(result.size(), (from, length) -> {
                a.read(from, left, length);
                b.read(from, right, length);
                op.apply(left, right, left, length);
                sink.write(from, left, length);
            });
        } catch (IllegalArgumentException divisionByZero) {
            result.close();
            throw divisionByZero;
        }
        return result;
    }

    private static BooleanTensor compareDoubles(
            TaskContext task, Comparison op, Tensor like, DoubleSource a, DoubleSource b) {
        BooleanTensor result = Fresh.booleans(task.allocator(), like.shape());
        BitSink sink = BitSink.of(result);
        double[] left = new double[Blocks.LENGTH];
        double[] right = new double[Blocks.LENGTH];
        byte[] bits = new byte[Blocks.LENGTH / 8];
        Blocks.forEach(result.size(), (from, length) -> {
            a.read(from, left, length);
            b.read(from, right, length);
            op.apply(left, right, bits, length);
            sink.write(from, bits, length);
        });
        return result;
    }

    private static BooleanTensor compareLongs(
            TaskContext task, Comparison op, Tensor like, LongSource a, LongSource b) {
        BooleanTensor result = Fresh.booleans(task.allocator(), like.shape());
        BitSink sink = BitSink.of(result);
        long[] left = new long[Blocks.LENGTH];
        long[] right = new long[Blocks.LENGTH];
        byte[] bits = new byte[Blocks.LENGTH / 8];
        Blocks.forEach(result.size(), (from, length) -> {
            a.read(from, left, length);
            b.read(from, right, length);
            op.apply(left, right, bits, length);
            sink.write(from, bits, length);
        });
        return result;
    }

    private static BooleanTensor logic(TaskContext task, Logic op, BooleanTensor like, BitSource a, BitSource b) {
        BooleanTensor result = Fresh.booleans(task.allocator(), like.shape());
        BitSink sink = BitSink.of(result);
        byte[] left = new byte[Blocks.LENGTH / 8];
        byte[] right = new byte[Blocks.LENGTH / 8];
        Blocks.forEach(result.size(), (from, length) -> {
            a.read(from, left, length);
            b.read(from, right, length);
            op.apply(left, right, left, (length + 7) >>> 3);
            sink.write(from, left, length);
        });
        return result;
    }

    private static void requireSameShape(Tensor a, Tensor b) {
        if (!a.sameShape(b)) {
            throw new IllegalArgumentException(
                    "both sides must have one shape, but left is " + a + " and right is " + b);
        }
    }

    private static boolean integral(Tensor tensor) {
        return tensor.elementType() == ElementType.I64 || tensor.elementType() == ElementType.I32;
    }

    private static DoubleSource doubles(Tensor tensor) {
        return tensor instanceof FloatTensor floats ? DoubleSource.of(floats) : DoubleSource.of((DoubleTensor) tensor);
    }

    private static LongSource longs(Tensor tensor) {
        return tensor instanceof IntTensor ints ? LongSource.of(ints) : LongSource.of((LongTensor) tensor);
    }

    private static LongSource constant(Tensor other, long value) {
        if (other.elementType() == ElementType.I32 && value != (int) value) {
            throw new IllegalArgumentException(value + " does not fit in the 32 bits of the elements of " + other);
        }
        return LongSource.constant(value);
    }

    @SuppressWarnings("unchecked") // each case makes a tensor of the class of its argument
    private static <T extends Tensor> T freshLike(TaskContext task, T like) {
        long[] shape = like.shape();
        return (T)
                switch (like.elementType()) {
                    case F64 -> Fresh.doubles(task.allocator(), shape);
                    case F32 -> Fresh.floats(task.allocator(), shape);
                    case I64 -> Fresh.longs(task.allocator(), shape);
                    case I32 -> Fresh.ints(task.allocator(), shape);
                    case BOOL -> Fresh.booleans(task.allocator(), shape);
                };
    }
}
