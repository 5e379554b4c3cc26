package dev.anabranch.driver.calibrate;

import java.util.Collection;

/** The middle of measurements, which those that something disturbed do not move. */
final class Median {
    private Median() {}

    /** Of at least one; of two in the middle, their mean. */
    static double of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
