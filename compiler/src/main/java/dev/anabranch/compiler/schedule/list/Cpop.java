package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/**
 * Critical Path on a Processor: the tasks of one critical path all go to the worker that runs them fastest, the others
 * where they finish first. After Topcuoglu, Hariri and Wu, "Performance-effective and low-complexity task scheduling for
 * heterogeneous computing", 2002.
 */
public final class Cpop implements ListScheduler {
    @Override
    public String name() {
        return "CPOP";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        double[] priority = Ranks.upward(problem);
        double[] down = Ranks.downward(problem);
        for (int task = 0; task < priority.length; task++) {
            priority[task] += down[task];
        }
        boolean[] critical = criticalPath(problem.dag(), priority);
        int pathWorker = pathWorker(problem, critical);
        Partial partial = new Partial(problem);
        ReadyTasks ready = new ReadyTasks(problem.dag(), priority);
        while (!ready.isEmpty()) {
            int task = ready.remove();
            if (critical[task] && mayRun(problem, task, pathWorker)) {
                double arrival = partial.arrivals(task)[pathWorker];
                partial.place(task, pathWorker, partial.earliest(task, pathWorker, arrival));
            } else {
                int worker = partial.earliestFinish(task);
                partial.place(task, worker, partial.foundStart());
            }
        }
        return partial.orders();
    }

    private static boolean mayRun(Problem problem, int task, int worker) {
        for (int candidate : problem.candidates(task)) {
            if (candidate == worker) {
                return true;
            }
        }
        return false;
    }

    private static boolean[] criticalPath(Dag dag, double[] priority) {
        boolean[] critical = new boolean[dag.units()];
        int task = -1;
        for (int entry = 0; entry < dag.units(); entry++) {
            boolean isEntry = dag.firstIn(entry) == dag.firstIn(entry + 1);
            if (isEntry && (task < 0 || priority[entry] > priority[task])) {
                task = entry;
            }
        }
        while (task >= 0) {
            critical[task] = true;
            int next = -1;
            for (int i = 0; i < dag.outDegree(task); i++) {
                int target = dag.target(dag.outEdge(task, i));
                if (next < 0 || priority[target] > priority[next]) {
                    next = target;
                }
            }
            task = next;
        }
        return critical;
    }

    private static int pathWorker(Problem problem, boolean[] critical) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int worker = 0; worker < problem.workers(); worker++) {
            double sum = 0;
            for (int task = 0; task < critical.length; task++) {
                sum += critical[task] ? problem.seconds(task, worker) : 0;
            }
            if (sum < least) {
                least = sum;
                best = worker;
            }
        }
        return best;
    }
}
