package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Modified Critical Path: tasks by their latest possible starts, of equal ones that whose successors are most urgent,
 * each where it starts first, in an idle gap if one fits. After Wu and Gajski, "Hypertool: a programming aid for
 * message-passing systems", 1990.
 */
public final class Mcp implements ListScheduler {
    @Override
    public String name() {
        return "MCP";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        Partial partial = new Partial(problem);
        ReadyTasks ready = new ReadyTasks(problem.dag(), priority(problem));
        while (!ready.isEmpty()) {
            int task = ready.remove();
            double[] arrivals = partial.arrivals(task);
            int best = -1;
            double bestStart = 0;
            for (int worker : problem.candidates(task)) {
                double start = partial.earliest(task, worker, arrivals[worker]);
                if (best < 0 || start < bestStart) {
                    best = worker;
                    bestStart = start;
                }
            }
            partial.place(task, best, bestStart);
        }
        return partial.orders();
    }

    /** The place of each task in the order of urgency, as a number that falls. */
    private static double[] priority(Problem problem) {
        Dag dag = problem.dag();
        double[] rank = Ranks.upward(problem);
        double[] successor = new double[rank.length];
        for (int task = 0; task < rank.length; task++) {
            successor[task] = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < dag.outDegree(task); i++) {
                successor[task] = Math.max(successor[task], rank[dag.target(dag.outEdge(task, i))]);
            }
        }
        int[] order = IntStream.range(0, rank.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(task -> -rank[task])
                        .thenComparingDouble(task -> -successor[task]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] priority = new double[rank.length];
        for (int place = 0; place < order.length; place++) {
            priority[order[place]] = -place;
        }
        return priority;
    }
}
