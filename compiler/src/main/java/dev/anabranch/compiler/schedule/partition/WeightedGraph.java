package dev.anabranch.compiler.schedule.partition;

import java.util.Arrays;

/**
 * Vertices that take up room and edges that cost where they cross from one part to another, as columns. Each edge stands
 * with both of its vertices.
 */
public final class WeightedGraph {
    private final double[] weight;
    private final int[] only;
    private final int[] first;
    private final int[] neighbour;
    private final double[] cost;

    /**
     * @param weight of each vertex
     * @param only for each vertex the part that it must be in, or -1
     * @param from one end of each edge
     * @param to its other end; edges between the same two vertices are added up, those within one vertex or without cost left out
     * @param cost of each edge
     * @param edges how many edges there are; the columns may be longer
     */
    public WeightedGraph(double[] weight, int[] only, int[] from, int[] to, double[] cost, int edges) {
        int vertices = weight.length;
        int[] starts = new int[vertices + 1];
        for (int e = 0; e < edges; e++) {
            if (counts(from[e], to[e], cost[e])) {
                starts[from[e] + 1]++;
                starts[to[e] + 1]++;
            }
        }
        for (int v = 0; v < vertices; v++) {
            starts[v + 1] += starts[v];
        }
        int[] others = new int[starts[vertices]];
        double[] costs = new double[others.length];
        int[] next = Arrays.copyOf(starts, vertices);
        for (int e = 0; e < edges; e++) {
            if (counts(from[e], to[e], cost[e])) {
                others[next[from[e]]] = to[e];
                costs[next[from[e]]++] = cost[e];
                others[next[to[e]]] = from[e];
                costs[next[to[e]]++] = cost[e];
            }
        }
        this.weight = weight;
        this.only = only;
        this.first = new int[vertices + 1];
        int kept = joined(starts, others, costs);
        this.neighbour = Arrays.copyOf(others, kept);
        this.cost = Arrays.copyOf(costs, kept);
    }

    private static boolean counts(int from, int to, double cost) {
        return from != to && cost > 0;
    }

    /** Adds up what leads to the same neighbour, in place; how much is left. */
    private int joined(int[] starts, int[] others, double[] costs) {
        int[] placeOf = new int[weight.length];
        Arrays.fill(placeOf, -1);
        int kept = 0;
        for (int v = 0; v < weight.length; v++) {
            int begin = kept;
            for (int i = starts[v]; i < starts[v + 1]; i++) {
                int other = others[i];
                if (placeOf[other] >= begin) {
                    costs[placeOf[other]] += costs[i];
                } else {
                    placeOf[other] = kept;
                    others[kept] = other;
                    costs[kept++] = costs[i];
                }
            }
            first[v + 1] = kept;
        }
        return kept;
    }

    int vertices() {
        return weight.length;
    }

    double weight(int vertex) {
        return weight[vertex];
    }

    /** The part that a vertex must be in, or -1. */
    int only(int vertex) {
        return only[vertex];
    }

    /** The first of a vertex's edges; those up to {@code first(vertex + 1)}, exclusive, follow. */
    int first(int vertex) {
        return first[vertex];
    }

    int neighbour(int edge) {
        return neighbour[edge];
    }

    double cost(int edge) {
        return cost[edge];
    }

    /**
     * The graph in which vertices that go together are one.
     *
     * @param into for each vertex the one that it becomes part of
     * @param count how many there are then
     */
    WeightedGraph contracted(int[] into, int count) {
        double[] sums = new double[count];
        int[] must = new int[count];
        Arrays.fill(must, -1);
        int[] from = new int[neighbour.length / 2];
        int[] to = new int[from.length];
        double[] costs = new double[from.length];
        int edges = 0;
        for (int v = 0; v < weight.length; v++) {
            sums[into[v]] += weight[v];
            must[into[v]] = Math.max(must[into[v]], only[v]);
            for (int e = first[v]; e < first[v + 1]; e++) {
                if (neighbour[e] > v) {
                    from[edges] = into[v];
                    to[edges] = into[neighbour[e]];
                    costs[edges++] = cost[e];
                }
            }
        }
        return new WeightedGraph(sums, must, from, to, costs, edges);
    }
}
