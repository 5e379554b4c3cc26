package dev.anabranch.compiler.analyse;

import dev.anabranch.model.graph.IntRows;

/** One sink after the other, in order of their numbers, and before each what it needs that has not been yet. */
public final class DepthFirstOrder {
    private DepthFirstOrder() {}

    /**
     * All units, every one after what it reads from.
     *
     * @param edges for each unit its incoming edges, in the order in which what they read from goes
     */
    public static int[] of(Dag dag, IntRows edges) {
        int[] order = new int[dag.units()];
        boolean[] seen = new boolean[dag.units()];
        int[] next = new int[dag.units()];
        int[] stack = new int[dag.units()];
        int left = 0;
        for (int sink = 0; sink < dag.units(); sink++) {
            if (dag.outDegree(sink) > 0) {
                continue;
            }
            int depth = 0;
            stack[0] = sink;
            seen[sink] = true;
            while (depth >= 0) {
                int unit = stack[depth];
                if (next[unit] == edges.size(unit)) {
                    order[left++] = unit;
                    depth--;
                    continue;
                }
                int source = dag.source(edges.get(unit, next[unit]++));
                if (!seen[source]) {
                    seen[source] = true;
                    stack[++depth] = source;
                }
            }
        }
        return order;
    }
}
