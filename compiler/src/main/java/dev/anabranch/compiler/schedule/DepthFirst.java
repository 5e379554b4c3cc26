package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.model.cluster.Cluster;
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
        double[] priority = new double[dag.units()];
        boolean[] seen = new boolean[dag.units()];
        int[] nextEdge = new int[dag.units()];
        int[] stack = new int[dag.units()];
        int left = 0;
        for (int sink = 0; sink < dag.units(); sink++) {
            if (dag.outDegree(sink) > 0) {
                continue;
            }
            int depth = 0;
            stack[0] = sink;
            seen[sink] = true;
            nextEdge[sink] = dag.firstIn(sink);
            while (depth >= 0) {
                int unit = stack[depth];
                if (nextEdge[unit] == dag.firstIn(unit + 1)) {
                    priority[unit] = -(double) left++;
                    depth--;
                    continue;
                }
                int source = dag.source(nextEdge[unit]++);
                if (!seen[source]) {
                    seen[source] = true;
                    nextEdge[source] = dag.firstIn(source);
                    stack[++depth] = source;
                }
            }
        }
        return priority;
    }
}
