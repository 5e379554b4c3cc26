package dev.anabranch.driver.calibrate;

import dev.anabranch.model.cluster.Link;
import java.util.List;

/**
 * What was measured between two workers.
 *
 * @param from a host, or a worker where both are of one host
 * @param to the other
 * @param samples how long a block takes from one to the other, by size
 * @param own the link that comes closest to them
 */
public record PairFigures(String from, String to, List<TransferSample> samples, Link own) {
    public PairFigures {
        samples = List.copyOf(samples);
    }

    static PairFigures of(String from, String to, List<TransferSample> samples) {
        return new PairFigures(from, to, samples, LinkFit.of(samples));
    }

    /**
     * By what part the pair's own link takes longer than another, at the size where they differ most; negative if less long.
     *
     * @param link the other, of all pairs
     */
    public double difference(Link link) {
        double most = 0;
        for (TransferSample sample : samples) {
            double difference = own.seconds(sample.bytes()) / link.seconds(sample.bytes()) - 1;
            most = Math.abs(difference) > Math.abs(most) ? difference : most;
        }
        return most;
    }
}
