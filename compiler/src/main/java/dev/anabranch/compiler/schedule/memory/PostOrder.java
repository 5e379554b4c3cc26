package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.DepthFirstOrder;
import dev.anabranch.model.graph.IntRows;
import java.util.Comparator;
import java.util.stream.IntStream;

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

    private PostOrder(Dag dag, HeldData held) {
        this.dag = dag;
        this.held = held;
        this.most = new double[dag.units()];
    }

    /** All units, every one after what it reads from. */
    static int[] of(Dag dag, HeldData held) {
        PostOrder order = new PostOrder(dag, held);
        for (int place = 0; place < dag.units(); place++) {
            order.weigh(dag.inOrder(place));
        }
        IntRows.Builder edges = new IntRows.Builder();
        for (int unit = 0; unit < dag.units(); unit++) {
            for (int edge : order.inputs(unit)) {
                edges.add(edge);
            }
            edges.endRow();
        }
        return DepthFirstOrder.of(dag, edges.build());
    }

    /** The most that a unit and all that it needs take, as if nobody else read any of it. */
    private void weigh(int unit) {
        double there = 0;
        double peak = 0;
        for (int edge : inputs(unit)) {
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

    /** The incoming edges of a unit all of whose sources are weighed, in the order in which those are made. */
    private int[] inputs(int unit) {
        return IntStream.range(dag.firstIn(unit), dag.firstIn(unit + 1))
                .boxed()
                .sorted(Comparator.comparingDouble(edge -> dag.bytes(edge) - most[dag.source(edge)]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
