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
    private final int[] heap;
    private int heads;

    private TracePaths(Dag dag, IntToDoubleFunction seconds, IntToDoubleFunction transfer) {
        this.dag = dag;
        this.seconds = seconds;
        this.transfer = transfer;
        this.rank = new double[dag.units()];
        this.heaviest = new int[dag.units()];
        this.gone = new boolean[dag.units()];
        this.missing = new int[dag.units()];
        this.heap = new int[dag.units()];
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
            rank[unit] = own;
            heaviest[unit] = NONE;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < dag.outDegree(unit); i++) {
                int edge = dag.outEdge(unit, i);
                int reader = dag.target(edge);
                if (gone[reader]) {
                    continue;
                }
                double behind = behind(edge, own);
                if (behind > most || (behind == most && reader < heaviest[unit])) {
                    most = behind;
                    heaviest[unit] = reader;
                }
            }
            rank[unit] = Math.max(own, most);
        }
    }

    private double behind(int edge, double own) {
        return dag.readiness(edge) * own + transfer.applyAsDouble(edge) + rank[dag.target(edge)];
    }

    private int heaviestLeft(int unit) {
        int known = heaviest[unit];
        if (known == NONE || !gone[known]) {
            return known;
        }
        double own = seconds.applyAsDouble(unit);
        int best = NONE;
        double most = 0;
        for (int i = 0; i < dag.outDegree(unit); i++) {
            int edge = dag.outEdge(unit, i);
            int reader = dag.target(edge);
            if (gone[reader]) {
                continue;
            }
            double behind = behind(edge, own);
            if (best == NONE || behind > most || (behind == most && reader < best)) {
                most = behind;
                best = reader;
            }
        }
        return best;
    }

    private void findHeads(int[] left, int count) {
        heads = 0;
        for (int i = 0; i < count; i++) {
            int unit = left[i];
            missing[unit] = 0;
            for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
                missing[unit] += gone[dag.source(edge)] ? 0 : 1;
            }
            if (missing[unit] == 0) {
                addHead(unit);
            }
        }
    }

    /** Whom nothing that is left comes before, and who is left, may begin a path. */
    private void release(int unit) {
        for (int i = 0; i < dag.outDegree(unit); i++) {
            int reader = dag.target(dag.outEdge(unit, i));
            if (--missing[reader] == 0 && !gone[reader]) {
                addHead(reader);
            }
        }
    }

    private void addHead(int unit) {
        int place = heads++;
        while (place > 0 && before(unit, heap[(place - 1) / 2])) {
            heap[place] = heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        heap[place] = unit;
    }

    /** The head of the next path, {@code NONE} if there is none. */
    private int removeHead() {
        while (heads > 0) {
            int first = heap[0];
            int moved = heap[--heads];
            int place = 0;
            for (int child = 1; child < heads; child = 2 * place + 1) {
                if (child + 1 < heads && before(heap[child + 1], heap[child])) {
                    child++;
                }
                if (!before(heap[child], moved)) {
                    break;
                }
                heap[place] = heap[child];
                place = child;
            }
            heap[place] = moved;
            // A head may have been reached by the path that released it.
            if (!gone[first]) {
                return first;
            }
        }
        return NONE;
    }

    private boolean before(int a, int b) {
        return rank[a] != rank[b] ? rank[a] > rank[b] : a < b;
    }
}
