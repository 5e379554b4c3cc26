package dev.anabranch.compiler.analyse;

/**
 * What became ready last goes first, so that what was made is read before more is made; of units that become ready together
 * the lower number. Kahn's algorithm ("Topological sorting of large networks", CACM 5(11), 1962), last in first out.
 */
public final class LatestFirst {
    private LatestFirst() {}

    /** All units, every one after what it reads from. */
    public static int[] of(Dag dag) {
        int[] waiting = new int[dag.units()];
        int[] stack = new int[dag.units()];
        int depth = 0;
        for (int unit = dag.units() - 1; unit >= 0; unit--) {
            waiting[unit] = dag.firstIn(unit + 1) - dag.firstIn(unit);
            if (waiting[unit] == 0) {
                stack[depth++] = unit;
            }
        }
        int[] order = new int[dag.units()];
        int gone = 0;
        while (depth > 0) {
            int unit = stack[--depth];
            order[gone++] = unit;
            for (int i = dag.outDegree(unit) - 1; i >= 0; i--) {
                int reader = dag.target(dag.outEdge(unit, i));
                if (--waiting[reader] == 0) {
                    stack[depth++] = reader;
                }
            }
        }
        return order;
    }
}
