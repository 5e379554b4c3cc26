package dev.anabranch.compiler.schedule.partition;

import java.util.Arrays;

/**
 * Heavy-edge matching: each vertex in turn goes together with the neighbour over its costliest edge
 * that is still alone. After Karypis and Kumar, "A fast and high quality multilevel scheme for partitioning irregular
 * graphs", SIAM Journal on Scientific Computing 20(1), 1998.
 */
final class Matching {
    private final WeightedGraph graph;
    private final int[] into;
    private int count;

    /**
     * @param heaviest no two vertices go together that weigh more than this
     */
    Matching(WeightedGraph graph, double heaviest) {
        this.graph = graph;
        this.into = new int[graph.vertices()];
        Arrays.fill(into, -1);
        for (int vertex = 0; vertex < into.length; vertex++) {
            if (into[vertex] < 0) {
                int partner = partner(vertex, heaviest);
                into[vertex] = count;
                if (partner >= 0) {
                    into[partner] = count;
                }
                count++;
            }
        }
    }

    private int partner(int vertex, double heaviest) {
        int best = -1;
        double most = -1;
        for (int e = graph.first(vertex); e < graph.first(vertex + 1); e++) {
            int other = graph.neighbour(e);
            if (into[other] < 0
                    && graph.cost(e) > most
                    && graph.weight(vertex) + graph.weight(other) <= heaviest
                    && mayMeet(vertex, other)) {
                most = graph.cost(e);
                best = other;
            }
        }
        return best;
    }

    private boolean mayMeet(int a, int b) {
        return graph.only(a) < 0 || graph.only(b) < 0 || graph.only(a) == graph.only(b);
    }

    /** For each vertex the one that it becomes part of. */
    int[] into() {
        return into;
    }

    /** How many vertices there are then. */
    int count() {
        return count;
    }
}
