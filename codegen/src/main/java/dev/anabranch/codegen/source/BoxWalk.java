package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Axis;
import java.util.List;
import java.util.SortedSet;

/** Visits all combinations of positions on some axes, the last varying fastest; the other axes stay at 0. */
final class BoxWalk {
    /** Takes one combination. */
    interface Visitor {
        /**
         * @param row how many came before
         * @param positions on all axes; reused, so only good during the call
         */
        void visit(int row, int[] positions);
    }

    private BoxWalk() {}

    static void over(List<Axis> axes, SortedSet<Integer> used, Visitor visitor) {
        int[] moving = used.stream().mapToInt(axis -> axis).toArray();
        int[] positions = new int[axes.size()];
        int row = 0;
        int axis;
        do {
            visitor.visit(row++, positions);
            axis = moving.length - 1;
            while (axis >= 0
                    && ++positions[moving[axis]] == axes.get(moving[axis]).size()) {
                positions[moving[axis--]] = 0;
            }
        } while (axis >= 0);
    }
}
