package dev.anabranch.benchmarks.metg;

import java.util.Arrays;

/**
 * Several measurements of one quantity.
 *
 * <p>Where the quantity is missing from one of them, it counts as greater than all others.
 *
 * @param median infinite if it is missing from half of them or more
 * @param low the least
 * @param high the greatest, infinite if it is missing from any
 */
record Spread(double median, double low, double high) {
    static Spread of(double[] values) {
        double[] sorted = sorted(values);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    private static double[] sorted(double[] values) {
        return Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? Double.POSITIVE_INFINITY : value)
                .sorted()
                .toArray();
    }

    /** The middle half of the measurements lies within a tenth of the median on either side. */
    static boolean stable(double[] values) {
        double[] sorted = sorted(values);
        int quarter = sorted.length / 4;
        double median = of(values).median();
        return Math.abs(sorted[quarter] - median) <= median / 10
                && Math.abs(sorted[sorted.length - 1 - quarter] - median) <= median / 10;
    }

    boolean missing() {
        return Double.isInfinite(median);
    }
}
