package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Link;

/** What work and transfers take on average over the workers of a cluster, before it is known who does what. */
final class PathCosts {
    private final double secondsPerWork;
    private final double sameHostShare;
    private final Cluster cluster;

    PathCosts(Cluster cluster) {
        this.cluster = cluster;
        double sum = 0;
        long sameHost = 0;
        for (int worker = 0; worker < cluster.workers(); worker++) {
            sum += 1 / cluster.speed(worker);
        }
        for (int host = 0; host < cluster.hosts().size(); host++) {
            long workers = cluster.hosts().get(host).speeds().size();
            sameHost += workers * (workers - 1);
        }
        long pairs = (long) cluster.workers() * (cluster.workers() - 1);
        this.secondsPerWork = sum / cluster.workers();
        this.sameHostShare = pairs == 0 ? 1 : (double) sameHost / pairs;
    }

    double seconds(double work) {
        return work * secondsPerWork;
    }

    /** The mean over all ordered pairs of different workers; 0 if there is only one worker. */
    double transfer(double bytes) {
        return cluster.workers() == 1
                ? 0
                : sameHostShare * seconds(cluster.sameHost(), bytes)
                        + (1 - sameHostShare) * seconds(cluster.otherHost(), bytes);
    }

    private static double seconds(Link link, double bytes) {
        return link.latency() + bytes / link.bandwidth();
    }
}
