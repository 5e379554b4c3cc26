package dev.anabranch.compiler.schedule;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import java.util.List;

/**
 * Decides which worker runs which unit, in which order and when. The same graph and cluster always give the same
 * schedule.
 */
public interface Scheduler {
    /** As decisions name it. */
    String name();

    /**
     * Places every unit.
     *
     * @throws PlanningFailure if a unit can run on no worker of the cluster
     */
    Scheduled schedule(OptimizedGraph graph, Cluster cluster);

    /**
     * All schedules that could be taken, for who asks more of them than a short makespan.
     *
     * @throws PlanningFailure if a unit can run on no worker of the cluster
     */
    default List<Scheduled> alternatives(OptimizedGraph graph, Cluster cluster) {
        return List.of(schedule(graph, cluster));
    }
}
