package dev.anabranch.driver.calibrate;

import dev.anabranch.model.cluster.Link;
import java.util.List;

/**
 * What was measured of one kind of link.
 *
 * @param pairs all that were measured
 * @param link the one that comes closest to all of them
 */
public record LinkFigures(List<PairFigures> pairs, Link link) {
    public LinkFigures {
        pairs = List.copyOf(pairs);
    }

    static LinkFigures of(List<PairFigures> pairs) {
        return new LinkFigures(
                pairs,
                LinkFit.of(
                        pairs.stream().flatMap(pair -> pair.samples().stream()).toList()));
    }

    /** For each size the median of all pairs. */
    public List<TransferSample> typical() {
        return pairs.get(0).samples().stream()
                .map(TransferSample::bytes)
                .map(bytes -> new TransferSample(
                        bytes,
                        Quantile.median(pairs.stream()
                                .flatMap(pair -> pair.samples().stream())
                                .filter(sample -> sample.bytes() == bytes)
                                .map(TransferSample::seconds)
                                .toList())))
                .toList();
    }
}
