package dev.anabranch.testkit.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the coordinates of an array's indices, and the order in which they stand. */
final class AxisOrder {
    private final List<Map<Source, Set<Integer>>> axes = new ArrayList<>();
    private final Constants constants;

    AxisOrder(int rank, Constants constants) {
        for (int i = 0; i < rank; i++) {
            axes.add(new LinkedHashMap<>());
        }
        this.constants = constants;
    }

    /** A dim, or a constant as a dim of one, moved. */
    private record Source(List<Object> coordinates, long offset) {
        Object at(int position) {
            Object own = coordinates.get(position);
            return own instanceof Long value ? (Object) Math.addExact(value, offset) : own;
        }
    }

    private void add(int index, List<Object> coordinates, long offset, int position) {
        axes.get(index)
                .computeIfAbsent(new Source(coordinates, offset), s -> new TreeSet<>())
                .add(position);
    }

    /** Adds the coordinates of what is defined at one point. */
    void add(Definition definition) {
        LeftSide left = definition.equation().left();
        for (int i = 0; i < axes.size(); i++) {
            LeftSide.Index index = left.indices().get(i);
            if (index.dim().isEmpty()) {
                add(i, List.of(index.constant()), 0, 0);
                continue;
            }
            String dim = index.dim().get();
            List<Object> coordinates =
                    constants.coordinates(dim, definition.equation().statement().span());
            if (index.dim().equals(left.yielded())) {
                for (int p = 0; p < coordinates.size(); p++) {
                    add(i, coordinates, index.offset(), p);
                }
            } else {
                add(
                        i,
                        coordinates,
                        index.offset(),
                        coordinates.indexOf(definition.point().at(dim)));
            }
        }
    }

    /**
     * For each index the coordinates in order. Integers ascend unless a list gives them another order. Else coordinates
     * stand in the order in which the equations bring their dims, those of one dim in its order.
     */
    List<List<Object>> all() {
        return axes.stream().map(AxisOrder::order).toList();
    }

    private static List<Object> order(Map<Source, Set<Integer>> sources) {
        Set<Object> all = new LinkedHashSet<>();
        boolean ascending = true;
        for (Map.Entry<Source, Set<Integer>> entry : sources.entrySet()) {
            ascending &= Coordinates.ascend(entry.getKey().coordinates);
            for (int position : entry.getValue()) {
                all.add(entry.getKey().at(position));
            }
        }
        return ascending ? all.stream().sorted().toList() : List.copyOf(all);
    }
}
