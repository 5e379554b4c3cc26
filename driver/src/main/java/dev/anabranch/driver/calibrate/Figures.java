package dev.anabranch.driver.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that was measured of a cluster.
 *
 * @param hosts in the order of the cluster file
 * @param sameHost between workers of one host; empty where no host has two
 * @param otherHost between hosts; empty where there is one
 */
public record Figures(List<HostFigures> hosts, Optional<LinkFigures> sameHost, Optional<LinkFigures> otherHost) {
    /** Workers of a host that differ by less than this part are said to be of one speed. */
    private static final double ALIKE = 0.05;

    public Figures {
        hosts = List.copyOf(hosts);
    }

    /** The speeds of a host's workers to two digits behind the point; that of the fastest of all is 1. */
    public List<Double> speeds(HostFigures host) {
        double least = hosts.stream()
                .flatMapToDouble(each -> evened(each).stream().mapToDouble(seconds -> seconds))
                .min()
                .orElseThrow();
        return evened(host).stream()
                .map(seconds -> Math.max(0.01, Math.round(100 * least / seconds) / 100.0))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Double> evened(HostFigures host) {
        double median = Quantile.median(host.kernelSeconds());
        boolean alike =
                host.kernelSeconds().stream().allMatch(seconds -> Math.abs(seconds - median) <= ALIKE / 2 * median);
        return alike ? host.kernelSeconds().stream().map(any -> median).toList() : host.kernelSeconds();
    }
}
