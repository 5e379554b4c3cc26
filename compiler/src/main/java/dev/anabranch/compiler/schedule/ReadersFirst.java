package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
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

    /** Kahn's algorithm, last in first out; of units that become ready together the lower number goes first. */
    private static double[] priorities(Dag dag) {
        double[] priority = new double[dag.units()];
        int[] waiting = new int[dag.units()];
        int[] stack = new int[dag.units()];
        int depth = 0;
        for (int unit = dag.units() - 1; unit >= 0; unit--) {
            waiting[unit] = dag.firstIn(unit + 1) - dag.firstIn(unit);
            if (waiting[unit] == 0) {
                stack[depth++] = unit;
            }
        }
        int gone = 0;
        while (depth > 0) {
            int unit = stack[--depth];
            priority[unit] = -(double) gone++;
            for (int i = dag.outDegree(unit) - 1; i >= 0; i--) {
                int reader = dag.target(dag.outEdge(unit, i));
                if (--waiting[reader] == 0) {
                    stack[depth++] = reader;
                }
            }
        }
        return priority;
    }
}
