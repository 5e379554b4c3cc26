package dev.anabranch.driver.calibrate;

import dev.anabranch.model.cluster.Link;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Figures as if links and disks were exactly what the model says. */
final class Measured {
    static final Link SAME = new Link(4e-6, 1e15);
    static final Link OTHER = new Link(83.25e-6, 1.2345e9);
    static final Link DISK = new Link(40e-6, 1.5e9);

    private Measured() {}

    static List<TransferSample> of(Link link) {
        return LongStream.of(1 << 16, 1 << 20, 1 << 24)
                .mapToObj(bytes -> new TransferSample(bytes, link.seconds(bytes)))
                .toList();
    }

    static HostFigures host(String name, Double... kernels) {
        return new HostFigures(name, List.of(kernels), 9.8e9, 210e-9, of(DISK), DISK);
    }

    static Figures figures(HostFigures... hosts) {
        return new Figures(
                List.of(hosts),
                Optional.of(LinkFigures.of(List.of(PairFigures.of("a/0", "a/1", of(SAME))))),
                hosts.length < 2
                        ? Optional.empty()
                        : Optional.of(LinkFigures.of(List.of(PairFigures.of("a", "b", of(OTHER))))));
    }
}
