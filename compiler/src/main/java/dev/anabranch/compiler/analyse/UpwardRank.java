package dev.anabranch.compiler.analyse;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * The upward rank: how many seconds, on average over the workers, lie between the start of a unit and the end of the
 * run, along the costliest path. After Topcuoglu, Hariri and Wu, "Performance-effective and low-complexity task
 * scheduling for heterogeneous computing", IEEE TPDS 13(3), 2002; an output that a generator hands over early counts
 * only the part of the run before it.
 */
public final class UpwardRank {
    private UpwardRank() {}

    /**
     * The rank of each unit, in seconds.
     *
     * @param seconds mean duration of a unit
     * @param transfer mean duration of a transfer of so many bytes between two different workers
     */
    public static double[] of(Dag dag, IntToDoubleFunction seconds, DoubleUnaryOperator transfer) {
        double[] rank = new double[dag.units()];
        for (int place = dag.units() - 1; place >= 0; place--) {
            int unit = dag.inOrder(place);
            double own = seconds.applyAsDouble(unit);
            double longest = own;
            for (int i = 0; i < dag.outDegree(unit); i++) {
                int edge = dag.outEdge(unit, i);
                double behind = transfer.applyAsDouble(dag.bytes(edge)) + rank[dag.target(edge)];
                longest = Math.max(longest, dag.readiness(edge) * own + behind);
            }
            rank[unit] = longest;
        }
        return rank;
    }
}
