package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;

/** What is placed so far, contention-free, each task once; and where the next one would start. */
final class Partial {
    private final Problem problem;
    private final Dag dag;
    private final int[] workerOf;
    private final double[] start;
    private final double[] finish;
    private final Gaps[] gaps;
    private final double[] ready;
    private final int[] sequence;
    private final int[] hostOf;
    private int placed;
    private double foundStart;

    Partial(Problem problem) {
        this.problem = problem;
        this.dag = problem.dag();
        this.workerOf = new int[problem.tasks()];
        this.start = new double[problem.tasks()];
        this.finish = new double[problem.tasks()];
        this.gaps = new Gaps[problem.workers()];
        this.ready = new double[problem.workers()];
        this.sequence = new int[problem.tasks()];
        this.hostOf = new int[problem.workers()];
        Arrays.setAll(gaps, unused -> new Gaps());
        Arrays.setAll(hostOf, problem::hostOf);
        Arrays.fill(workerOf, -1);
    }

    void clear() {
        placed = 0;
        Arrays.fill(workerOf, -1);
        for (Gaps worker : gaps) {
            worker.clear();
        }
    }

    boolean isPlaced(int task) {
        return workerOf[task] >= 0;
    }

    int worker(int task) {
        return workerOf[task];
    }

    double finish(int task) {
        return finish[task];
    }

    double free(int worker) {
        return gaps[worker].free();
    }

    /** When what is placed of a task's inputs can be on each worker; of the others nothing is known. */
    double[] arrivals(int task) {
        Arrays.fill(ready, 0);
        boolean early = problem.hasEarly();
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
            int source = dag.source(edge);
            int from = workerOf[source];
            if (from < 0) {
                continue;
            }
            double there =
                    early ? finish[source] - problem.late(edge) * (finish[source] - start[source]) : finish[source];
            double near = there + problem.near(edge);
            double far = there + problem.far(edge);
            int host = hostOf[from];
            for (int worker = 0; worker < ready.length; worker++) {
                double arrival = worker == from ? finish[source] : hostOf[worker] == host ? near : far;
                if (arrival > ready[worker]) {
                    ready[worker] = arrival;
                }
            }
        }
        return ready;
    }

    double earliest(int task, int worker, double arrival) {
        return gaps[worker].earliest(arrival, problem.seconds(task, worker));
    }

    /** The worker on which a task finishes first, of equal ones the lowest; its start is {@link #foundStart()}. */
    int earliestFinish(int task) {
        arrivals(task);
        int best = -1;
        double bestFinish = Double.POSITIVE_INFINITY;
        for (int worker : problem.candidates(task)) {
            double seconds = problem.seconds(task, worker);
            if (best >= 0 && ready[worker] + seconds >= bestFinish) {
                continue;
            }
            double from = gaps[worker].earliest(ready[worker], seconds);
            if (best < 0 || from + seconds < bestFinish) {
                best = worker;
                foundStart = from;
                bestFinish = from + seconds;
            }
        }
        return best;
    }

    double foundStart() {
        return foundStart;
    }

    void place(int task, int worker, double from) {
        double seconds = problem.seconds(task, worker);
        gaps[worker].reserve(from, seconds);
        workerOf[task] = worker;
        start[task] = from;
        finish[task] = from + seconds;
        sequence[placed++] = task;
    }

    /** Takes back what was placed last; the gaps of its worker were saved before. */
    void takeBack(Gaps saved) {
        int task = sequence[--placed];
        gaps[workerOf[task]].copyFrom(saved);
        workerOf[task] = -1;
    }

    void save(int worker, Gaps into) {
        into.copyFrom(gaps[worker]);
    }

    double makespan() {
        double last = 0;
        for (int i = 0; i < placed; i++) {
            last = Math.max(last, finish[sequence[i]]);
        }
        return last;
    }

    /** Everything placed, each worker's tasks in the order of their starts. */
    WorkerOrders orders() {
        int[] worker = new int[placed];
        double[] from = new double[placed];
        double[] until = new double[placed];
        for (int i = 0; i < placed; i++) {
            worker[i] = workerOf[sequence[i]];
            from[i] = start[sequence[i]];
            until[i] = finish[sequence[i]];
        }
        return WorkerOrders.ofTimes(problem.workers(), sequence, worker, from, until, placed);
    }
}
