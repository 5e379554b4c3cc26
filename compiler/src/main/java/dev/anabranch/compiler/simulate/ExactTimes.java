package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.MachineModel;

/** When everything happens: a machine model and the workers' orders decide it. */
public final class ExactTimes {
    private ExactTimes() {}

    /**
     * When each run starts and finishes.
     *
     * @throws IllegalArgumentException if workers wait for each other in a circle, or a task runs nowhere
     */
    public static Times of(MachineModel model, Problem problem, WorkerOrders orders) {
        return model == MachineModel.ONE_PORT
                ? new OnePort(problem).run(orders)
                : new ContentionFree(problem, orders).run();
    }

    /** The makespan alone, in seconds; infinite if workers wait for each other in a circle. */
    public static double makespanOrInfinite(MachineModel model, Problem problem, WorkerOrders orders) {
        return model == MachineModel.ONE_PORT
                ? new OnePort(problem).simulate(orders, Double.POSITIVE_INFINITY)
                : new ContentionFree(problem, orders)
                        .attempt()
                        .map(Times::makespan)
                        .orElse(Double.POSITIVE_INFINITY);
    }

    /** The makespan alone, in seconds. */
    public static double makespan(MachineModel model, Problem problem, WorkerOrders orders) {
        return of(model, problem, orders).makespan();
    }
}
