package dev.anabranch.compiler.schedule.partition;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Splits a graph into parts of given sizes so that edges of little cost cross: the graph is coarsened by {@link Matching}
 * until few vertices are left, those are dealt out, part by part, and on the way back each finer graph's parts are improved by
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
    private static final int COARSE_PER_PART = 15;
    /** So many ways to deal out the coarsest graph are tried. */
    private static final int DEALS = 8;

    /** With more ends of edges one way must do. */
    private static final int SPARSE = 100_000;

    private static final long SEED = 1;
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
        int[] part = best(coarse, room);
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

    /** The best of several ways to deal out few vertices. */
    private int[] best(WeightedGraph graph, double[] room) {
        int[] best = new int[0];
        Refinement refinement = new Refinement(graph, room, slack);
        double leastExcess = Double.POSITIVE_INFINITY;
        double leastCut = Double.POSITIVE_INFINITY;
        SplittableRandom random = new SplittableRandom(SEED);
        int deals = graph.first(graph.vertices()) <= SPARSE ? DEALS : 1;
        for (int deal = 0; deal < deals; deal++) {
            int[] part = refinement.improved(dealt(graph, room, order(graph, deal == 0 ? null : random)));
            double excess = refinement.excess();
            double cut = refinement.cut();
            if (excess < leastExcess || (excess == leastExcess && cut < leastCut)) {
                leastExcess = excess;
                leastCut = cut;
                best = part;
            }
        }
        return best;
    }

    /** The heaviest first or, by chance, any. */
    private static Integer[] order(WeightedGraph graph, @Nullable SplittableRandom random) {
        double[] key = new double[graph.vertices()];
        Arrays.setAll(key, vertex -> random == null ? -graph.weight(vertex) : random.nextDouble());
        Integer[] order = new Integer[graph.vertices()];
        Arrays.setAll(order, vertex -> vertex);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingDouble(vertex -> key[vertex]).thenComparing(vertex -> vertex));
        return order;
    }

    /**
     * Part by part: of what touches the part, what has most to do with it; where nothing does, the first in an order. The
     * last part takes what is left.
     */
    private int[] dealt(WeightedGraph graph, double[] room, Integer[] order) {
        int[] part = new int[order.length];
        Arrays.fill(part, -1);
        double[] load = new double[room.length];
        for (int vertex : order) {
            if (graph.only(vertex) >= 0) {
                part[vertex] = graph.only(vertex);
                load[part[vertex]] += graph.weight(vertex);
            }
        }
        int first = 0;
        double[] ties = new double[order.length];
        for (int p = 0; p < room.length; p++) {
            Arrays.fill(ties, 0);
            Heap near = new Heap(ties);
            for (int vertex = 0; vertex < part.length; vertex++) {
                if (part[vertex] == p) {
                    tie(graph, vertex, part, ties, near);
                }
            }
            while (load[p] < room[p]) {
                while (first < order.length && part[order[first]] >= 0) {
                    first++;
                }
                if (near.isEmpty() && first == order.length) {
                    break;
                }
                int next = near.isEmpty() ? order[first] : near.remove();
                if (load[p] + graph.weight(next) / 2 > room[p] && load[p] > 0) {
                    break;
                }
                part[next] = p;
                load[p] += graph.weight(next);
                tie(graph, next, part, ties, near);
            }
        }
        for (int vertex : order) {
            if (part[vertex] < 0) {
                part[vertex] = emptiest(load, room);
                load[part[vertex]] += graph.weight(vertex);
            }
        }
        return part;
    }

    private static void tie(WeightedGraph graph, int vertex, int[] part, double[] ties, Heap near) {
        for (int e = graph.first(vertex); e < graph.first(vertex + 1); e++) {
            if (part[graph.neighbour(e)] < 0) {
                ties[graph.neighbour(e)] += graph.cost(e);
                near.put(graph.neighbour(e));
            }
        }
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
