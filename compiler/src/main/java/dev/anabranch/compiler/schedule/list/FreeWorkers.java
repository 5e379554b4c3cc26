package dev.anabranch.compiler.schedule.list;

import java.util.Arrays;

/** When each of many workers becomes free: a tournament whose inner nodes know the earliest below them. */
final class FreeWorkers {
    private final int leaves;
    private final double[] earliest;

    FreeWorkers(int workers) {
        this.leaves = Math.max(1, Integer.highestOneBit(Math.max(1, workers * 2 - 1)));
        this.earliest = new double[2 * leaves];
        Arrays.fill(earliest, leaves + workers, 2 * leaves, Double.POSITIVE_INFINITY);
        for (int node = leaves - 1; node > 0; node--) {
            earliest[node] = Math.min(earliest[2 * node], earliest[2 * node + 1]);
        }
    }

    double free(int worker) {
        return earliest[leaves + worker];
    }

    void set(int worker, double time) {
        int node = leaves + worker;
        earliest[node] = time;
        for (node >>= 1; node > 0; node >>= 1) {
            earliest[node] = Math.min(earliest[2 * node], earliest[2 * node + 1]);
        }
    }

    /** The lowest worker that is free at a time or, if none is, the lowest of those that become free first. */
    int firstFree(double time) {
        double limit = Math.max(time, earliest[1]);
        int node = 1;
        while (node < leaves) {
            node = earliest[2 * node] <= limit ? 2 * node : 2 * node + 1;
        }
        return node - leaves;
    }
}
