package dev.anabranch.compiler.schedule.partition;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Splits a graph into parts of given sizes so that edges of little cost cross: the graph is coarsened by {@link Matching}
 * until few vertices are left, those are dealt out greedily, and on the way back each finer graph's parts are improved by
 * {@link Refinement}.
 *
 * <pre>
 *   a = b - c = d             ab - cd          ab | cd          a = b | c = d
 *   |   |   |   |     =&gt;      ||   ||    =&gt;       |       =&gt;    |   | | |   |
 *   e = f - g = h             ef - gh          ef | gh          e = f | g = h
 * </pre>
 *
 * <p>After Karypis and Kumar, "A fast and high quality multilevel scheme for partitioning irregular graphs", SIAM Journal
 * on Scientific Computing 20(1), 1998. Takes near-linear time; equal graphs are split equally.
 */
public final class Partition {
    private static final int COARSE_PER_PART = 30;
    /** A matching that leaves more than this share of the vertices is not worth another level. */
    private static final double STALLED = 0.95;

    private final double[] share;
    private final double slack;

    /**
     * @param share of the whole weight that each part should have; together 1
     * @param slack by how much of its share a part may exceed it
     */
    public Partition(double[] share, double slack) {
        this.share = share;
        this.slack = slack;
    }

    /** The part of each vertex. */
    public int[] of(WeightedGraph graph) {
        double whole = 0;
        for (int vertex = 0; vertex < graph.vertices(); vertex++) {
            whole += graph.weight(vertex);
        }
        int few = COARSE_PER_PART * share.length;
        Deque<WeightedGraph> graphs = new ArrayDeque<>();
        Deque<int[]> steps = new ArrayDeque<>();
        WeightedGraph coarse = graph;
        while (coarse.vertices() > few) {
            Matching matching = new Matching(coarse, 1.5 * whole / few);
            if (matching.count() > STALLED * coarse.vertices()) {
                break;
            }
            graphs.push(coarse);
            steps.push(matching.into());
            coarse = coarse.contracted(matching.into(), matching.count());
        }
        double[] room = new double[share.length];
        for (int p = 0; p < room.length; p++) {
            room[p] = share[p] * whole;
        }
        int[] part = new Refinement(coarse, room, slack).improved(dealt(coarse, room));
        while (!graphs.isEmpty()) {
            WeightedGraph finer = graphs.pop();
            int[] into = steps.pop();
            int[] of = new int[finer.vertices()];
            for (int vertex = 0; vertex < of.length; vertex++) {
                of[vertex] = part[into[vertex]];
            }
            part = new Refinement(finer, room, slack).improved(of);
        }
        return part;
    }

    /** The heaviest first, each to the part with room that it has most to do with, else to the emptiest. */
    private int[] dealt(WeightedGraph graph, double[] room) {
        Integer[] order = new Integer[graph.vertices()];
        Arrays.setAll(order, vertex -> vertex);
        Arrays.sort(order, (a, b) -> {
            int byWeight = Double.compare(graph.weight(b), graph.weight(a));
            return byWeight != 0 ? byWeight : Integer.compare(a, b);
        });
        int[] part = new int[order.length];
        Arrays.fill(part, -1);
        double[] load = new double[room.length];
        double[] ties = new double[room.length];
        for (int vertex : order) {
            Arrays.fill(ties, 0);
            for (int e = graph.first(vertex); e < graph.first(vertex + 1); e++) {
                if (part[graph.neighbour(e)] >= 0) {
                    ties[part[graph.neighbour(e)]] += graph.cost(e);
                }
            }
            int best = graph.only(vertex);
            if (best < 0) {
                best = emptiest(load, room);
                double most = 0;
                for (int p = 0; p < room.length; p++) {
                    if (ties[p] > most && load[p] + graph.weight(vertex) <= room[p]) {
                        most = ties[p];
                        best = p;
                    }
                }
            }
            part[vertex] = best;
            load[best] += graph.weight(vertex);
        }
        return part;
    }

    private static int emptiest(double[] load, double[] room) {
        int best = 0;
        for (int p = 1; p < room.length; p++) {
            if (load[p] * room[best] < load[best] * room[p]) {
                best = p;
            }
        }
        return best;
    }
}
