package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/**
 * Heterogeneous Earliest Finish Time: the ready task of highest upward rank goes where it finishes first, in an idle gap
 * if one fits. After Topcuoglu, Hariri and Wu, "Performance-effective and low-complexity task scheduling for
 * heterogeneous computing", 2002.
 */
public final class InsertionHeft implements ListScheduler {
    @Override
    public String name() {
        return "HEFT";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        Partial partial = new Partial(problem);
        decode(partial, new ReadyTasks(problem.dag(), Ranks.upward(problem)));
        return partial.orders();
    }

    static void decode(Partial partial, ReadyTasks ready) {
        while (!ready.isEmpty()) {
            int task = ready.remove();
            int worker = partial.earliestFinish(task);
            partial.place(task, worker, partial.foundStart());
        }
    }
}
