package dev.anabranch.compiler.schedule.problem;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An answer to a {@link Problem}: for each worker the tasks that it runs, in their order. A task may stand in the lists
 * of several workers, at most once in each. When everything happens follows from a machine model.
 */
public final class WorkerOrders {
    private final int[] first;
    private final int[] task;

    /**
     * @param first for each worker the place of its first task, then the number of places
     * @param task for each place the task that runs
     */
    public WorkerOrders(int[] first, int[] task) {
        this.first = first;
        this.task = task;
        if (first[first.length - 1] != task.length) {
            throw new IllegalArgumentException(first[first.length - 1] + " places for " + task.length + " runs");
        }
    }

    /**
     * From runs in an order in which each comes after what it needs: every worker takes its own in that order.
     *
     * @param task for each run the task
     * @param worker for each run where
     * @param runs how many there are
     */
    public static WorkerOrders ofSequence(int workers, int[] task, int[] worker, int runs) {
        int[] first = new int[workers + 1];
        for (int i = 0; i < runs; i++) {
            first[worker[i] + 1]++;
        }
        for (int w = 0; w < workers; w++) {
            first[w + 1] += first[w];
        }
        int[] next = Arrays.copyOf(first, workers);
        int[] placed = new int[runs];
        for (int i = 0; i < runs; i++) {
            placed[next[worker[i]]++] = task[i];
        }
        return new WorkerOrders(first, placed);
    }

    /**
     * From runs with times: every worker takes its own by start, of equal starts what ends first, of equal ends what
     * was given first.
     */
    public static WorkerOrders ofTimes(
            int workers, int[] task, int[] worker, double[] start, double[] finish, int runs) {
        int[] order = IntStream.range(0, runs)
                .boxed()
                .sorted((a, b) -> {
                    int byStart = Double.compare(start[a], start[b]);
                    int byTime = byStart != 0 ? byStart : Double.compare(finish[a], finish[b]);
                    return byTime != 0 ? byTime : Integer.compare(a, b);
                })
                .mapToInt(Integer::intValue)
                .toArray();
        int[] sortedTask = new int[runs];
        int[] sortedWorker = new int[runs];
        for (int i = 0; i < runs; i++) {
            sortedTask[i] = task[order[i]];
            sortedWorker[i] = worker[order[i]];
        }
        return ofSequence(workers, sortedTask, sortedWorker, runs);
    }

    /** The orders of a schedule, without its times. */
    public static WorkerOrders of(Schedule schedule) {
        IntRows order = schedule.order();
        int[] first = new int[order.rows() + 1];
        int[] task = new int[order.total()];
        int place = 0;
        for (int worker = 0; worker < order.rows(); worker++) {
            for (int i = 0; i < order.size(worker); i++) {
                task[place++] = schedule.unit(order.get(worker, i));
            }
            first[worker + 1] = place;
        }
        return new WorkerOrders(first, task);
    }

    /** The same on other workers, of which there may be more. */
    public WorkerOrders onWorkers(int[] newNumber, int workers) {
        int[] runs = new int[task.length];
        for (int worker = 0; worker < workers(); worker++) {
            Arrays.fill(runs, first[worker], first[worker + 1], newNumber[worker]);
        }
        return ofSequence(workers, task, runs, task.length);
    }

    /** How many workers there are. */
    public int workers() {
        return first.length - 1;
    }

    /** How many runs there are. */
    public int places() {
        return task.length;
    }

    /** The place of a worker's first run; those up to {@code first(worker + 1)}, exclusive, follow. */
    public int first(int worker) {
        return first[worker];
    }

    /** The task that runs at a place. */
    public int task(int place) {
        return task[place];
    }

    /** Whether some task runs more than once. */
    public boolean hasCopies(int tasks) {
        return task.length > tasks;
    }

    /** The schedule in which all happens at these times. */
    public Schedule schedule(double[] start, double[] finish) {
        int[] worker = new int[task.length];
        IntRows.Builder order = new IntRows.Builder();
        for (int w = 0; w < workers(); w++) {
            for (int place = first[w]; place < first[w + 1]; place++) {
                worker[place] = w;
                order.add(place);
            }
            order.endRow();
        }
        return new Schedule(task.clone(), worker, start.clone(), finish.clone(), order.build());
    }
}
