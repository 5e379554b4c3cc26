package dev.anabranch.compiler.verify;

import dev.anabranch.api.AggregateTree;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Aggregate;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Proves that a graph with split aggregates makes the datasets of the graph that it was made from: what is not split is
 * the same, and each split aggregate is the tree over the very list that it read, called with the very arguments, whose
 * value is by definition the aggregate's. Shares no code with the pass.
 */
public final class ReductionVerifier {
    private final TaskGraph before;
    private final TaskGraph after;
    private final CallReader callsBefore;
    private final CallReader callsAfter;

    private ReductionVerifier(TaskGraph before, TaskGraph after) {
        this.before = before;
        this.after = after;
        this.callsBefore = new CallReader(before);
        this.callsAfter = new CallReader(after);
    }

    /** What differs, in one sentence; empty if nothing does. Both graphs' inputs are what their arguments say. */
    public static Optional<String> difference(TaskGraph before, TaskGraph after) {
        try {
            new ReductionVerifier(before, after).check();
            return Optional.empty();
        } catch (Difference found) {
            return Optional.of(String.valueOf(found.getMessage()));
        }
    }

    /**
     * Throws if the graphs differ in what they make.
     *
     * @param stage who made the second
     * @throws IllegalStateException naming the stage
     */
    public static void requireSameMeaning(TaskGraph before, TaskGraph after, String stage) {
        Optional<String> difference = difference(before, after);
        if (difference.isPresent()) {
            throw new IllegalStateException("after " + stage + ": " + difference.get());
        }
    }

    /** Ends the check. */
    private static final class Difference extends RuntimeException {
        private static final long serialVersionUID = 1;

        Difference(String message) {
            super(message, null, false, false);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Difference(what);
        }
    }

    private void check() {
        require(after.flow().equals(before.flow()), "the flow has another name");
        require(beginsWith(after.arrays(), before.arrays()), "arrays are missing or have changed");
        require(after.publications().equals(before.publications()), "publications have changed");
        require(after.families().size() >= before.families().size(), "families are missing");
        for (TaskFamily family : before.families()) {
            require(
                    after.taskCount(family.id()) == before.taskCount(family.id())
                            && after.firstTask(family.id()) == before.firstTask(family.id()),
                    family.name() + " has other tasks");
            TaskFamily now = after.families().get(family.id());
            // What became a fused expression is not an aggregate in parts: KernelVerifier proves it.
            boolean changed = !now.equals(family) && !KernelVerifier.fused(now);
            int first = before.firstTask(family.id());
            for (int task = first; task < first + before.taskCount(family.id()); task++) {
                require(
                        sameRow(task) && Arrays.equals(before.positions(task), after.positions(task)),
                        before.taskName(task) + " makes other datasets");
                if (changed) {
                    split(task, family, now);
                }
            }
        }
        for (int task = before.taskCount(); task < after.taskCount(); task++) {
            TaskSignature step = after.family(task).signature();
            require(step.deterministic() && !step.effect(), after.taskName(task) + " was added and has an effect");
        }
    }

    private static boolean beginsWith(List<?> longer, List<?> shorter) {
        return longer.size() >= shorter.size()
                && longer.subList(0, shorter.size()).equals(shorter);
    }

    private boolean sameRow(int task) {
        return Arrays.equals(before.outputs().row(task), after.outputs().row(task));
    }

    /** Unfolds the tree above a task that was an aggregate. */
    private void split(int task, TaskFamily was, TaskFamily now) {
        require(
                was.signature().aggregate().isPresent()
                        && was.signature().deterministic()
                        && !was.signature().effect()
                        && was.requirements().equals(now.requirements()),
                before.taskName(task) + " has changed and is no aggregate, or asks for something else");
        Aggregate aggregate = was.signature().aggregate().orElseThrow();
        Tree tree = new Tree(task, was, aggregate);
        if (aggregate.finish().isPresent()) {
            List<Object> subject = call(task, aggregate.finish().get(), tree, 0);
            require(subject.size() == 1, after.taskName(task) + " finishes no partial result");
            tree.node(after.producer((Integer) subject.get(0)), tree.counts.size() - 1, 0);
        } else {
            tree.node(task, tree.counts.size() - 1, 0);
        }
    }

