package dev.anabranch.testkit;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary clusters: one to three hosts of one to four workers, without limits of memory. */
public final class Clusters {
    private Clusters() {}

    /** Workers of different speeds; the first host has the label {@code gpu}. */
    public static Arbitrary<Cluster> any() {
        Arbitrary<List<Double>> speeds =
                Arbitraries.of(0.5, 1.0, 1.0, 2.0).list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(speeds.list().ofMinSize(1).ofMaxSize(3), links(), links())
                .as(Clusters::of)
                .withoutEdgeCases();
    }

    /** One host of equal workers that share their data. */
    public static Arbitrary<Cluster> threads() {
        return Arbitraries.integers()
                .between(1, 4)
                .map(workers ->
                        of(List.of(Collections.nCopies(workers, 1.0)), Cluster.BY_REFERENCE, Cluster.BY_REFERENCE));
    }

    private static Arbitrary<Link> links() {
        return Combinators.combine(Arbitraries.of(0.0, 1e-6, 1e-3, 0.1), Arbitraries.of(1e6, 125e6, 1e15))
                .as(Link::new);
    }

    private static Cluster of(List<List<Double>> speeds, Link sameHost, Link otherHost) {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < speeds.size(); i++) {
            List<String> labels = i == 0 ? List.of(LayeredGraph.LABEL) : List.of();
            hosts.add(new Host(String.valueOf((char) ('a' + i)), speeds.get(i), 0, labels));
        }
        return Cluster.of(hosts, sameHost, otherHost);
    }

    /** The same cluster with so much memory on every host. */
    public static Cluster withMemory(Cluster cluster, long bytes) {
        List<Host> hosts =
                cluster.hosts().stream().map(host -> host.withMemory(bytes)).toList();
        return Cluster.of(hosts, cluster.sameHost(), cluster.otherHost()).withModel(cluster.model());
    }
}
