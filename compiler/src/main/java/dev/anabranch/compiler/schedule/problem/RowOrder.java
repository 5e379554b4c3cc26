package dev.anabranch.compiler.schedule.problem;

import dev.anabranch.compiler.analyse.Dag;
import java.util.Arrays;

/**
 * The tasks of a problem row by row, as one would write loops by hand: by how many others are on the longest chain before
 * them, those of a row by number.
 */
public final class RowOrder {
    private final int workers;
    private final int[] row;
    private final int[] byRow;

    private RowOrder(int workers, int[] row) {
        this.workers = workers;
        this.row = row;
        this.byRow = new int[row.length];
        int[] next = new int[Arrays.stream(row).max().orElse(0) + 2];
        for (int one : row) {
            next[one + 1]++;
        }
        for (int one = 1; one < next.length; one++) {
            next[one] += next[one - 1];
        }
        for (int task = 0; task < row.length; task++) {
            byRow[next[row[task]]++] = task;
        }
    }

    /** Of a problem; takes time linear in its tasks and edges. */
    public static RowOrder of(Problem problem) {
        Dag dag = problem.dag();
        int[] row = new int[dag.units()];
        for (int place = 0; place < row.length; place++) {
            int task = dag.inOrder(place);
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                row[task] = Math.max(row[task], row[dag.source(edge)] + 1);
            }
        }
        return new RowOrder(problem.workers(), row);
    }

    /** The task at a place of the order. */
    public int task(int place) {
        return byRow[place];
    }

    /** The place behind the row that the place is in. */
    public int endOfRow(int place) {
        int end = place;
        while (end < byRow.length && row[byRow[end]] == row[byRow[place]]) {
            end++;
        }
        return end;
    }

    /**
     * The orders of workers who go through the rows together.
     *
     * @param worker of each task
     */
    public WorkerOrders of(int[] worker) {
        return WorkerOrders.ofSequence(
                workers, byRow, Arrays.stream(byRow).map(task -> worker[task]).toArray(), byRow.length);
    }

    /** The worker of each task in orders without copies. */
    public static int[] placement(WorkerOrders orders, int tasks) {
        int[] worker = new int[tasks];
        for (int w = 0; w < orders.workers(); w++) {
            for (int place = orders.first(w); place < orders.first(w + 1); place++) {
                worker[orders.task(place)] = w;
            }
        }
        return worker;
    }
}
