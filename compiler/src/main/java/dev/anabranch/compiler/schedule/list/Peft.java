package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/**
 * Predict Earliest Finish Time: a table of optimistic costs says for each task and worker what the rest of the run takes
 * at least; a task goes where its finish and that cost together are least. After Arabnejad and Barbosa, "List scheduling
 * algorithm for heterogeneous systems by an optimistic cost table", 2014. Workers of one kind have equal costs, so the
 * table has a column for each kind.
 */
public final class Peft implements ListScheduler {
    @Override
    public String name() {
        return "PEFT";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        double[][] table = optimisticCosts(problem);
        double[] priority = new double[problem.tasks()];
        for (int task = 0; task < priority.length; task++) {
            double sum = 0;
            for (int worker : problem.candidates(task)) {
                sum += table[worker][task];
            }
            priority[task] = sum / problem.candidates(task).length;
        }
        Partial partial = new Partial(problem);
        ReadyTasks ready = new ReadyTasks(problem.dag(), priority);
        while (!ready.isEmpty()) {
            int task = ready.remove();
            double[] arrivals = partial.arrivals(task);
            int best = -1;
            double bestStart = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int worker : problem.candidates(task)) {
                double start = partial.earliest(task, worker, arrivals[worker]);
                double cost = start + problem.seconds(task, worker) + table[worker][task];
                if (best < 0 || cost < least) {
                    best = worker;
                    bestStart = start;
                    least = cost;
                }
            }
            partial.place(task, best, bestStart);
        }
        return partial.orders();
    }

    private static double[][] optimisticCosts(Problem problem) {
        Dag dag = problem.dag();
        int workers = problem.workers();
        double[][] table = new double[workers][problem.tasks()];
        for (int place = problem.tasks() - 1; place >= 0; place--) {
            int task = dag.inOrder(place);
            for (int i = 0; i < dag.outDegree(task); i++) {
                int edge = dag.outEdge(task, i);
                int reader = dag.target(edge);
                double elsewhere = Double.POSITIVE_INFINITY;
                for (int worker : problem.candidates(reader)) {
                    elsewhere = Math.min(elsewhere, table[worker][reader] + problem.seconds(reader, worker));
                }
                elsewhere += problem.meanTransfer(edge);
                for (int worker = 0; worker < workers; worker++) {
                    table[worker][task] = Math.max(table[worker][task], elsewhere);
                }
            }
            // Where the reader runs on the same worker it needs no transfer.
            for (int worker = 0; worker < workers; worker++) {
                table[worker][task] = onWorker(problem, table, task, worker);
            }
        }
        return table;
    }

    private static double onWorker(Problem problem, double[][] table, int task, int worker) {
        Dag dag = problem.dag();
        double most = 0;
        for (int i = 0; i < dag.outDegree(task); i++) {
            int edge = dag.outEdge(task, i);
            int reader = dag.target(edge);
            double least = Double.POSITIVE_INFINITY;
            for (int other : problem.candidates(reader)) {
                double cost = table[other][reader] + problem.seconds(reader, other);
                least = Math.min(least, other == worker ? cost : cost + problem.meanTransfer(edge));
            }
            most = Math.max(most, least);
        }
        return most;
    }
}
