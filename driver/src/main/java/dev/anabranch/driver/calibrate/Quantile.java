package dev.anabranch.driver.calibrate;

import java.util.Collection;

/** What measurements say that others disturb now and then. */
final class Quantile {
    private Quantile() {}

    /** The middle of at least one; of two in the middle, their mean. */
    static double median(Collection<Double> values) {
        double[] sorted = sorted(values);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * The lower quartile of at least one: disturbances make what is measured longer, never shorter, so that most of the machine's
     * other work has to coincide with ours before it moves.
     */
    static double lower(Collection<Double> values) {
        double[] sorted = sorted(values);
        return sorted[(sorted.length - 1) / 4];
    }

    private static double[] sorted(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return values.stream().mapToDouble(value -> value).sorted().toArray();
    }
}
