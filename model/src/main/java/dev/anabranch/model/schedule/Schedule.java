package dev.anabranch.model.schedule;

import dev.anabranch.model.graph.IntRows;

/**
 * Which worker runs which unit, in which order and, as predicted, when. A unit may be placed on several workers, at
 * most once on each. Of a unit with a gang, each placement has a rank.
 */
public final class Schedule {
    private final int[] unit;
    private final int[] worker;
    private final int[] rank;
    private final double[] start;
    private final double[] finish;
    private final IntRows order;

    /** A schedule without gangs. */
    public Schedule(int[] unit, int[] worker, double[] start, double[] finish, IntRows order) {
        this(unit, worker, new int[unit.length], start, finish, order);
    }

    /**
     * @param unit for each placement the unit that runs
     * @param worker for each placement where
     * @param rank for each placement which of its unit's gang it is; 0 where there is none
     * @param start for each placement, seconds from the start of the run
     * @param finish for each placement, seconds from the start of the run
     * @param order for each worker its placements in the order in which they run
     */
    public Schedule(int[] unit, int[] worker, int[] rank, double[] start, double[] finish, IntRows order) {
        this.unit = unit;
        this.worker = worker;
        this.rank = rank;
        this.start = start;
        this.finish = finish;
        this.order = order;
        if (order.total() != unit.length || worker.length != unit.length) {
            throw new IllegalArgumentException("order of " + order.total() + " placements, " + unit.length + " made");
        }
    }

    /** How many placements there are. */
    public int placements() {
        return unit.length;
    }

    /** The unit of a placement. */
    public int unit(int placement) {
        return unit[placement];
    }

    /** The worker of a placement. */
    public int worker(int placement) {
        return worker[placement];
    }

    /** Which of its unit's gang a placement is, from 0; 0 where there is no gang. */
    public int rank(int placement) {
        return rank[placement];
    }

    /** When a placement is predicted to start, in seconds. */
    public double start(int placement) {
        return start[placement];
    }

    /** When a placement is predicted to finish, in seconds. */
    public double finish(int placement) {
        return finish[placement];
    }

    /** For each worker its placements in the order in which they run. */
    public IntRows order() {
        return order;
    }

    /** When the last placement finishes, in seconds; 0 for an empty schedule. */
    public double makespan() {
        double last = 0;
        for (double f : finish) {
            last = Math.max(last, f);
        }
        return last;
    }
}
