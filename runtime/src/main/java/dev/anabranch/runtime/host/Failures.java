package dev.anabranch.runtime.host;

import dev.anabranch.api.Dataset;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.plan.DatasetRows;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/** Tells whose failure it is, and says it in its author's terms. */
final class Failures {
    private static final int CAUSES = 20;

    private Failures() {}

    /**
     * What a worker's program threw.
     *
     * @param program the program's class; an exception that its own code raises is ours
     */
    static RunFailure of(Throwable thrown, RunState run, Worker worker, Class<?> program) {
        ExecutionPlan plan = run.plan();
        if (thrown instanceof RunFailure failure) {
            return failure;
        }
        if (outOfMemory(thrown)) {
            trim(thrown, program);
            String found = "memory ran out: " + sentence(thrown) + "; held: " + memory(run);
            return worker.inTask()
                    ? in(worker, plan, FailureKind.INFRASTRUCTURE, found, thrown)
                    : new RunFailure(FailureKind.INFRASTRUCTURE, found, thrown);
        }
        if (thrown instanceof PlanMistake || !worker.inTask()) {
            return new RunFailure(
                    FailureKind.OURS,
                    "worker " + plan.workerName(worker.index()) + ", " + worker.instance() + ": " + sentence(thrown),
                    thrown);
        }
        if (thrown instanceof TaskMistake) {
            return in(worker, plan, FailureKind.USER, sentence(thrown), null);
        }
        if (raisedByUs(thrown, program)) {
            return in(worker, plan, FailureKind.OURS, "the generated program failed: " + thrown, thrown);
        }
        trim(thrown, program);
        return in(worker, plan, FailureKind.USER, "its task failed: " + thrown, thrown);
    }

    /** Whether something that was thrown in a task's call is the task's own, and not memory that ran out. */
    static boolean ofTask(Exception thrown) {
        boolean ours = thrown instanceof StopSignal
                || thrown instanceof PlanMistake
                || thrown instanceof TaskMistake
                || thrown instanceof RunFailure;
        return !ours && !outOfMemory(thrown);
    }

    /** A failure in the task that a worker runs. */
    static RunFailure in(Worker worker, ExecutionPlan plan, FailureKind kind, String found, @Nullable Throwable cause) {
        int family = plan.tasks().family(worker.row());
        return new RunFailure(kind, worker.instance(), plan.families().place(family), found, cause);
    }

    /** Nothing runs any more. */
    static RunFailure standstill(RunState run, int worker, int cell) {
        ExecutionPlan plan = run.plan();
        StringJoiner waits = new StringJoiner("; ", "nothing runs any more, the plan is wrong: ", "");
        for (int other = 0; other < run.workers(); other++) {
            int awaited = other == worker ? cell : run.waitingRoom().waitsFor(other);
            String name = "worker " + plan.workerName(other);
            if (awaited < 0) {
                waits.add(name + " has ended");
            } else if (!run.isOwn(other)) {
                waits.add(name + " waits for " + plan.nameInCell(awaited));
            } else {
                waits.add(name + " waits in " + run.worker(other).instance() + " for " + plan.nameInCell(awaited));
            }
        }
        return new RunFailure(FailureKind.OURS, waits.toString(), null);
    }

    /** The datasets in memory, by family, the largest first. */
    static String memory(RunState run) {
        ExecutionPlan plan = run.plan();
        DatasetRows datasets = plan.datasets();
        int[] families = plan.familiesOfDatasets();
        long[] bytes = new long[plan.families().rows()];
        int[] counts = new int[bytes.length];
        int[] familyOf = new int[plan.slots().cells()];
        Arrays.fill(familyOf, -1);
        for (int row = 0; row < datasets.rows(); row++) {
            familyOf[datasets.slot(row)] = datasets.aliasOf(row) < 0 ? families[row] : -1;
        }
        for (int cell = 0; cell < familyOf.length; cell++) {
            int family = familyOf[plan.slots().slotOf(cell)];
            if (family >= 0 && run.store().object(cell) instanceof Dataset dataset) {
                bytes[family] += dataset.bytes();
                counts[family]++;
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int family = 0; family < bytes.length; family++) {
            if (counts[family] > 0) {
                order.add(family);
            }
        }
        order.sort((left, right) -> Long.compare(bytes[right], bytes[left]));
        if (order.isEmpty()) {
            return "no datasets";
        }
        StringJoiner list = new StringJoiner(", ");
        for (int family : order) {
            list.add(plan.families().name(family) + " " + bytes[family] + " bytes in " + counts[family]
                    + (counts[family] == 1 ? " dataset" : " datasets"));
        }
        return list.toString();
    }

    private static String sentence(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }

    private static boolean outOfMemory(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError || cause instanceof OutOfMemoryException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean raisedByUs(Throwable thrown, Class<?> program) {
        StackTraceElement[] stack = thrown.getStackTrace();
        if (stack.length == 0) {
            return false;
        }
        String top = stack[0].getClassName();
        return top.equals(program.getName())
                || top.equals(Worker.class.getName())
                || top.equals(SlotStore.class.getName())
                || top.startsWith(ExecutionPlan.class.getPackageName() + ".");
    }

    /** Cuts a task's stack, and those of its causes, where the generated program begins. */
    private static void trim(Throwable thrown, Class<?> program) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            StackTraceElement[] stack = cause.getStackTrace();
            int end = 0;
            while (end < stack.length
                    && !stack[end].getClassName().equals(program.getName())
                    && !stack[end].getClassName().equals(WorkerThread.class.getName())) {
                end++;
            }
            // Without a frame of the task's own the whole stack says more than none.
            if (end > 0) {
                cause.setStackTrace(Arrays.copyOf(stack, end));
            }
            cause = cause.getCause();
        }
    }
}
