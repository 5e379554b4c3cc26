package dev.anabranch.runtime.plan;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One worker's tasks in order, and what comes after some of them. The tasks of worker {@code w} are consecutive rows of the
 * table of tasks; operations are in the order of the runs after which they come.
 */
public final class WorkerPlan {
    private final int firstRow;
    private final int runs;
    private final int[] afterRun;
    private final byte[] kinds;
    private final int[] slots;
    private final int[] peers;
    private final @Nullable BitSet joins;
    private final int[] units;
    private final int[] coordinates;
    private final int[] stretches;

    WorkerPlan(
            int firstRow,
            int runs,
            int[] afterRun,
            byte[] kinds,
            int[] slots,
            int[] peers,
            BitSet joins,
            int[] units,
            int[] coordinates,
            int[] stretches) {
        this.firstRow = firstRow;
        this.runs = runs;
        this.afterRun = afterRun;
        this.kinds = kinds;
        this.slots = slots;
        this.peers = peers;
        this.joins = joins.isEmpty() ? null : joins;
        this.units = units;
        this.coordinates = coordinates;
        this.stretches = stretches;
    }

    /** How many tasks it runs. */
    public int runs() {
        return runs;
    }

    /** The row of a run in the table of tasks. */
    public int row(int run) {
        return firstRow + run;
    }

    /** Whether a run only joins a gang: what it makes nobody reads. */
    public boolean joins(int run) {
        return joins != null && joins.get(run);
    }

    /** How many stretches of runs of one family there are. */
    public int stretches() {
        return stretches.length;
    }

    /** The run behind the last of a stretch. */
    public int stretchEnd(int stretch) {
        return stretches[stretch];
    }

    /** How many operations there are. */
    public int operations() {
        return afterRun.length;
    }

    /** The run after which an operation comes. */
    public int afterRun(int operation) {
        return afterRun[operation];
    }

    /** What an operation does. */
    public Operation operation(int operation) {
        return Operation.of(kinds[operation]);
    }

    /** The slot that an operation is about. */
    public int slot(int operation) {
        return slots[operation];
    }

    /** The slot that an alias names again, or the row of a publication. */
    public int peer(int operation) {
        return peers[operation];
    }

    /** How many units the table-driven part of its program has. */
    public int units() {
        return units.length;
    }

    /** The number of a unit of the table-driven part, in order. */
    public int unit(int index) {
        return units[index];
    }

    /** Where the coordinates of a unit of the table-driven part begin. */
    public int firstCoordinate(int index) {
        return coordinates[index];
    }
}
