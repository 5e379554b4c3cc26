package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.compiler.analyse.Dag;
import java.util.Arrays;

/**
 * One sink after the other, and for each what it needs: of what a unit reads, that is made first which takes the most
 * memory while it is made beyond what is left of it. The best of all such orders for a tree; in a graph a dataset with
 * several readers is made for the first of them. After Liu, "On the storage requirement in the out-of-core multifrontal
 * method for sparse factorization", ACM TOMS 12(3), 1986.
 */
final class PostOrder {
    private final Dag dag;
    private final HeldData held;
    private final double[] most;
    private final Integer[][] inputs;

    private PostOrder(Dag dag, HeldData held) {
        this.dag = dag;
        this.held = held;
        this.most = new double[dag.units()];
        this.inputs = new Integer[dag.units()][];
    }

    /** All units, every one after what it reads from. */
    static int[] of(Dag dag, HeldData held) {
        PostOrder order = new PostOrder(dag, held);
        for (int place = 0; place < dag.units(); place++) {
            order.weigh(dag.inOrder(place));
        }
        return order.walk();
    }

    /** The most that a unit and all that it needs take, as if nobody else read any of it. */
    private void weigh(int unit) {
        Integer[] edges = new Integer[dag.firstIn(unit + 1) - dag.firstIn(unit)];
        Arrays.setAll(edges, i -> dag.firstIn(unit) + i);
        Arrays.sort(
                edges,
                (a, b) -> Double.compare(most[dag.source(b)] - dag.bytes(b), most[dag.source(a)] - dag.bytes(a)));
        inputs[unit] = edges;
        double there = 0;
        double peak = 0;
        for (int edge : edges) {
            peak = Math.max(peak, there + most[dag.source(edge)]);
            there += dag.bytes(edge);
        }
        double own = 0;
        for (int place = held.firstPlace(unit); place < held.firstPlace(unit + 1); place++) {
            for (int i = 0; i < held.makes().size(place); i++) {
                own += held.bytes(held.makes().get(place, i));
            }
            own += held.besides(place);
        }
        most[unit] = Math.max(peak, there + own);
    }

    private int[] walk() {
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
                if (next[unit] == inputs[unit].length) {
                    order[left++] = unit;
                    depth--;
                    continue;
                }
                int source = dag.source(inputs[unit][next[unit]++]);
                if (!seen[source]) {
                    seen[source] = true;
                    stack[++depth] = source;
                }
            }
        }
        return order;
    }
}
