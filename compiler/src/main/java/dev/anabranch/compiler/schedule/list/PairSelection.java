package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/**
 * Chooses again and again among all pairs of a ready task and a worker; what is placed comes after all else on its
 * worker. What a ready task waits for does not change any more, so arrivals are kept.
 */
final class PairSelection {
    private final Problem problem;
    private final Dag dag;
    private final Partial partial;
    private final int[] ready;
    private final double[][] arrivals;
    private final int[] waiting;
    private final double[] free;
    private int readyCount;

    PairSelection(Problem problem) {
        this.problem = problem;
        this.dag = problem.dag();
        this.partial = new Partial(problem);
        this.ready = new int[problem.tasks()];
        this.arrivals = new double[problem.tasks()][];
        this.waiting = new int[problem.tasks()];
        this.free = new double[problem.workers()];
        for (int task = 0; task < waiting.length; task++) {
            waiting[task] = dag.firstIn(task + 1) - dag.firstIn(task);
            if (waiting[task] == 0) {
                add(task);
            }
        }
    }

    /** The higher the better. */
    interface Value {
        double of(int task, int worker, double start);
    }

    /** What decides between equal values, the higher the better. */
    interface Tie {
        double of(int task, int worker);
    }

    WorkerOrders schedule(Value value, Tie... ties) {
        while (readyCount > 0) {
            int bestPlace = -1;
            int bestWorker = -1;
            double best = 0;
            double bestStart = 0;
            for (int place = 0; place < readyCount; place++) {
                int task = ready[place];
                for (int worker : problem.candidates(task)) {
                    double start = Math.max(arrivals[task][worker], free[worker]);
                    double found = value.of(task, worker, start);
                    if (bestPlace < 0
                            || found > best
                            || (found == best && wins(task, worker, ready[bestPlace], bestWorker, ties))) {
                        bestPlace = place;
                        bestWorker = worker;
                        best = found;
                        bestStart = start;
                    }
                }
            }
            place(bestPlace, bestWorker, bestStart);
        }
        return partial.orders();
    }

    private static boolean wins(int task, int worker, int otherTask, int otherWorker, Tie[] ties) {
        for (Tie tie : ties) {
            double mine = tie.of(task, worker);
            double others = tie.of(otherTask, otherWorker);
            if (mine != others) {
                return mine > others;
            }
        }
        return task != otherTask ? task < otherTask : worker < otherWorker;
    }

    WorkerOrders scheduleByBestFinish(boolean latest) {
        while (readyCount > 0) {
            int bestPlace = -1;
            int bestWorker = -1;
            double best = 0;
            for (int place = 0; place < readyCount; place++) {
                int task = ready[place];
                int worker = earliestFinish(task);
                double finish = finish(task, worker);
                boolean better = latest ? finish > best : finish < best;
                if (bestPlace < 0 || better || (finish == best && task < ready[bestPlace])) {
                    bestPlace = place;
                    bestWorker = worker;
                    best = finish;
                }
            }
            int task = ready[bestPlace];
            place(bestPlace, bestWorker, Math.max(arrivals[task][bestWorker], free[bestWorker]));
        }
        return partial.orders();
    }

    private double finish(int task, int worker) {
        return Math.max(arrivals[task][worker], free[worker]) + problem.seconds(task, worker);
    }

    private int earliestFinish(int task) {
        int best = -1;
        for (int worker : problem.candidates(task)) {
            if (best < 0 || finish(task, worker) < finish(task, best)) {
                best = worker;
            }
        }
        return best;
    }

    private void place(int place, int worker, double start) {
        int task = ready[place];
        partial.place(task, worker, start);
        free[worker] = start + problem.seconds(task, worker);
        ready[place] = ready[--readyCount];
        arrivals[task] = new double[0];
        for (int i = 0; i < dag.outDegree(task); i++) {
            int reader = dag.target(dag.outEdge(task, i));
            if (--waiting[reader] == 0) {
                add(reader);
            }
        }
    }

    private void add(int task) {
        ready[readyCount++] = task;
        arrivals[task] = partial.arrivals(task).clone();
    }
}
