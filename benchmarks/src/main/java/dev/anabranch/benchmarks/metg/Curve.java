package dev.anabranch.benchmarks.metg;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How one implementation's efficiency falls as its tasks shrink, in one round. */
final class Curve {
    /**
     * One size of tasks.
     *
     * @param iterations in each task
     * @param granularity seconds of wall time, times workers, divided by tasks
     */
    record Sample(long iterations, double granularity) {
        /** Iterations in a second of one worker. */
        double rate() {
            return iterations / granularity;
        }
    }

    private final List<Sample> samples = new ArrayList<>();

    /** From large tasks to small ones. */
    void add(Sample sample) {
        samples.add(sample);
    }

    /** The best rate of all sizes. */
    double peak() {
        return samples.stream().mapToDouble(Sample::rate).max().orElse(0);
    }

    /** The efficiency of the smallest tasks. */
    double lowest(double peak) {
        return samples.get(samples.size() - 1).rate() / peak;
    }

    /**
     * The smallest granularity before the efficiency first falls below a bound, seconds; between two sizes its logarithm
     * is interpolated. Empty if even the largest tasks are below.
     *
     * @param peak the rate that counts as 1
     */
    OptionalDouble metg(double bound, double peak) {
        Sample above = null;
        for (Sample sample : samples) {
            if (sample.rate() / peak < bound) {
                return above == null ? OptionalDouble.empty() : OptionalDouble.of(between(above, sample, bound, peak));
            }
            above = sample;
        }
        return above == null ? OptionalDouble.empty() : OptionalDouble.of(above.granularity());
    }

    private static double between(Sample above, Sample below, double bound, double peak) {
        double high = above.rate() / peak;
        double low = below.rate() / peak;
        double part = (high - bound) / (high - low);
        return Math.exp(Math.log(above.granularity()) * (1 - part) + Math.log(below.granularity()) * part);
    }
}
