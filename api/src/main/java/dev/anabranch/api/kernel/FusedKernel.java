package dev.anabranch.api.kernel;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A fused expression of a generated program: the loop that it was compiled with, and the way over whole tensors. Where
 * the worker knows who makes a faster loop for the machine, that one takes over as soon as it is faster; both give the same
 * bits. Safe for several threads.
 */
public final class FusedKernel {
    /** Elements at a time: loops count bytes by {@code int}s. A multiple of the lanes. */
    private static final long WINDOW = 1L << 27;

    private static final double[] NO_FLOATS = {};
    private static final long[] NO_INTEGERS = {};

    private final String expression;
    private final KernelLoop compiled;
    private volatile Made made;

    /** A maker's loop and how it does; one object, so that threads see all of it or nothing. */
    private record Made(KernelMaker maker, KernelLoop loop, Trial trial) {}

    /**
     * @param expression what the loop computes, for makers of faster ones
     * @param compiled the loop that the program was compiled with
     */
    public FusedKernel(String expression, KernelLoop compiled) {
        this.expression = expression;
        this.compiled = compiled;
        this.made = new Made(KernelMaker.NONE, compiled, new Trial(0));
    }

    private Made made(KernelMaker maker) {
        Made known = made;
        if (known.maker() != maker) {
            known = new Made(maker, maker.make(expression).orElse(compiled), new Trial(maker.patience()));
            made = known;
        }
        return known;
    }

    /** The loop of a maker, or the compiled one where it makes none. */
    public KernelLoop loop(KernelMaker maker) {
        return made(maker).loop();
    }

    /** The result as a tensor of 64-bit floating-point numbers; for parameters and errors see {@link #booleans}. */
    public DoubleTensor doubles(TaskContext task, Tensor[] tensors, double[] floats, long[] integers) {
        return (DoubleTensor) tensor(task, ElementType.F64, tensors, floats, integers);
    }

    /** The result as a tensor of 32-bit floating-point numbers. */
    public FloatTensor floats(TaskContext task, Tensor[] tensors, double[] floats, long[] integers) {
        return (FloatTensor) tensor(task, ElementType.F32, tensors, floats, integers);
    }

    /** The result as a tensor of 64-bit integers. */
    public LongTensor longs(TaskContext task, Tensor[] tensors, double[] floats, long[] integers) {
        return (LongTensor) tensor(task, ElementType.I64, tensors, floats, integers);
    }

    /** The result as a tensor of 32-bit integers. */
    public IntTensor ints(TaskContext task, Tensor[] tensors, double[] floats, long[] integers) {
        return (IntTensor) tensor(task, ElementType.I32, tensors, floats, integers);
    }

    /**
     * The result as a tensor of truth values.
     *
     * @param task where it is allocated
     * @param tensors the operands that are tensors, at least one, of one shape
     * @param floats the operands that are floating-point numbers
     * @param integers the operands that are integers or truth values
     * @throws IllegalArgumentException if the tensors have different shapes, or the expression divides an integer by zero
     */
    public BooleanTensor booleans(TaskContext task, Tensor[] tensors, double[] floats, long[] integers) {
        return (BooleanTensor) tensor(task, ElementType.BOOL, tensors, floats, integers);
    }

    private Tensor tensor(TaskContext task, ElementType type, Tensor[] tensors, double[] floats, long[] integers) {
        requireOneShape(tensors);
        Tensor result = fresh(task.allocator(), type, tensors[0]);
        try {
            Tensor[] all = new Tensor[tensors.length + 1];
            System.arraycopy(tensors, 0, all, 0, tensors.length);
            all[tensors.length] = result;
            run(made(task.kernels()), all, floats, integers, NO_FLOATS, NO_INTEGERS);
        } catch (RuntimeException | Error failure) {
            result.close();
            throw failure;
        }
        return result;
    }

    /**
     * The number that a floating-point expression's elements come to.
     *
     * @throws IllegalArgumentException as for tensors, or if it is the least or greatest of no elements
     */
    public double ofFloats(TaskContext task, Reduction reduction, Tensor[] tensors, double[] floats, long[] integers) {
        requireOneShape(tensors);
        double[] lanes = reduction.lanes().floats();
        run(made(task.kernels()), tensors, floats, integers, lanes, NO_INTEGERS);
        return reduction.ofFloats(lanes, tensors[0].size());
    }

