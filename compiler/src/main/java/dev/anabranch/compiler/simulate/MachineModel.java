package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/** How transfers behave; with it, the workers' orders alone decide when everything happens. */
public enum MachineModel {
    /** Transfers start when their producer finishes, are unlimited in number and do not slow each other. */
    CONTENTION_FREE {
        @Override
        public Times times(Problem problem, WorkerOrders orders) {
            return new ContentionFree(problem, orders).run();
        }
    },

    /** Each host sends at most one transfer to other hosts at a time, and receives at most one. */
    ONE_PORT {
        @Override
        public Times times(Problem problem, WorkerOrders orders) {
            return new OnePort(problem).run(orders);
        }
    };

    /**
     * When each run starts and finishes.
     *
     * @throws IllegalArgumentException if workers wait for each other in a circle, or a task runs nowhere
     */
    public abstract Times times(Problem problem, WorkerOrders orders);

    /** The model of that name as the command line and cluster files write it: {@code contention-free}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
