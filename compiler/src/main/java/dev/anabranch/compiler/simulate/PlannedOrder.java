package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.MachineModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Has every worker run what it was given in the order it was given, again and again with other durations. */
final class PlannedOrder {
    private final Problem problem;
    private final WorkerOrders orders;
    private final OnePort onePort;
    private final boolean limited;
    private final @Nullable PlannedCards cards;
    private final int[] sequence;
    private final int[] workerOf;
    private final int[] before;
    private final double[] finish;

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
        this.problem = problem;
        this.orders = orders;
        this.onePort = new OnePort(problem);
        this.limited = problem.cluster().model() == MachineModel.ONE_PORT;
        int tasks = problem.tasks();
        this.workerOf = new int[tasks];
        this.before = new int[tasks];
        this.finish = new double[tasks];
        int[] after = new int[tasks];
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
                after[task] = -1;
                if (last >= 0) {
                    after[last] = task;
                }
                last = task;
            }
        }
        this.sequence = sorted(after);
        this.cards =
                limited && !transfers.isOfArrival() ? new PlannedCards(problem, workerOf, before, transfers) : null;
    }

    /** The tasks in an order in which each comes after its inputs and after the one before it on its worker. */
    private int[] sorted(int[] after) {
        Dag dag = problem.dag();
        int[] waiting = new int[before.length];
        int[] sorted = new int[before.length];
        int known = 0;
        for (int task = 0; task < waiting.length; task++) {
            waiting[task] = dag.firstIn(task + 1) - dag.firstIn(task) + (before[task] >= 0 ? 1 : 0);
            if (waiting[task] == 0) {
                sorted[known++] = task;
            }
        }
        for (int next = 0; next < known; next++) {
            int task = sorted[next];
            for (int i = 0; i < dag.outDegree(task); i++) {
                int reader = dag.target(dag.outEdge(task, i));
                if (--waiting[reader] == 0) {
                    sorted[known++] = reader;
                }
            }
            if (after[task] >= 0 && --waiting[after[task]] == 0) {
                sorted[known++] = after[task];
            }
        }
        if (known < sorted.length) {
            throw new IllegalArgumentException("the workers wait for each other in a circle");
        }
        return sorted;
    }

    /** The makespan with the durations as they are now, in seconds. */
    double makespan() {
        if (cards != null) {
            return cards.makespan();
        }
        if (limited) {
            return onePort.simulate(orders, Double.POSITIVE_INFINITY);
        }
        Dag dag = problem.dag();
        double makespan = 0;
        for (int task : sequence) {
            int worker = workerOf[task];
            double start = before[task] < 0 ? 0 : finish[before[task]] + problem.pause(before[task]);
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                int source = dag.source(edge);
                start = Math.max(start, problem.arrival(edge, finish[source], workerOf[source], worker));
            }
            finish[task] = start + problem.seconds(task, worker);
            makespan = Math.max(makespan, finish[task]);
        }
        return makespan;
    }
}
