package dev.anabranch.testkit;

import dev.anabranch.compiler.verify.CallReader;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.function.IntToLongFunction;

/** The tasks of a graph without code, as {@link SymbolicCall}s: one that is not deterministic gives numbers of its own. */
final class SymbolicTasks {
    private final TaskGraph graph;
    private final CallReader calls;

    SymbolicTasks(TaskGraph graph) {
        this.graph = graph;
        this.calls = new CallReader(graph);
    }

    /** The outputs of a task, in the graph's order. */
    long[] outputs(int task, IntToLongFunction read) {
        return told(task, read).results();
    }

    /** One number for the call itself: what an effect shows to the world. */
    long call(int task, IntToLongFunction read) {
        return told(task, read).number();
    }

    private SymbolicCall told(int task, IntToLongFunction read) {
        TaskFamily family = graph.family(task);
        SymbolicCall call = new SymbolicCall(family.signature(), graph.outputs().size(task));
        if (!family.signature().deterministic()) {
            call.salt(graph.taskName(task));
        }
        for (Argument argument : family.arguments()) {
            call.argument();
            calls.read(task, argument, new Parts(call, read));
        }
        return call;
    }

    private record Parts(SymbolicCall call, IntToLongFunction read) implements CallReader.Listener {
        @Override
        public void value(Object value) {
            call.value(value);
        }

        @Override
        public void slot(int slot) {
            call.dataset(read.applyAsLong(slot));
        }

        @Override
        public void absent() {
            call.absent();
        }

        @Override
        public void open(String kind) {
            call.open(kind);
        }

        @Override
        public void close() {
            call.close();
        }
    }
}