    /** The number that an expression's elements come to, which are integers or truth values. */
    public double ofIntegers(
            TaskContext task, Reduction reduction, Tensor[] tensors, double[] floats, long[] integers) {
        requireOneShape(tensors);
        long[] lanes = reduction.lanes().integers();
        run(made(task.kernels()), tensors, floats, integers, NO_FLOATS, lanes);
        return reduction.ofIntegers(lanes, tensors[0].size());
    }

    private void run(
            Made of, Tensor[] tensors, double[] floats, long[] integers, double[] floatLanes, long[] integerLanes) {
        long size = tensors[0].size();
        boolean decided = of.loop() == compiled || of.trial().won();
        long piece = decided || !of.trial().begun() ? WINDOW : Trial.PIECE;
        ArrowBuf[] memory = new ArrowBuf[tensors.length];
        for (long from = 0; from < size; from += piece) {
            int count = (int) Math.min(piece, size - from);
            // A loop of a maker takes whole rounds of the lanes, the compiled one what is left.
            int whole = count - count % Lanes.COUNT;
            boolean faster = of.loop() != compiled
                    && whole > 0
                    && (of.trial().won() || (!decided && of.trial().attempts()));
            long begun = decided ? 0 : System.nanoTime();
            if (faster) {
                open(tensors, from, whole, memory);
                of.loop().run(memory, floats, integers, floatLanes, integerLanes, whole);
                if (!decided) {
                    of.trial().attempted(System.nanoTime() - begun, whole);
                }
            }
            int done = faster ? whole : 0;
            if (done < count) {
                open(tensors, from + done, count - done, memory);
                compiled.run(memory, floats, integers, floatLanes, integerLanes, count - done);
                if (!decided && !faster) {
                    of.trial().known(System.nanoTime() - begun, count);
                }
            }
        }
    }

    private static void open(Tensor[] tensors, long from, int count, ArrowBuf[] memory) {
        for (int i = 0; i < tensors.length; i++) {
            ElementType type = tensors[i].elementType();
            memory[i] = tensors[i].data().slice(type.bytes(from), type.bytes(count));
        }
    }

    private static void requireOneShape(Tensor[] tensors) {
        for (int i = 1; i < tensors.length; i++) {
            if (!tensors[i].sameShape(tensors[0])) {
                throw new IllegalArgumentException(
                        "both sides must have one shape, but left is " + tensors[0] + " and right is " + tensors[i]);
            }
        }
    }

    /** Not cleared: the loop writes every element, and of truth values every bit of every byte. */
    private static Tensor fresh(BufferAllocator allocator, ElementType type, Tensor like) {
        long bytes = type.bytes(like.size());
        ArrowBuf buffer = allocator.buffer(Math.max(bytes, 1));
        buffer.writerIndex(bytes);
        long[] shape = like.shape();
        return switch (type) {
            case F64 -> DoubleTensor.wrap(buffer, shape);
            case F32 -> FloatTensor.wrap(buffer, shape);
            case I64 -> LongTensor.wrap(buffer, shape);
            case I32 -> IntTensor.wrap(buffer, shape);
            case BOOL -> BooleanTensor.wrap(buffer, shape);
        };
    }

    /**
     * A number that meets a tensor of 32-bit integers.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    public static long narrow(long number) {
        if (number != (int) number) {
            throw new IllegalArgumentException(
                    number + " does not fit in the 32 bits of the elements of a tensor<i32>");
        }
        return number;
    }

    /**
     * The quotient, rounded towards zero.
     *
     * @throws IllegalArgumentException if the divisor is zero
     */
    public static long quotient(long dividend, long divisor) {
        return dividend / nonZero(divisor);
    }

    /**
     * The remainder, which has the dividend's sign.
     *
     * @throws IllegalArgumentException if the divisor is zero
     */
    public static long remainder(long dividend, long divisor) {
        return dividend % nonZero(divisor);
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw new IllegalArgumentException(
                    "integer division by zero; divide floating-point numbers if infinity is meant");
        }
        return divisor;
    }
}
