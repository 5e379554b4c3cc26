package dev.anabranch.testkit;

import dev.anabranch.compiler.verify.CallReader;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature;
import java.nio.charset.StandardCharsets;
import java.util.function.IntToLongFunction;

/**
 * Tasks without code: an output is a 64-bit mix of the task's name, its arguments, its inputs and the output's place.
 * Two calls give the same numbers only if they are the same call; a task that is not deterministic gives numbers of its
 * own.
 */
final class SymbolicTasks {
    private final TaskGraph graph;
    private final CallReader calls;

    SymbolicTasks(TaskGraph graph) {
        this.graph = graph;
        this.calls = new CallReader(graph);
    }

    /** The outputs of a task, in the graph's order. */
    long[] outputs(int task, IntToLongFunction read) {
        long call = call(task, read);
        long[] values = new long[graph.outputs().size(task)];
        for (int i = 0; i < values.length; i++) {
            values[i] = mixed(call, i);
        }
        return values;
    }

    /** One number for the call itself: what an effect shows to the world. */
    long call(int task, IntToLongFunction read) {
        TaskSignature signature = graph.family(task).signature();
        Mixer mixer = new Mixer(read);
        mixer.value(signature.className() + "." + signature.method() + signature.descriptor());
        mixer.value(graph.outputs().size(task));
        if (!signature.deterministic()) {
            mixer.value(task);
        }
        calls.read(task, mixer);
        return mixer.state;
    }

    private static long mixed(long state, long value) {
        long z = (state ^ value) * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static final class Mixer implements CallReader.Listener {
        private final IntToLongFunction read;
        private long state;

        Mixer(IntToLongFunction read) {
            this.read = read;
        }

        @Override
        public void value(Object value) {
            for (byte b : (value.getClass().getName() + value).getBytes(StandardCharsets.UTF_8)) {
                state = mixed(state, b);
            }
        }

        @Override
        public void slot(int slot) {
            state = mixed(state, read.applyAsLong(slot));
        }

        @Override
        public void absent() {
            state = mixed(state, -2);
        }

        @Override
        public void open(String kind) {
            state = mixed(state, kind.length());
        }

        @Override
        public void close() {
            state = mixed(state, -1);
        }
    }
}
