package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.UpwardRank;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;

/**
 * Heterogeneous Earliest Finish Time: takes the ready unit of highest upward rank and puts it where it finishes first,
 * in an idle gap if one fits. After Topcuoglu, Hariri and Wu, "Performance-effective and low-complexity task scheduling
 * for heterogeneous computing", IEEE TPDS 13(3), 2002.
 *
 * <p>Of equal ranks the unit of the lower number goes first, so that runs of one family stay together in the order of
 * their indices; of equal finishes the lower worker wins. A dataset that a generator hands over early is there, for
 * other workers, at that share of its producer's run.
 */
public final class Heft implements Scheduler {
    @Override
    public String name() {
        return "Heft";
    }

    @Override
    public Scheduled schedule(OptimizedGraph graph, Cluster cluster) {
        Dag dag = Dag.of(graph);
        Schedule schedule = schedule(dag, new ClusterCosts(dag, graph, cluster));
        return FlowProblem.of(graph, cluster).timed(schedule, name());
    }

    /** The same over units and costs of one's own. */
    public static Schedule schedule(Dag dag, CostModel costs) {
        return new ListPlacement(dag, costs).schedule(UpwardRank.of(dag, costs::meanSeconds, costs::meanTransfer));
    }
}
