package dev.anabranch.runtime.plan;

import java.util.Arrays;

/** The table of tasks: a row for each task on each worker that runs it, by worker and in order. */
public final class TaskRows {
    private final int[] task;
    private final int[] family;
    private final int[] unit;
    private final int[] worker;
    private final TextColumn name;

    TaskRows(PlanTable table) throws PlanFormatException {
        this.task = table.ints("task");
        this.family = table.ints("family");
        this.unit = table.ints("unit");
        this.worker = table.ints("worker");
        this.name = table.texts("name");
    }

    /** How many rows there are. */
    public int rows() {
        return task.length;
    }

    /** The task's number in the task graph. */
    public int task(int row) {
        return task[row];
    }

    /** The row of its family. */
    public int family(int row) {
        return family[row];
    }

    /** The number of the unit it runs in. */
    public int unit(int row) {
        return unit[row];
    }

    /** The instance as its author knows it, {@code mean[step: 24]}. */
    public String name(int row) {
        return name.get(row);
    }

    /** All names. */
    public TextColumn names() {
        return name;
    }

    int[] worker() {
        return worker;
    }

    /** For each task number how many rows it has. */
    int[] runsByTask() {
        int[] runs = new int[numbers()];
        for (int number : task) {
            runs[number]++;
        }
        return runs;
    }

    /** For each task number the last of its rows, or -1. */
    int[] rowByTask() {
        int[] rows = new int[numbers()];
        Arrays.fill(rows, -1);
        for (int row = 0; row < task.length; row++) {
            rows[task[row]] = row;
        }
        return rows;
    }

    /** One more than the largest number of a task. */
    int numbers() {
        int largest = -1;
        for (int number : task) {
            largest = Math.max(largest, number);
        }
        return largest + 1;
    }
}
