package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/** One pass over the tasks, each placed for good. The same problem always gives the same answer. */
public interface ListScheduler {
    /** As decisions and tables name it. */
    String name();

    /** Places every task. */
    WorkerOrders schedule(Problem problem);
}
