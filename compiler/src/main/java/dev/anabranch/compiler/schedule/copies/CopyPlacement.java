package dev.anabranch.compiler.schedule.copies;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.list.DuplicatingHeft;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.model.cluster.MachineModel;
import java.util.function.IntUnaryOperator;

/**
 * Workers' orders with the copies that make them shorter: copies beside the runs that are placed already, and where that is
 * noticeably better, all runs placed anew by HEFT with copies. Bounded by work, so equal input gives equal orders.
 */
public final class CopyPlacement {
    private static final int MOST_TASKS = 200_000;
    /** Tasks times workers up to which all is placed anew. */
    private static final long MOST_PAIRS = 160_000;

    private CopyPlacement() {}

    /**
     * Never longer than the orders given, by the problem's machine model.
     *
     * @param orders in which every task runs once
     * @param groupOf the group of a task, best copied together
     * @param effort how many times may be computed
     * @param worth the share of the makespan for which orders are given up, and below which nothing is tried
     */
    public static WorkerOrders improved(
            Problem problem, WorkerOrders orders, IntUnaryOperator groupOf, long effort, double worth) {
        MachineModel model = problem.cluster().model();
        if (problem.workers() == 1 || problem.tasks() > MOST_TASKS) {
            return orders;
        }
        double makespan = ExactTimes.makespan(model, problem, orders);
        CopyTrials trials = new CopyTrials(problem, model, groupOf, effort);
        int[] home = home(problem, orders);
        WorkerOrders best = sending(problem, home) < makespan * worth ? orders : trials.improved(orders);
        if ((long) problem.tasks() * problem.workers() <= MOST_PAIRS) {
            WorkerOrders anew = trials.useful(new DuplicatingHeft().schedule(problem));
            if (trials.makespan(anew) < Double.POSITIVE_INFINITY) {
                anew = trials.improved(anew);
                best = trials.makespan(anew) < trials.makespan(best) * (1 - worth) ? anew : best;
            }
        }
        if (!best.hasCopies(problem.tasks())) {
            return orders;
        }
        // A run that comes after a reader may still serve others, where links within hosts are slower than between
        // them.
        WorkerOrders last = trials.useful(trials.fewest(best, home));
        return trials.makespan(last) <= makespan ? last : orders;
    }

    private static int[] home(Problem problem, WorkerOrders orders) {
        int[] home = new int[problem.tasks()];
        for (int worker = 0; worker < orders.workers(); worker++) {
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                home[orders.task(place)] = worker;
            }
        }
        return home;
    }

    /** Seconds that all transfers take one after the other. */
    private static double sending(Problem problem, int[] home) {
        Dag dag = problem.dag();
        double seconds = 0;
        for (int edge = 0; edge < dag.edges(); edge++) {
            seconds += problem.transfer(edge, home[dag.source(edge)], home[dag.target(edge)]);
        }
        return seconds;
    }
}
