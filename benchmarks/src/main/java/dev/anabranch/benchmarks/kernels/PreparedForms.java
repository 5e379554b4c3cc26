package dev.anabranch.benchmarks.kernels;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.kernel.KernelLoop;
import dev.anabranch.api.kernel.KernelMaker;
import dev.anabranch.api.kernel.Lanes;
import dev.anabranch.codegen.kernel.VectorKernels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * All forms of one expression on inputs of one size, ready to run again and again; nothing is prepared before all forms gave
 * the same bits.
 */
public final class PreparedForms implements AutoCloseable {
    /** One input copied in memory. */
    public static final String MEMCPY = "memcpy";
    /** The hidden class over vectors, into memory that is there. */
    public static final String VECTORS = "vectors";
    /** The generated loop over single elements, the same way. */
    public static final String SOURCE = "source";
    /** The loop that one would write, the same way. */
    public static final String HANDWRITTEN = "handwritten";
    /** The fused task as a worker calls it: it allocates its result. */
    public static final String TASK = "task";
    /** The tasks of the expression one after the other. */
    public static final String UNFUSED = "unfused";

    private static final double NUMBER = 0.5;

    private final KernelCase kernel;
    private final int count;
    private final BufferAllocator allocator = new RootAllocator();
    private final List<Tensor> tensors = new ArrayList<>();
    private final ArrowBuf out;
    private final Map<String, Runnable> runs;
    private double sink;

    PreparedForms(KernelCase kernel, long inputBytes) throws ReflectiveOperationException {
        this.kernel = kernel;
        this.count = (int) (inputBytes / kernel.inputs().get(0).bytes(1));
        Random random = new Random(1);
        for (ElementType type : kernel.inputs()) {
            tensors.add(tensor(type, random));
        }
        long outBytes = Math.max(
                kernel.reduces() ? 0 : kernel.output().bytes(count),
                kernel.inputs().get(0).bytes(count));
        this.out = allocator.buffer(outBytes);
        out.setZero(0, outBytes);
        this.runs = prepare();
    }

    /**
     * The forms of an expression by its name in tables.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static PreparedForms of(String name, long inputBytes) throws ReflectiveOperationException {
        KernelCase named = KernelCase.all().stream()
                .filter(kernel -> kernel.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no expression " + name + ", but "
                        + KernelCase.all().stream().map(KernelCase::name).toList()));
        return new PreparedForms(named, inputBytes);
    }

    /** The forms by name. */
    public Map<String, Runnable> runs() {
        return runs;
    }

    /** Bytes that one run of a form reads and writes. */
    long bytes(String form) {
        return form.equals(MEMCPY) ? 2 * kernel.inputs().get(0).bytes(count) : kernel.bytes(count);
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
        out.close();
        allocator.close();
    }

    private record Context(BufferAllocator allocator, KernelMaker kernels) implements TaskContext {
        @Override
        public String instance() {
            return "measured";
        }
    }

    private Map<String, Runnable> prepare() throws ReflectiveOperationException {
        List<Object> operands = new ArrayList<>(tensors);
        for (int i = 0; i < kernel.numbers(); i++) {
            operands.add(NUMBER);
        }
        KernelForms forms = KernelForms.of(kernel.kernel());
        KernelForms.Unfused unfused = forms.unfused();
        TaskContext fast = new Context(allocator, VectorKernels.available());
        requireSame(forms, fast, unfused, operands);
        ArrowBuf[] in = tensors.stream().map(Tensor::data).toArray(ArrowBuf[]::new);
        long copied = kernel.inputs().get(0).bytes(count);
        Map<String, Runnable> prepared = new LinkedHashMap<>();
        prepared.put(MEMCPY, () -> MemoryUtil.copyMemory(in[0].memoryAddress(), out.memoryAddress(), copied));
        prepared.put(VECTORS, loop(forms.fastest()));
        prepared.put(SOURCE, loop(forms.compiled()));
        prepared.put(HANDWRITTEN, () -> sink += kernel.handwritten().run(in, out, NUMBER, count));
        prepared.put(TASK, () -> take(forms.task(fast, operands)));
        prepared.put(UNFUSED, () -> take(unfused.run(fast, operands)));
        return prepared;
    }

    private Tensor tensor(ElementType type, Random random) {
        return switch (type) {
            case F64 -> {
                DoubleTensor doubles = DoubleTensor.zeros(allocator, count);
                for (int i = 0; i < count; i++) {
                    doubles.set(i, random.nextDouble());
                }
                yield doubles;
            }
            case F32 -> {
                FloatTensor floats = FloatTensor.zeros(allocator, count);
                for (int i = 0; i < count; i++) {
                    floats.set(i, random.nextFloat());
                }
                yield floats;
            }
            case I32 -> {
                IntTensor ints = IntTensor.zeros(allocator, count);
                for (int i = 0; i < count; i++) {
                    ints.set(i, random.nextInt());
                }
                yield ints;
            }
            default -> throw new IllegalArgumentException("no input of " + type);
        };
    }

    private Runnable loop(KernelLoop loop) {
        int memories = tensors.size() + (kernel.reduces() ? 0 : 1);
        ArrowBuf[] memory = new ArrowBuf[memories];
        for (int i = 0; i < tensors.size(); i++) {
            memory[i] = tensors.get(i).data().slice(0, tensors.get(i).bytes());
        }
        if (!kernel.reduces()) {
            memory[tensors.size()] = out.slice(0, kernel.output().bytes(count));
        }
        double[] floats = new double[kernel.numbers()];
        Arrays.fill(floats, NUMBER);
        double[] floatLanes = new double[Lanes.COUNT];
        long[] integerLanes = new long[Lanes.COUNT];
        return () -> loop.run(memory, floats, new long[0], floatLanes, integerLanes, count);
    }

    /** Nothing is measured that computes something else. */
    private void requireSame(KernelForms forms, TaskContext fast, KernelForms.Unfused unfused, List<Object> operands) {
        Object expected = unfused.run(fast, operands);
        for (KernelMaker maker : List.of(KernelMaker.NONE, atOnce(VectorKernels.available()))) {
            Object actual = forms.task(new Context(fast.allocator(), maker), operands);
            if (!same(expected, actual)) {
                throw new IllegalStateException(kernel.name() + " gives other bits when fused");
            }
            take(actual);
        }
        take(expected);
    }

    private static KernelMaker atOnce(KernelMaker maker) {
        return new KernelMaker() {
            @Override
            public Optional<KernelLoop> make(String kernel) {
                return maker.make(kernel);
            }

            @Override
            public long patience() {
                return 0;
            }
        };
    }

    private static boolean same(Object a, Object b) {
        if (!(a instanceof Tensor left) || !(b instanceof Tensor right)) {
            return a.equals(b);
        }
        ByteBuffer bytes = left.data().nioBuffer(0, (int) left.bytes());
        return bytes.mismatch(right.data().nioBuffer(0, (int) right.bytes())) < 0;
    }

    private void take(Object result) {
        if (result instanceof Tensor tensor) {
            tensor.close();
        } else {
            sink += ((Number) result).doubleValue();
        }
    }
}
