package dev.anabranch.benchmarks.metg;

import java.util.Arrays;

/**
 * Several measurements of one quantity.
 *
 * @param median not a number if the quantity was missing in any of them
 */
record Spread(double median, double low, double high) {
    static Spread of(double[] values) {
        if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The middle half of the measurements lies within a tenth of the median on either side. */
    static boolean stable(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int quarter = sorted.length / 4;
        double median = of(values).median();
        return Math.abs(sorted[quarter] - median) <= median / 10
                && Math.abs(sorted[sorted.length - 1 - quarter] - median) <= median / 10;
    }

    boolean missing() {
        return Double.isNaN(median);
    }
}
