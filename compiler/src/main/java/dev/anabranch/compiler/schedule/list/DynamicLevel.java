package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/**
 * Dynamic Level Scheduling: of all pairs of a ready task and a worker the one of highest level, which is the static
 * level less the earliest start, plus what the worker saves against the mean. After Sih and Lee, "A compile-time
 * scheduling heuristic for interconnection-constrained heterogeneous processor architectures", 1993.
 */
public final class DynamicLevel implements ListScheduler {
    @Override
    public String name() {
        return "DLS";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        double[] level = Ranks.staticLevel(problem);
        return new PairSelection(problem)
                .schedule((task, worker, start) ->
                        level[task] - start + problem.meanSeconds(task) - problem.seconds(task, worker));
    }
}
