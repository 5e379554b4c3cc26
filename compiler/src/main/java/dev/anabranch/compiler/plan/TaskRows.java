package dev.anabranch.compiler.plan;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;

/**
 * The tasks that run, a row for each run, by worker and by their order there, with their predicted times. Of a gang only rank
 * 0 makes anything: the rows of the others are no copies and are not found by their task.
 */
final class TaskRows {
    final int[] task;
    final int[] unit;
    final int[] worker;
    final int[] rank;
    final double[] start;
    final double[] finish;
    final int[] firstRow;
    private final TaskGraph tasks;
    private final int[] firstOf;
    private final int[] nextOf;
    private final double makespan;

    TaskRows(OptimizedGraph graph, Cluster cluster, Schedule schedule) {
        this.tasks = graph.graph();
        int rows = 0;
        for (int placement = 0; placement < schedule.placements(); placement++) {
            rows += graph.units().size(schedule.unit(placement));
        }
        this.task = new int[rows];
        this.unit = new int[rows];
        this.worker = new int[rows];
        this.rank = new int[rows];
        this.start = new double[rows];
        this.finish = new double[rows];
        this.firstOf = new int[tasks.taskCount()];
        this.nextOf = new int[rows];
        this.firstRow = new int[cluster.workers() + 1];
        Arrays.fill(firstOf, -1);
        Arrays.fill(nextOf, -1);
        int row = 0;
        for (int w = 0; w < cluster.workers(); w++) {
            firstRow[w] = row;
            for (int i = 0; i < schedule.order().size(w); i++) {
                row = add(graph, cluster, schedule, schedule.order().get(w, i), row);
            }
        }
        firstRow[cluster.workers()] = row;
        if (row != rows) {
            throw new IllegalArgumentException("the schedule places units on workers that the cluster does not have");
        }
        for (int copy = rows - 1; copy >= 0; copy--) {
            if (rank[copy] == 0) {
                nextOf[copy] = firstOf[task[copy]];
                firstOf[task[copy]] = copy;
            }
        }
        double last = 0;
        for (double f : finish) {
            last = Math.max(last, f);
        }
        this.makespan = last;
    }

    /** The tasks of a unit share its time one after the other; none ends after the unit, however its sum was rounded. */
    private int add(OptimizedGraph graph, Cluster cluster, Schedule schedule, int placement, int firstFree) {
        int row = firstFree;
        int placedUnit = schedule.unit(placement);
        double at = schedule.start(placement);
        double last = schedule.finish(placement);
        int size = graph.units().size(placedUnit);
        for (int i = 0; i < size; i++) {
            int next = graph.units().get(placedUnit, i);
            task[row] = next;
            unit[row] = placedUnit;
            worker[row] = schedule.worker(placement);
            rank[row] = schedule.rank(placement);
            start[row] = at;
            at = i == size - 1
                    ? last
                    : Math.min(last, at + tasks.work(next) / cluster.speed(schedule.worker(placement)));
            finish[row] = at;
            row++;
        }
        return row;
    }

    int size() {
        return task.length;
    }

    /** The first row of a task; -1 if it does not run. */
    int rowOf(int anyTask) {
        return firstOf[anyTask];
    }

    /** Whether a task runs on several workers. */
    boolean hasCopies(int anyTask) {
        return nextOf[firstOf[anyTask]] >= 0;
    }

    /** How many rows there are beside the first of each task and the ranks of its gang. */
    int copies(int distinct) {
        int joined = 0;
        for (int which : rank) {
            joined += which > 0 ? 1 : 0;
        }
        return size() - distinct - joined;
    }

    /** Whether a row is its task's first. */
    boolean isFirst(int row) {
        return firstOf[task[row]] == row;
    }

    /** The row of a task on a worker; -1 if it does not run there. */
    int rowOn(int anyTask, int anyWorker) {
        int row = firstOf[anyTask];
        while (row >= 0 && worker[row] != anyWorker) {
            row = nextOf[row];
        }
        return row;
    }

    /** The row that publishes what a task makes: the one that finishes first, of equal ones the first. */
    int publisher(int anyTask) {
        int best = firstOf[anyTask];
        for (int row = nextOf[best]; row >= 0; row = nextOf[row]) {
            best = finish[row] < finish[best] ? row : best;
        }
        return best;
    }

    double seconds(int row) {
        return finish[row] - start[row];
    }

    /** When the last task finishes. */
    double makespan() {
        return makespan;
    }

    PlanTasks table() {
        String[] name = new String[size()];
        int[] family = new int[size()];
        double[] work = new double[size()];
        String[] timeSource = new String[size()];
        for (int row = 0; row < name.length; row++) {
            name[row] = tasks.taskName(task[row]);
            family[row] = tasks.familyId(task[row]);
            work[row] = tasks.work(task[row]);
            timeSource[row] = tasks.timeSource(task[row]).name();
        }
        return new PlanTasks(task, name, family, unit, worker, rank, start, finish, work, timeSource);
    }
}
