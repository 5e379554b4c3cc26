package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;

/** The ranks that list schedulers order tasks by, in seconds, from mean durations and mean transfers. */
public final class Ranks {
    private Ranks() {}

    /**
     * The upward rank: from the start of a task to the end of the run along the costliest path. After Topcuoglu, Hariri
     * and Wu, "Performance-effective and low-complexity task scheduling for heterogeneous computing", 2002. Data that
     * is there early counts only the part of the run before it.
     */
    public static double[] upward(Problem problem) {
        return upward(problem, true);
    }

    /** The static level: the upward rank without transfers. */
    static double[] staticLevel(Problem problem) {
        return upward(problem, false);
    }

    private static double[] upward(Problem problem, boolean withTransfers) {
        Dag dag = problem.dag();
        double[] rank = new double[dag.units()];
        for (int place = dag.units() - 1; place >= 0; place--) {
            int task = dag.inOrder(place);
            double own = problem.meanSeconds(task);
            double longest = own;
            for (int i = 0; i < dag.outDegree(task); i++) {
                int edge = dag.outEdge(task, i);
                double behind = (withTransfers ? problem.meanTransfer(edge) : 0) + rank[dag.target(edge)];
                longest = Math.max(longest, (1 - problem.late(edge)) * own + behind);
            }
            rank[task] = longest;
        }
        return rank;
    }

    /** The downward rank: from the start of the run to the start of a task along the costliest path. */
    static double[] downward(Problem problem) {
        Dag dag = problem.dag();
        double[] rank = new double[dag.units()];
        for (int place = 0; place < dag.units(); place++) {
            int task = dag.inOrder(place);
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                int source = dag.source(edge);
                double before = (1 - problem.late(edge)) * problem.meanSeconds(source);
                rank[task] = Math.max(rank[task], rank[source] + before + problem.meanTransfer(edge));
            }
        }
        return rank;
    }

    /**
     * A bound from below on what follows a task's end: the longest chain of its descendants, each where it is fastest,
     * without transfers.
     */
    public static double[] leastBehind(Problem problem) {
        Dag dag = problem.dag();
        double[] behind = new double[dag.units()];
        for (int place = dag.units() - 1; place >= 0; place--) {
            int task = dag.inOrder(place);
            for (int i = 0; i < dag.outDegree(task); i++) {
                int edge = dag.outEdge(task, i);
                int target = dag.target(edge);
                if (problem.late(edge) == 0) {
                    behind[task] = Math.max(behind[task], problem.fastest(target) + behind[target]);
                }
            }
        }
        return behind;
    }
}
