package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;
import java.util.Optional;

/**
 * The exact times of workers' orders where transfers neither wait nor slow each other. A run starts when the one before
 * it on its worker is over and each of its inputs has come from whichever run of the producer gets it there first.
 *
 * <p>Runs are settled by their starts: when the earliest of all startable runs is settled, no later one can still send
 * it anything sooner. A run is startable once its worker is free and each input is on its way from somewhere.
 */
final class ContentionFree {
    private final Problem problem;
    private final Dag dag;
    private final WorkerOrders orders;
    private final int[] workerOf;
    private final int[] firstCopy;
    private final int[] nextCopy;
    private final double[] start;
    private final double[] finish;
    private final boolean[] settled;
    private final int[] missing;
    private final RunQueue startable;
    private final int[] next;
    private final double[] free;

    ContentionFree(Problem problem, WorkerOrders orders) {
        this.problem = problem;
        this.dag = problem.dag();
        this.orders = orders;
        int places = orders.places();
        this.workerOf = new int[places];
        this.firstCopy = new int[problem.tasks()];
        this.nextCopy = new int[places];
        this.start = new double[places];
        this.finish = new double[places];
        this.settled = new boolean[places];
        this.missing = new int[places];
        this.startable = new RunQueue(places);
        this.next = new int[orders.workers()];
        this.free = new double[orders.workers()];
        Arrays.fill(firstCopy, -1);
        for (int worker = orders.workers() - 1; worker >= 0; worker--) {
            next[worker] = orders.first(worker);
            for (int place = orders.first(worker + 1) - 1; place >= orders.first(worker); place--) {
                int task = orders.task(place);
                workerOf[place] = worker;
                nextCopy[place] = firstCopy[task];
                firstCopy[task] = place;
                missing[place] = inputs(task);
            }
        }
    }

    /** Each edge is an input of its own, two from one producer as well. */
    private int inputs(int task) {
        return dag.firstIn(task + 1) - dag.firstIn(task);
    }

    /** @throws IllegalArgumentException if workers wait for each other in a circle, or a task runs nowhere */
    Times run() {
        return attempt()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the workers wait for each other in a circle, or a task runs nowhere"));
    }

    /** The times, or nothing if workers wait for each other in a circle, or a task runs nowhere. */
    Optional<Times> attempt() {
        if (!orders.hasCopies(problem.tasks())) {
            return runSingle();
        }
        for (int worker = 0; worker < next.length; worker++) {
            offer(worker);
        }
        int done = 0;
        for (; !startable.isEmpty(); done++) {
            settle(startable.remove());
        }
        if (done < orders.places()) {
            return Optional.empty();
        }
        double makespan = 0;
        for (double end : finish) {
            makespan = Math.max(makespan, end);
        }
        return Optional.of(new Times(start, finish, makespan));
    }

    /** Without copies nothing can come sooner from elsewhere, so a run is settled as soon as all before it are. */
    private Optional<Times> runSingle() {
        int[] ready = new int[orders.places()];
        int known = 0;
        for (int worker = 0; worker < next.length; worker++) {
            known = unlock(worker, ready, known);
        }
        double makespan = 0;
        int done = 0;
        for (; done < known; done++) {
            int place = ready[done];
            int task = orders.task(place);
            int worker = workerOf[place];
            start[place] = earliestSingle(place);
            finish[place] = start[place] + problem.seconds(task, worker);
            free[worker] = finish[place] + problem.pause(task);
            makespan = Math.max(makespan, finish[place]);
            next[worker]++;
            for (int i = 0; i < dag.outDegree(task); i++) {
                int reader = firstCopy[dag.target(dag.outEdge(task, i))];
                if (reader >= 0
                        && --missing[reader] == 0
                        && workerOf[reader] != worker
                        && next[workerOf[reader]] == reader) {
                    known = unlock(workerOf[reader], ready, known);
                }
            }
            known = unlock(worker, ready, known);
        }
        if (done < orders.places() || done < problem.tasks()) {
            return Optional.empty();
        }
        return Optional.of(new Times(start, finish, makespan));
    }

    private int unlock(int worker, int[] ready, int known) {
        int place = next[worker];
        if (place < orders.first(worker + 1) && missing[place] == 0) {
            ready[known] = place;
            return known + 1;
        }
        return known;
    }

    private double earliestSingle(int place) {
        int worker = workerOf[place];
        int task = orders.task(place);
        double at = free[worker];
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
            int from = firstCopy[dag.source(edge)];
            at = Math.max(at, problem.arrival(edge, finish[from], workerOf[from], worker));
        }
        return at;
    }

    private void offer(int worker) {
        int place = next[worker];
        if (place < orders.first(worker + 1) && missing[place] == 0 && !startable.contains(place)) {
            startable.add(place, earliest(place));
        }
    }

    private double earliest(int place) {
        int worker = workerOf[place];
        int task = orders.task(place);
        double at = free[worker];
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
            double arrival = Double.POSITIVE_INFINITY;
            for (int copy = firstCopy[dag.source(edge)]; copy >= 0; copy = nextCopy[copy]) {
                if (settled[copy]) {
                    arrival = Math.min(arrival, problem.arrival(edge, finish[copy], workerOf[copy], worker));
                }
            }
            at = Math.max(at, arrival);
        }
        return at;
    }

    private void settle(int place) {
        int task = orders.task(place);
        int worker = workerOf[place];
        start[place] = startable.time(place);
        finish[place] = start[place] + problem.seconds(task, worker);
        settled[place] = true;
        free[worker] = finish[place] + problem.pause(task);
        next[worker]++;
        boolean first = true;
        for (int copy = firstCopy[task]; copy >= 0; copy = nextCopy[copy]) {
            first &= copy == place || !settled[copy];
        }
        for (int i = 0; i < dag.outDegree(task); i++) {
            for (int reader = firstCopy[dag.target(dag.outEdge(task, i))]; reader >= 0; reader = nextCopy[reader]) {
                if (first) {
                    missing[reader]--;
                }
                if (startable.contains(reader)) {
                    startable.lower(reader, earliest(reader));
                } else if (first && !settled[reader] && next[workerOf[reader]] == reader) {
                    offer(workerOf[reader]);
                }
            }
        }
        offer(worker);
    }
}
