package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;

/** What is placed so far, contention-free, tasks on several workers where that helps; the last runs can be taken back. */
final class Copies {
    private static final int NONE = -1;

    private final Problem problem;
    private final Dag dag;
    private final Gaps[] gaps;
    private final int[] firstCopy;
    private int[] task;
    private int[] worker;
    private int[] nextCopy;
    private double[] start;
    private double[] finish;
    private int runs;

    Copies(Problem problem) {
        this.problem = problem;
        this.dag = problem.dag();
        this.gaps = new Gaps[problem.workers()];
        Arrays.setAll(gaps, unused -> new Gaps());
        this.firstCopy = new int[problem.tasks()];
        int room = problem.tasks() + 16;
        this.task = new int[room];
        this.worker = new int[room];
        this.nextCopy = new int[room];
        this.start = new double[room];
        this.finish = new double[room];
        Arrays.fill(firstCopy, NONE);
    }

    void clear() {
        runs = 0;
        Arrays.fill(firstCopy, NONE);
        for (Gaps idle : gaps) {
            idle.clear();
        }
    }

    int runs() {
        return runs;
    }

    int task(int run) {
        return task[run];
    }

    double start(int run) {
        return start[run];
    }

    boolean runsOn(int ofTask, int onWorker) {
        for (int copy = firstCopy[ofTask]; copy != NONE; copy = nextCopy[copy]) {
            if (worker[copy] == onWorker) {
                return true;
            }
        }
        return false;
    }

    /** When the data of an edge can be on a worker, from the run that gets it there first. */
    double arrival(int edge, int onWorker) {
        double first = Double.POSITIVE_INFINITY;
        for (int copy = firstCopy[dag.source(edge)]; copy != NONE; copy = nextCopy[copy]) {
            first = Math.min(first, problem.arrival(edge, finish[copy], worker[copy], onWorker));
        }
        return first;
    }

    double ready(int ofTask, int onWorker) {
        double ready = 0;
        for (int edge = dag.firstIn(ofTask); edge < dag.firstIn(ofTask + 1); edge++) {
            ready = Math.max(ready, arrival(edge, onWorker));
        }
        return ready;
    }

    /** The edge whose data comes last, or -1 for a task that reads nothing. */
    int lastEdge(int ofTask, int onWorker) {
        int last = NONE;
        double latest = Double.NEGATIVE_INFINITY;
        for (int edge = dag.firstIn(ofTask); edge < dag.firstIn(ofTask + 1); edge++) {
            double arrival = arrival(edge, onWorker);
            if (arrival > latest) {
                latest = arrival;
                last = edge;
            }
        }
        return last;
    }

    double earliest(int ofTask, int onWorker) {
        return gaps[onWorker].earliest(ready(ofTask, onWorker), problem.seconds(ofTask, onWorker));
    }

    void place(int ofTask, int onWorker, double from) {
        if (runs == task.length) {
            int room = runs * 2;
            task = Arrays.copyOf(task, room);
            worker = Arrays.copyOf(worker, room);
            nextCopy = Arrays.copyOf(nextCopy, room);
            start = Arrays.copyOf(start, room);
            finish = Arrays.copyOf(finish, room);
        }
        double seconds = problem.seconds(ofTask, onWorker);
        gaps[onWorker].reserve(from, seconds);
        task[runs] = ofTask;
        worker[runs] = onWorker;
        start[runs] = from;
        finish[runs] = from + seconds;
        nextCopy[runs] = firstCopy[ofTask];
        firstCopy[ofTask] = runs++;
    }

    void save(int onWorker, Gaps into) {
        into.copyFrom(gaps[onWorker]);
    }

    /** Takes back all runs from a number on; all were on one worker, whose gaps were saved before. */
    void takeBack(int from, int onWorker, Gaps saved) {
        while (runs > from) {
            runs--;
            firstCopy[task[runs]] = nextCopy[runs];
        }
        gaps[onWorker].copyFrom(saved);
    }

    WorkerOrders orders() {
        return WorkerOrders.ofTimes(problem.workers(), task, worker, start, finish, runs);
    }
}
