package dev.anabranch.runtime.plan;

import java.util.Arrays;

/** The table of tasks: a row for each task on each worker that runs it, by worker and in order. */
public final class TaskRows {
    private final IntColumn task;
    private final IntColumn family;
    private final IntColumn unit;
    private final IntColumn rank;
    private final WorkerRanges ranges;
    private final NameColumn name;
    /** One more than the largest number of a task. */
    private final int numbers;

    TaskRows(PlanTable table, int workers) throws PlanFormatException {
        this.task = table.numbers("task");
        this.family = table.numbers("family");
        this.unit = table.numbers("unit");
        this.rank = table.numbers("rank");
        this.ranges = WorkerRanges.of(workers, table.ints("worker"), "tasks");
        this.name = table.names("name");
        int largest = -1;
        for (int row = 0; row < task.rows(); row++) {
            largest = Math.max(largest, task.get(row));
        }
        this.numbers = largest + 1;
    }

    /** How many rows there are. */
    public int rows() {
        return task.rows();
    }

    /** The task's number in the task graph. */
    public int task(int row) {
        return task.get(row);
    }

    /** The row of its family. */
    public int family(int row) {
        return family.get(row);
    }

    /** The number of the unit it runs in. */
    public int unit(int row) {
        return unit.get(row);
    }

    /** Which of the task's gang the worker is; who is not 0 makes nothing. */
    public int rank(int row) {
        return rank.get(row);
    }

    /** The instance as its author knows it, {@code mean[step: 24]}. */
    public String name(int row) {
        return name.get(row);
    }

    /** All names. */
    public NameColumn names() {
        return name;
    }

    /** The worker that runs it. */
    int worker(int row) {
        return ranges.of(row);
    }

    /** The rows of each worker. */
    WorkerRanges ranges() {
        return ranges;
    }

    /** For each task number how many rows make its datasets. */
    int[] runsByTask() {
        int[] runs = new int[numbers()];
        for (int row = 0; row < task.rows(); row++) {
            runs[task.get(row)] += rank.get(row) == 0 ? 1 : 0;
        }
        return runs;
    }

    /** For each task number the last of its rows, or -1. */
    int[] rowByTask() {
        int[] rows = new int[numbers()];
        Arrays.fill(rows, -1);
        for (int row = 0; row < task.rows(); row++) {
            rows[task.get(row)] = row;
        }
        return rows;
    }

    /** One more than the largest number of a task. */
    int numbers() {
        return numbers;
    }
}
