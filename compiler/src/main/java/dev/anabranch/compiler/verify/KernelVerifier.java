package dev.anabranch.compiler.verify;

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

    /** Whether a family's tasks run a fused expression, so that this is who can prove what they compute. */
    static boolean fused(TaskFamily family) {
        return family.signature().library().equals(FUSED);
    }

    /**
     * Throws if fused expressions that the second graph has and the first has not compute something else than the first.
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

    /** What differs, in one sentence; empty if nothing does. Both graphs' inputs are what their arguments say. */
    public static Optional<String> difference(TaskGraph before, TaskGraph after) {
        return new KernelVerifier(before, after).difference();
    }

    private Optional<String> difference() {
        for (TaskFamily family : before.families()) {
            boolean kept = family.id() < after.families().size()
                    && after.firstTask(family.id()) == before.firstTask(family.id())
                    && after.taskCount(family.id()) == before.taskCount(family.id());
            if (!kept) {
                return Optional.of(family.name() + " has other tasks");
            }
        }
        for (int task = 0; task < before.taskCount(); task++) {
            Optional<String> found = difference(task);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> difference(int task) {
        TaskFamily was = before.family(task);
        TaskFamily now = after.family(task);
        boolean same = Arrays.equals(before.positions(task), after.positions(task))
                && Arrays.equals(before.outputs().row(task), after.outputs().row(task));
        if (!same) {
            return Optional.of(before.taskName(task) + " makes other datasets");
        }
        if (!fused(now) || now.equals(was)) {
            return Optional.empty();
        }
        boolean shell = now.requirements().equals(was.requirements())
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
        return unfolds(task, expression, given.subList(1, given.size()))
                ? Optional.empty()
                : Optional.of(after.taskName(task) + " computes something else than the tasks that it stands for");
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
