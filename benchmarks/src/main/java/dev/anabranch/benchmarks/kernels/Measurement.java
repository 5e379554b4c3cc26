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
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.MemoryUtil;

/** All forms of one expression on inputs of one size. */
final class Measurement {
    private static final int ROUNDS = 15;
    private static final long WARM_UP_NANOS = 400_000_000;
    private static final long TURN_NANOS = 15_000_000;
    private static final double NUMBER = 0.5;

    private final KernelCase kernel;
    private final int count;
    private double sink;

    Measurement(KernelCase kernel, long inputBytes) {
        this.kernel = kernel;
        this.count = (int) (inputBytes / kernel.inputs().get(0).bytes(1));
    }

    private record Context(BufferAllocator allocator, KernelMaker kernels) implements TaskContext {
        @Override
        public String instance() {
            return "measured";
        }
    }

    /** Gigabytes a second by form. */
    Map<String, Double> run() throws ReflectiveOperationException {
        try (BufferAllocator allocator = new RootAllocator()) {
            List<Object> operands = new ArrayList<>();
            Random random = new Random(1);
            for (ElementType type : kernel.inputs()) {
                operands.add(tensor(type, random, allocator));
            }
            List<Tensor> tensors = operands.stream().map(Tensor.class::cast).toList();
            for (int i = 0; i < kernel.numbers(); i++) {
                operands.add(NUMBER);
            }
            long outBytes = Math.max(
                    kernel.reduces() ? 0 : kernel.output().bytes(count),
                    kernel.inputs().get(0).bytes(count));
            try (ArrowBuf out = allocator.buffer(outBytes)) {
                out.setZero(0, outBytes);
                Map<String, Double> speeds = measure(allocator, operands, tensors, out);
                tensors.forEach(Tensor::close);
                return speeds;
            }
        }
    }

    private Map<String, Double> measure(
            BufferAllocator allocator, List<Object> operands, List<Tensor> tensors, ArrowBuf out)
            throws ReflectiveOperationException {
        KernelForms forms = KernelForms.of(kernel.kernel());
        KernelForms.Unfused unfused = forms.unfused();
        TaskContext fast = new Context(allocator, VectorKernels.available());
        requireSame(forms, fast, unfused, operands);
        ArrowBuf[] in = tensors.stream().map(Tensor::data).toArray(ArrowBuf[]::new);
        long copied = kernel.inputs().get(0).bytes(count);
        Map<String, Runnable> runs = new LinkedHashMap<>();
        runs.put("memcpy", () -> MemoryUtil.copyMemory(in[0].memoryAddress(), out.memoryAddress(), copied));
        runs.put("vectors", loop(forms.fastest(), tensors, out));
        runs.put("source", loop(forms.compiled(), tensors, out));
        runs.put("handwritten", () -> sink += kernel.handwritten().run(in, out, NUMBER, count));
        runs.put("task", () -> take(forms.task(fast, operands)));
        runs.put("unfused", () -> take(unfused.run(fast, operands)));
        Map<String, Double> speeds = new LinkedHashMap<>();
        Map<String, double[]> samples = new LinkedHashMap<>();
        runs.forEach((form, run) -> {
            // A worker takes the loop over vectors when it has become the faster one.
            turn(run, form.equals("task") ? 4 * WARM_UP_NANOS : WARM_UP_NANOS);
            samples.put(form, new double[ROUNDS]);
        });
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Runnable> form : runs.entrySet()) {
                double nanos = turn(form.getValue(), TURN_NANOS);
                long bytes = form.getKey().equals("memcpy") ? 2 * copied : kernel.bytes(count);
                Objects.requireNonNull(samples.get(form.getKey()))[round] = bytes / nanos;
            }
        }
        samples.forEach((form, values) -> {
            Arrays.sort(values);
            speeds.put(form, values[ROUNDS / 2]);
        });
        return speeds;
    }

    private Tensor tensor(ElementType type, Random random, BufferAllocator allocator) {
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

    private Runnable loop(KernelLoop loop, List<Tensor> tensors, ArrowBuf out) {
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
