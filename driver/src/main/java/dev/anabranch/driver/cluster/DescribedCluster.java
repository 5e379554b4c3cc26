package dev.anabranch.driver.cluster;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.runtime.transport.PeerAddress;
import java.util.Map;

/**
 * What a cluster file says.
 *
 * @param cluster the machine model
 * @param addresses where the hosts listen of which the file says so, by name
 */
public record DescribedCluster(Cluster cluster, Map<String, PeerAddress> addresses) {
    public DescribedCluster {
        addresses = Map.copyOf(addresses);
    }

    /** Without addresses. */
    public static DescribedCluster of(Cluster cluster) {
        return new DescribedCluster(cluster, Map.of());
    }
}
