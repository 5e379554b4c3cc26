package dev.anabranch.compiler.analyse;

import dev.anabranch.model.graph.IntRows;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Takes a graph apart into heaviest paths, computing plus transfers: the critical path, the heaviest of what is left,
 * and so on until nothing is.
 *
 * <pre>
 *   read(5) -> model(9) -> mean(1)            read -> model -> mean
 *         \             /             =>      check
 *          -> check(2) -                      (one path a line)
 * </pre>
 *
 * <p>After the linear clustering of Kim and Browne, "A general approach to mapping of parallel computation upon multiprocessor
 * architectures", ICPP 1988. Exact peeling takes a pass over the graph for each path. Here upward ranks are computed anew only when half of the units are gone; in between, a path begins at the unit of the
 * highest rank that is left and goes on to the heaviest reader that is left, so it may be lighter than its rank says, but
 * never stops early: it begins where nothing that is left comes before it, and ends where nothing left reads it. All passes
 * together look at most at as many units as two of the whole graph.
 */
public final class TracePaths {
    private static final int NONE = -1;

    private final Dag dag;
    private final IntToDoubleFunction seconds;
    private final IntToDoubleFunction transfer;
    private final double[] rank;
    private final int[] heaviest;
    private final boolean[] gone;
    private final int[] missing;
    private final RankQueue heads;

    private TracePaths(Dag dag, IntToDoubleFunction seconds, IntToDoubleFunction transfer) {
        this.dag = dag;
        this.seconds = seconds;
        this.transfer = transfer;
        this.rank = new double[dag.units()];
        this.heaviest = new int[dag.units()];
        this.gone = new boolean[dag.units()];
        this.missing = new int[dag.units()];
        this.heads = new RankQueue(rank);
    }

    /**
     * The paths of a graph, from the heaviest on; of equal ones that through lower units.
     *
     * @param seconds mean duration of a unit
     * @param transfer mean duration of an edge's transfer
     */
    public static Paths of(Dag dag, IntToDoubleFunction seconds, IntToDoubleFunction transfer) {
        return new Paths(new TracePaths(dag, seconds, transfer).peel(), dag.units());
    }

    private IntRows peel() {
        IntRows.Builder paths = new IntRows.Builder(dag.units() / 4 + 1, dag.units());
        int[] left = new int[dag.units()];
        Arrays.setAll(left, dag::inOrder);
        for (int count = left.length; count > 0; ) {
            rank(left, count);
            findHeads(left, count);
            int removed = 0;
            while (2 * removed < count) {
                for (int unit = removeHead(); unit != NONE; unit = heaviestLeft(unit)) {
                    gone[unit] = true;
                    paths.add(unit);
                    removed++;
                    release(unit);
                }
                paths.endRow();
            }
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (!gone[left[i]]) {
                    left[kept++] = left[i];
                }
            }
            count = kept;
        }
        return paths.build();
    }

    /** Upward ranks over what is left. */
    private void rank(int[] left, int count) {
        for (int place = count - 1; place >= 0; place--) {
            int unit = left[place];
            double own = seconds.applyAsDouble(unit);
            heaviest[unit] = heaviestEdge(unit, own);
            rank[unit] = heaviest[unit] == NONE ? own : Math.max(own, behind(heaviest[unit], own));
        }
    }

    private double behind(int edge, double own) {
        return dag.readiness(edge) * own + transfer.applyAsDouble(edge) + rank[dag.target(edge)];
    }

    /** The reader through which the heaviest path goes on, {@code NONE} if none is left. */
    private int heaviestLeft(int unit) {
        int edge = heaviest[unit];
        if (edge != NONE && gone[dag.target(edge)]) {
            edge = heaviestEdge(unit, seconds.applyAsDouble(unit));
        }
        return edge == NONE ? NONE : dag.target(edge);
    }

    /** The edge to a reader that is left with most behind it, of equal ones that to the lowest unit. */
    private int heaviestEdge(int unit, double own) {
        int best = NONE;
        double most = 0;
        for (int i = 0; i < dag.outDegree(unit); i++) {
            int edge = dag.outEdge(unit, i);
            if (gone[dag.target(edge)]) {
                continue;
            }
            double behind = behind(edge, own);
            if (best == NONE || behind > most || (behind == most && dag.target(edge) < dag.target(best))) {
                most = behind;
                best = edge;
            }
        }
        return best;
    }

    private void findHeads(int[] left, int count) {
        heads.clear();
        for (int i = 0; i < count; i++) {
            int unit = left[i];
            missing[unit] = 0;
            for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
                missing[unit] += gone[dag.source(edge)] ? 0 : 1;
            }
            if (missing[unit] == 0) {
                heads.add(unit);
            }
        }
    }

    /** Whom nothing that is left comes before, and who is left, may begin a path. */
    private void release(int unit) {
        for (int i = 0; i < dag.outDegree(unit); i++) {
            int reader = dag.target(dag.outEdge(unit, i));
            if (--missing[reader] == 0 && !gone[reader]) {
                heads.add(reader);
            }
        }
    }

    /** The head of the next path, {@code NONE} if there is none. */
    private int removeHead() {
        while (!heads.isEmpty()) {
            int first = heads.remove();
            // A head may have been reached by the path that released it.
            if (!gone[first]) {
                return first;
            }
        }
        return NONE;
    }
}
