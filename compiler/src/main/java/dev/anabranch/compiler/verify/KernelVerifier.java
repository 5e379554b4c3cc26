package dev.anabranch.compiler.verify;

import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.kernel.KernelExpression;
import dev.anabranch.model.task.TaskSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Proves that fused expressions compute what the tasks computed that they stand for: unfolded, each is the very calls,
 * with the very values and datasets, of the graph that it was made from. Shares no code with the pass.
 */
public final class KernelVerifier {
    private static final String FUSED = "fused";

    private final TaskGraph before;
    private final TaskGraph after;
    private final CallReader callsBefore;
    private final CallReader callsAfter;

    private KernelVerifier(TaskGraph before, TaskGraph after) {
        this.before = before;
        this.after = after;
        this.callsBefore = new CallReader(before);
        this.callsAfter = new CallReader(after);
    }

    /** Whether the second graph differs from the first by fused expressions, so that this is who can prove it. */
    public static boolean covers(TaskGraph before, TaskGraph after) {
        boolean fused = false;
        for (int i = 0; i < Math.min(before.families().size(), after.families().size()); i++) {
            TaskFamily family = after.families().get(i);
            fused |= family.signature().library().equals(FUSED)
                    && !family.equals(before.families().get(i));
        }
        return fused;
    }

    /**
     * Throws if the graphs differ in what the tasks that are left make.
     *
     * @param stage who made the second
     * @throws IllegalStateException naming the stage
     */
    public static void requireSameMeaning(OptimizedGraph before, OptimizedGraph after, String stage) {
        Optional<String> difference = difference(before, after);
        if (difference.isPresent()) {
            throw new IllegalStateException("after " + stage + ": " + difference.get());
        }
    }

    /** What differs, in one sentence; empty if nothing does. Both graphs' inputs are what their arguments say. */
    public static Optional<String> difference(OptimizedGraph before, OptimizedGraph after) {
        return new KernelVerifier(before.graph(), after.graph()).difference(after);
    }

    private Optional<String> difference(OptimizedGraph left) {
        boolean same = after.flow().equals(before.flow())
                && after.arrays().equals(before.arrays())
                && after.publications().equals(before.publications())
                && after.families().size() == before.families().size()
                && after.taskCount() == before.taskCount();
        if (!same) {
            return Optional.of("arrays, publications or families have changed");
        }
        for (int task = 0; task < before.taskCount(); task++) {
            Optional<String> found = difference(task, left.unitOf(task) >= 0);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> difference(int task, boolean isLeft) {
        TaskFamily was = before.family(task);
        TaskFamily now = after.family(task);
        boolean same = was.id() == now.id()
                && Arrays.equals(before.positions(task), after.positions(task))
                && Arrays.equals(before.outputs().row(task), after.outputs().row(task));
        if (!same) {
            return Optional.of(before.taskName(task) + " makes other datasets");
        }
        if (now.equals(was)) {
            return Optional.empty();
        }
        boolean shell = now.signature().library().equals(FUSED)
                && now.requirements().equals(was.requirements())
                && now.signature().outputs().equals(was.signature().outputs())
                && now.outputs().equals(was.outputs());
        if (!shell) {
            return Optional.of(was.name() + " has changed and is no fused expression of the same kind");
        }
        List<Object> given = Parts.of(callsAfter, task);
        if (given.isEmpty() || !(given.get(0) instanceof Parts.Value text)) {
            return Optional.of(after.taskName(task) + " has no expression");
        }
        KernelExpression expression = KernelExpression.parse(String.valueOf(text.value()));
        return isLeft && !unfolds(task, expression, given.subList(1, given.size()))
                ? Optional.of(after.taskName(task) + " computes something else than the tasks that it stands for")
                : Optional.empty();
    }

    /** Whether a task's call, before, is what an expression says. */
    private boolean unfolds(int task, KernelExpression expression, List<Object> operands) {
        TaskSignature signature = before.family(task).signature();
        if (!(expression instanceof KernelExpression.Call call)
                || !call.task().equals(signature.qualifiedName())
                || !signature.deterministic()
                || signature.effect()
                || before.outputs().size(task) != 1) {
            return false;
        }
        List<Object> passed = Parts.of(callsBefore, task);
        if (passed.size() != call.arguments().size()) {
            return false;
        }
        for (int i = 0; i < passed.size(); i++) {
            KernelExpression argument = call.arguments().get(i);
            boolean holds = argument instanceof KernelExpression.Operand operand
                    ? operand.index() < operands.size()
                            && operands.get(operand.index()).equals(passed.get(i))
                    : passed.get(i) instanceof Integer slot
                            && slot >= 0
                            && before.producer(slot) >= 0
                            && unfolds(before.producer(slot), argument, operands);
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    /** A call's values and datasets one after the other; a dataset is its slot. */
    private record Parts(List<Object> all) implements CallReader.Listener {
        /** A value that is known before the run. */
        record Value(Object value) {}

        static List<Object> of(CallReader calls, int task) {
            Parts parts = new Parts(new ArrayList<>());
            calls.read(task, parts);
            return parts.all;
        }

        @Override
        public void value(Object value) {
            all.add(new Value(value));
        }

        @Override
        public void slot(int slot) {
            all.add(slot);
        }

        @Override
        public void absent() {
            all.add("absent");
        }

        @Override
        public void open(String kind) {
            all.add("open " + kind);
        }

        @Override
        public void close() {
            all.add("close");
        }
    }
}
