package dev.anabranch.driver.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.model.cluster.Link;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LinkFitTest {
    private static final List<Long> SIZES = HandOffs.sizes(Calibration.LARGEST);
    private static final double NOISE = 0.05;

    private static List<TransferSample> samples(Link link, double noise, Random random) {
        return SIZES.stream()
                .map(bytes ->
                        new TransferSample(bytes, link.seconds(bytes) * (1 + noise * (2 * random.nextDouble() - 1))))
                .toList();
    }

    /** Latencies from 1 us to 10 ms, bandwidths from 10 MB/s to 10 GB/s. */
    private static Link link(double latency, double bandwidth) {
        return new Link(Math.pow(10, latency), Math.pow(10, bandwidth));
    }

    @Property
    void findsTheLinkWithoutNoise(
            @ForAll @DoubleRange(min = -6, max = -2) double latency,
            @ForAll @DoubleRange(min = 7, max = 10) double bandwidth) {
        Link link = link(latency, bandwidth);
        Link fit = LinkFit.of(samples(link, 0, new Random(0)));
        assertThat(fit.latency() / link.latency()).isCloseTo(1, within(1e-6));
        assertThat(fit.bandwidth() / link.bandwidth()).isCloseTo(1, within(1e-6));
    }

    /**
     * A projection makes no vector longer, and the noise of seven samples is at most as long as the root of seven times its bound:
     * no prediction is further off than that.
     */
    @Property
    void predictsUnderNoise(
            @ForAll @DoubleRange(min = -6, max = -2) double latency,
            @ForAll @DoubleRange(min = 7, max = 10) double bandwidth,
            @ForAll long seed) {
        Link link = link(latency, bandwidth);
        Link fit = LinkFit.of(samples(link, NOISE, new Random(seed)));
        double bound = Math.sqrt(SIZES.size()) * NOISE / (1 - NOISE) * (1 + NOISE);
        for (long bytes : SIZES) {
            assertThat(fit.seconds(bytes) / link.seconds(bytes)).isCloseTo(1, within(bound));
        }
        // What decides the time of a size is found itself.
        if (link.latency() > 5 * SIZES.get(0) / link.bandwidth()) {
            assertThat(fit.latency() / link.latency()).isCloseTo(1, within(2 * bound));
        }
        if (link.latency() < SIZES.get(SIZES.size() - 1) / link.bandwidth() / 5) {
            assertThat(fit.bandwidth() / link.bandwidth()).isCloseTo(1, within(2 * bound));
        }
    }

    @Test
    void neitherLatencyNorTimeOfAByteIsNegative() {
        Link faster = LinkFit.of(List.of(new TransferSample(1000, 2e-3), new TransferSample(1_000_000, 1e-3)));
        assertThat(faster.bandwidth()).isCloseTo(1e15, within(1e6));
        assertThat(faster.latency()).isBetween(1e-3, 2e-3);
        Link late = LinkFit.of(List.of(new TransferSample(1000, 1e-6), new TransferSample(2000, 4e-6)));
        assertThat(late.latency()).isZero();
        assertThat(late.bandwidth()).isBetween(0.5e9, 1e9);
    }

    @Test
    void samplesOfOneSizeAreAllBandwidth() {
        Link link = LinkFit.of(List.of(new TransferSample(1000, 1e-6), new TransferSample(1000, 1e-6)));
        assertThat(link.latency()).isZero();
        assertThat(link.bandwidth()).isCloseTo(1e9, within(1.0));
    }
}
