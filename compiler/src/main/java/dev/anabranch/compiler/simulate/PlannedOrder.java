package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.MachineModel;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** Has every worker run what it was given in the order it was given, again and again with other durations. */
final class PlannedOrder {
    private final DoubleSupplier run;

    /**
     * @param problem whose durations may be rewritten between two runs
     * @param orders in which each task runs once
     * @param transfers the order of transfers, where network cards limit them
     * @throws IllegalArgumentException if workers wait for each other in a circle, or a task does not run once
     */
    PlannedOrder(Problem problem, WorkerOrders orders, TransferOrder transfers) {
        if (orders.places() != problem.tasks()) {
            throw new IllegalArgumentException(
                    orders.places() + " runs of " + problem.tasks() + " tasks, each must run once");
        }
        int[] workerOf = new int[problem.tasks()];
        int[] before = new int[problem.tasks()];
        Arrays.fill(workerOf, -1);
        for (int worker = 0; worker < orders.workers(); worker++) {
            int last = -1;
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                int task = orders.task(place);
                if (workerOf[task] >= 0) {
                    throw new IllegalArgumentException("task " + task + " runs more than once");
                }
                workerOf[task] = worker;
                before[task] = last;
                last = task;
            }
        }
        if (problem.cluster().model() == MachineModel.ONE_PORT && transfers.isOfArrival()) {
            OnePort onePort = new OnePort(problem);
            onePort.run(orders);
            this.run = () -> onePort.simulate(orders, Double.POSITIVE_INFINITY);
        } else {
            this.run = new PlannedSequence(problem, workerOf, before, transfers)::makespan;
        }
    }

    /** The makespan with the durations as they are now, in seconds. */
    double makespan() {
        return run.getAsDouble();
    }
}