    /**
     * Checks what a task calls and with what, and answers what it is called with for the parameter that it works on.
     *
     * @param subject which of the arguments that is
     */
    private List<Object> call(int task, TaskSignature step, Tree tree, int subject) {
        TaskFamily family = after.family(task);
        require(
                family.signature().equals(step),
                after.taskName(task) + " calls " + family.signature().qualifiedName() + ", not "
                        + step.qualifiedName());
        require(after.outputs().size(task) == 1, after.taskName(task) + " makes more than one dataset");
        List<Parameter> parameters = given(step);
        require(family.arguments().size() == parameters.size(), after.taskName(task) + " has too few arguments");
        for (int i = 0; i < parameters.size(); i++) {
            if (i != subject) {
                List<Object> passed =
                        Events.of(callsAfter, task, family.arguments().get(i));
                require(
                        passed.equals(tree.argument(parameters.get(i).name())),
                        "`" + parameters.get(i).name() + "` of " + after.taskName(task) + " is not what "
                                + before.taskName(tree.task) + " was called with");
            }
        }
        return Events.of(callsAfter, task, family.arguments().get(subject));
    }

    private static List<Parameter> given(TaskSignature signature) {
        return signature.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.VALUE || p.kind() == Parameter.Kind.NAMED_REST)
                .toList();
    }

    private static int firstList(TaskSignature signature) {
        List<Parameter> parameters = given(signature);
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).kind() == Parameter.Kind.VALUE
                    && !parameters.get(i).optional()
                    && parameters.get(i).type() instanceof ValueType.ListOf) {
                return i;
            }
        }
        throw new Difference(signature.qualifiedName() + " takes no list");
    }

    /** What one aggregate was called with, and the tree that has its value. */
    private final class Tree {
        private final int task;
        private final TaskFamily was;
        private final Aggregate aggregate;
        private final List<Object> list;
        private final List<Integer> counts = new ArrayList<>();

        Tree(int task, TaskFamily was, Aggregate aggregate) {
            this.task = task;
            this.was = was;
            this.aggregate = aggregate;
            List<Object> events = Events.of(callsBefore, task, was.arguments().get(firstList(was.signature())));
            // Without the marks of where the list begins and ends.
            this.list = events.subList(1, events.size() - 1);
            int nodes = list.size();
            do {
                nodes = (nodes + AggregateTree.BLOCK - 1) / AggregateTree.BLOCK;
                counts.add(nodes);
            } while (nodes > 1);
        }

        List<Object> argument(String name) {
            List<Parameter> parameters = given(was.signature());
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).name().equals(name)) {
                    return Events.of(callsBefore, task, was.arguments().get(i));
                }
            }
            throw new Difference(was.signature().qualifiedName() + " has no `" + name + "`");
        }

        /** Checks a node of the tree: at the bottom the call for a block of the list, above it for a block of nodes. */
        void node(int call, int level, int number) {
            require(call >= 0, before.taskName(task) + " reads a partial result that nothing makes");
            TaskSignature step = level == 0 ? aggregate.partial() : aggregate.combine();
            List<Object> subject = call(call, step, this, firstList(step));
            int below = level == 0 ? list.size() : counts.get(level - 1);
            int from = number * AggregateTree.BLOCK;
            int to = Math.min(from + AggregateTree.BLOCK, below);
            require(
                    subject.size() == to - from + 2 && Objects.equals(subject.get(0), Events.OPEN_LIST),
                    after.taskName(call) + " takes " + (subject.size() - 2) + " datasets of " + before.taskName(task)
                            + ", not " + (to - from));
            List<Object> read = subject.subList(1, subject.size() - 1);
            if (level == 0) {
                require(
                        read.equals(list.subList(from, to)),
                        after.taskName(call) + " reads other datasets than those from place " + from + " on");
                return;
            }
            for (int i = 0; i < read.size(); i++) {
                node(after.producer((Integer) read.get(i)), level - 1, from + i);
            }
        }
    }

    /** One argument as it is told, part by part; a dataset is its slot. */
    private record Events(List<Object> parts) implements CallReader.Listener {
        private static final String OPEN_LIST = "open list";

        static List<Object> of(CallReader calls, int task, Argument argument) {
            Events events = new Events(new ArrayList<>());
            calls.read(task, argument, events);
            return Collections.unmodifiableList(events.parts);
        }

        @Override
        public void value(Object value) {
            parts.add(List.of("value", value));
        }

        @Override
        public void slot(int slot) {
            parts.add(slot);
        }

        @Override
        public void absent() {
            parts.add("absent");
        }

        @Override
        public void open(String kind) {
            parts.add("open " + kind);
        }

        @Override
        public void close() {
            parts.add("close");
        }
    }
}
