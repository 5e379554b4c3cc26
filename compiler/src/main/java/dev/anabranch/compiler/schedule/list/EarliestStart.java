package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/**
 * Earliest Task First: of all pairs of a ready task and a worker the one that starts first; of equal starts the task of
 * the higher static level, then the faster worker. After Hwang, Chow, Anger and Lee, "Scheduling precedence graphs in
 * systems with interprocessor communication times", 1989.
 */
public final class EarliestStart implements ListScheduler {
    @Override
    public String name() {
        return "ETF";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        double[] level = Ranks.staticLevel(problem);
        return new PairSelection(problem)
                .schedule(
                        (task, worker, start) -> -start,
                        (task, worker) -> level[task],
                        (task, worker) -> -problem.seconds(task, worker));
    }
}
