package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.LatestFirst;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;

/**
 * Reads what was made before more is made: whenever a worker is free, it takes what became ready last. What is read for
 * the last time can be purged at once, so a long list that is read block by block is never alive as a whole; the makespan
 * is seldom better than {@link Heft}'s.
 */
public final class ReadersFirst implements Scheduler {
    @Override
    public String name() {
        return "ReadersFirst";
    }

    @Override
    public Scheduled schedule(OptimizedGraph graph, Cluster cluster) {
        Dag dag = Dag.of(graph);
        Schedule schedule = new OnlinePlacement(dag, new ClusterCosts(dag, graph, cluster)).schedule(priorities(dag));
        return FlowProblem.of(graph, cluster).timed(schedule, name());
    }

    private static double[] priorities(Dag dag) {
        double[] priority = new double[dag.units()];
        int[] order = LatestFirst.of(dag);
        for (int place = 0; place < order.length; place++) {
            priority[order[place]] = -place;
        }
        return priority;
    }
}
