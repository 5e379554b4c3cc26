package dev.anabranch.driver.calibrate;

import dev.anabranch.model.cluster.Link;
import java.util.List;

/**
 * The link {@code latency + bytes / bandwidth} whose relative errors have the least squares: a microsecond matters as much to a
 * short transfer as a millisecond to one a thousand times as long.
 */
public final class LinkFit {
    /** Seconds a byte of what does not grow with the size: data passes by reference. */
    private static final double LEAST_SLOPE = 1e-15;

    private LinkFit() {}

    /**
     * The link that comes closest. Neither latency nor seconds per byte is negative, whatever the samples say.
     *
     * @param samples at least one
     */
    public static Link of(List<TransferSample> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no link can be fitted to nothing");
        }
        // With u = 1 / seconds and v = bytes / seconds the error of a sample is latency * u + slope * v - 1.
        double uu = 0;
        double uv = 0;
        double vv = 0;
        double u = 0;
        double v = 0;
        for (TransferSample sample : samples) {
            double one = 1 / sample.seconds();
            double rate = sample.bytes() / sample.seconds();
            uu += one * one;
            uv += one * rate;
            vv += rate * rate;
            u += one;
            v += rate;
        }
        double determinant = uu * vv - uv * uv;
        // Samples of one size say nothing of how much is latency.
        boolean independent = determinant > 1e-9 * uu * vv;
        double latency = independent ? (u * vv - v * uv) / determinant : 0;
        double slope = independent ? (v * uu - u * uv) / determinant : 1;
        if (latency < 0 || !independent) {
            latency = 0;
            slope = vv > 0 ? v / vv : LEAST_SLOPE;
        }
        if (slope < LEAST_SLOPE) {
            slope = LEAST_SLOPE;
            latency = Math.max(0, (u - slope * uv) / uu);
        }
        return new Link(latency, 1 / slope);
    }

    /** By what part a prediction is longer than what was measured; negative if it is shorter. */
    public static double error(Link link, TransferSample sample) {
        return link.seconds(sample.bytes()) / sample.seconds() - 1;
    }

    /** The largest such part of several, without its sign; 0 of none. */
    public static double worst(Link link, List<TransferSample> samples) {
        return samples.stream()
                .mapToDouble(sample -> Math.abs(error(link, sample)))
                .max()
                .orElse(0);
    }
}
