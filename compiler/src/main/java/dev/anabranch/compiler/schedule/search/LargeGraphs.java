package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.schedule.list.AppendHeft;
import dev.anabranch.compiler.schedule.list.OneWorker;
import dev.anabranch.compiler.schedule.list.PartitionSinks;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.RowOrder;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.model.cluster.MachineModel;
import java.util.List;

/**
 * Where a look at each pair of a task and a worker takes too long: HEFT that appends, on the whole cluster, split over its
 * hosts and, as long as that is better, on smaller and smaller parts of it; at last the same placement row by row.
 */
final class LargeGraphs {
    /** So close to the bound nothing is worth trying. */
    private static final double GOOD_ENOUGH = 1.05;

    private LargeGraphs() {}

    static Candidate best(Problem problem, MachineModel model, double bound) {
        Candidate best = split(problem, model, bound, on(problem, problem, model, new int[0]));
        List<int[]> parts = SubClusters.of(problem);
        for (int i = parts.size() - 1; i >= 0 && best.makespan() > GOOD_ENOUGH * bound; i--) {
            int[] part = parts.get(i);
            Candidate smaller = on(problem, problem.restrictedTo(part), model, part);
            if (smaller.makespan() >= best.makespan()) {
                break;
            }
            best = smaller;
        }
        return best.makespan() > GOOD_ENOUGH * bound ? inRows(problem, model, best) : best;
    }

    /**
     * The shorter of what was found and of its placement row by row: HEFT follows the longest chain to its end, while other
     * workers may wait for what is beside it.
     */
    private static Candidate inRows(Problem problem, MachineModel model, Candidate found) {
        WorkerOrders rows = RowOrder.of(problem).of(RowOrder.placement(found.orders(), problem.tasks()));
        double makespan = ExactTimes.of(model, problem, rows).makespan();
        return makespan < found.makespan() ? new Candidate(found.name() + ", row by row", rows, makespan) : found;
    }

    /** The shorter of what was found and of what comes of splitting the graph over the hosts. */
    private static Candidate split(Problem problem, MachineModel model, double bound, Candidate found) {
        if (problem.hosts() == 1 || found.makespan() <= GOOD_ENOUGH * bound) {
            return found;
        }
        PartitionSinks partition = PartitionSinks.appending();
        WorkerOrders orders = partition.schedule(problem);
        double makespan = ExactTimes.of(model, problem, orders).makespan();
        return makespan < found.makespan() ? new Candidate(partition.name(), orders, makespan) : found;
    }

    private static Candidate on(Problem whole, Problem part, MachineModel model, int[] workers) {
        WorkerOrders orders = part.workers() == 1 ? new OneWorker().schedule(part) : new AppendHeft().schedule(part);
        String name = new AppendHeft().name();
        if (workers.length > 0) {
            orders = orders.onWorkers(workers, whole.workers());
            name += "@first" + workers.length;
        }
        return new Candidate(name, orders, ExactTimes.of(model, whole, orders).makespan());
    }
}
