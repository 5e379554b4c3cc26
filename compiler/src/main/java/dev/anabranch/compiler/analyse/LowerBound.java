package dev.anabranch.compiler.analyse;

import dev.anabranch.model.cluster.Cluster;

/**
 * No schedule finishes earlier: not before the critical path has run on the fastest worker, nor before all work has
 * been spread evenly over all workers. Transfers are left out, so the best schedule may well take longer.
 *
 * @param path seconds of the critical path on the fastest worker
 * @param area seconds of all work, spread over the workers by their speeds
 */
public record LowerBound(double path, double area) {
    /** The bound for units on a cluster. */
    public static LowerBound of(Dag dag, Cluster cluster) {
        double work = 0;
        for (int unit = 0; unit < dag.units(); unit++) {
            work += dag.work(unit);
        }
        double speed = 0;
        for (int worker = 0; worker < cluster.workers(); worker++) {
            speed += cluster.speed(worker);
        }
        return new LowerBound(CriticalPath.of(dag, fastest(cluster)).seconds(), work / speed);
    }

    /** The highest speed of a worker. */
    public static double fastest(Cluster cluster) {
        double fastest = 0;
        for (int worker = 0; worker < cluster.workers(); worker++) {
            fastest = Math.max(fastest, cluster.speed(worker));
        }
        return fastest;
    }

    /** The larger of the two, in seconds. */
    public double seconds() {
        return Math.max(path, area);
    }
}
