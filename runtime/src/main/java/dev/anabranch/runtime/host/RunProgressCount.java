package dev.anabranch.runtime.host;

import dev.anabranch.runtime.RunProgress;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Counts the finished tasks by family, from what was counted before, so that workers need not. Used by one thread. */
public final class RunProgressCount {
    private final ExecutionPlan plan;
    private final int[] seen;
    private final long[] finished;

    /** Of a run of a plan, before it begins. */
    public RunProgressCount(ExecutionPlan plan) {
        this.plan = plan;
        this.seen = new int[plan.workers()];
        this.finished = new long[plan.families().rows()];
    }

    /**
     * How far the run is.
     *
     * @param seconds since it began
     * @param doneBy how many tasks a worker has finished
     */
    public RunProgress at(double seconds, IntUnaryOperator doneBy) {
        long all = 0;
        for (int worker = 0; worker < seen.length; worker++) {
            int done = doneBy.applyAsInt(worker);
            for (; seen[worker] < done; seen[worker]++) {
                finished[plan.tasks().family(plan.worker(worker).row(seen[worker]))]++;
            }
            all += done;
        }
        List<RunProgress.Family> families = new ArrayList<>();
        for (int family = 0; family < finished.length; family++) {
            families.add(new RunProgress.Family(plan.families().name(family), finished[family], plan.tasksOf(family)));
        }
        return new RunProgress(seconds, all, plan.tasks().rows(), families);
    }
}
