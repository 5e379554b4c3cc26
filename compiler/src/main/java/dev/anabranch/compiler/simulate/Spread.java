package dev.anabranch.compiler.simulate;

import java.util.Arrays;

/** Where values lie: their mean, and percentiles, the least value that so many of them do not exceed. */
public final class Spread {
    private final double[] sorted;
    private final double mean;

    private Spread(double[] sorted, double mean) {
        this.sorted = sorted;
        this.mean = mean;
    }

    /** The spread of some values, at least one. */
    public static Spread of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double value : sorted) {
            sum += value;
        }
        // The mean of equal values is that value, whatever their sum is rounded to.
        double mean = Math.min(sorted[sorted.length - 1], Math.max(sorted[0], sum / sorted.length));
        return new Spread(sorted, mean);
    }

    /** The mean. */
    public double mean() {
        return mean;
    }

    /** The least value that at least {@code percent} of a hundred do not exceed; the smallest for 0. */
    public double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }
}
