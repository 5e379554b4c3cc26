package dev.anabranch.compiler.inspect;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.LowerBound;
import dev.anabranch.compiler.analyse.UpwardRank;
import dev.anabranch.compiler.schedule.problem.Problem;

/** The costliest chain of units through each unit, without transfers, on the fastest worker. */
final class Chains {
    private final double[] through;

    Chains(Problem problem) {
        Dag dag = problem.dag();
        double speed = LowerBound.fastest(problem.cluster());
        this.through = UpwardRank.of(dag, unit -> dag.work(unit) / speed, bytes -> 0);
        double[] before = new double[dag.units()];
        for (int place = 0; place < dag.units(); place++) {
            int unit = dag.inOrder(place);
            for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
                int source = dag.source(edge);
                double run = dag.readiness(edge) * (dag.work(source) / speed);
                before[unit] = Math.max(before[unit], before[source] + run);
            }
        }
        for (int unit = 0; unit < before.length; unit++) {
            through[unit] += before[unit];
        }
    }

    /** Seconds from the beginning of the chain to its end. */
    double through(int unit) {
        return through[unit];
    }
}
