package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.DepthFirstOrder;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;

/**
 * Finishes one sink after the other: units go in the order in which a walk from the sinks back to what they read
 * leaves them, each where it finishes first. Little is alive at once, since what one sink needs is mostly read and
 * purged before the next sink's inputs are made; the makespan is seldom better than {@link Heft}'s.
 */
public final class DepthFirst implements Scheduler {
    @Override
    public String name() {
        return "DepthFirst";
    }

    @Override
    public Scheduled schedule(OptimizedGraph graph, Cluster cluster) {
        Dag dag = Dag.of(graph);
        Schedule schedule = new ListPlacement(dag, new ClusterCosts(dag, graph, cluster)).schedule(priorities(dag));
        return FlowProblem.of(graph, cluster).timed(schedule, name());
    }

    private static double[] priorities(Dag dag) {
        IntRows.Builder edges = new IntRows.Builder();
        for (int unit = 0; unit < dag.units(); unit++) {
            for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
                edges.add(edge);
            }
            edges.endRow();
        }
        int[] order = DepthFirstOrder.of(dag, edges.build());
        double[] priority = new double[dag.units()];
        for (int place = 0; place < order.length; place++) {
            priority[order[place]] = -place;
        }
        return priority;
    }
}
