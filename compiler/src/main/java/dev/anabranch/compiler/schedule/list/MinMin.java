package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/**
 * Min-min and max-min: of the ready tasks, each with the worker on which it finishes first, the one that finishes first,
 * or last, is placed. After Ibarra and Kim, "Heuristic algorithms for scheduling independent tasks on nonidentical
 * processors", 1977.
 */
public final class MinMin implements ListScheduler {
    private final boolean max;

    private MinMin(boolean max) {
        this.max = max;
    }

    /** The task that finishes first. */
    public static MinMin min() {
        return new MinMin(false);
    }

    /** The task that finishes last. */
    public static MinMin max() {
        return new MinMin(true);
    }

    @Override
    public String name() {
        return max ? "MAXMIN" : "MINMIN";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        return new PairSelection(problem).scheduleByBestFinish(max);
    }
}
