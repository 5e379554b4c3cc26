package dev.anabranch.testkit.reference;

import dev.anabranch.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which datasets there are, and in which order the coordinates of each array stand. */
final class Datasets {
    private final Map<Instance, Definition> definitions = new LinkedHashMap<>();
    private final Map<String, List<Axis>> axes = new LinkedHashMap<>();
    private final Map<String, List<List<Object>>> orders = new HashMap<>();

    /** The coordinates of one index, by the dims that they come from. */
    private static final class Axis {
        private final Map<Source, Set<Integer>> sources = new LinkedHashMap<>();

        void add(Source source, int position) {
            sources.computeIfAbsent(source, s -> new TreeSet<>()).add(position);
        }

        /**
         * Integers ascend unless a list gives them another order. Else coordinates stand in the order in which the
         * equations bring their dims, those of one dim in its order.
         */
        List<Object> order() {
            Set<Object> all = new LinkedHashSet<>();
            boolean ascending = true;
            for (Map.Entry<Source, Set<Integer>> entry : sources.entrySet()) {
                Source source = entry.getKey();
                ascending &= Coordinates.ascend(source.coordinates);
                for (int position : entry.getValue()) {
                    all.add(source.at(position));
                }
            }
            return ascending ? all.stream().sorted().toList() : List.copyOf(all);
        }
    }

    /** A dim, or a constant as a dim of one, moved. */
    private record Source(List<Object> coordinates, long offset) {
        Object at(int position) {
            Object own = coordinates.get(position);
            return own instanceof Long value ? (Object) Math.addExact(value, offset) : own;
        }
    }

    void declare(String array, int rank, Span span) {
        List<Axis> known = axes.get(array);
        if (known == null) {
            List<Axis> fresh = new ArrayList<>();
            for (int i = 0; i < rank; i++) {
                fresh.add(new Axis());
            }
            axes.put(array, fresh);
        } else if (known.size() != rank) {
            throw Refusal.of(span, "`" + array + "` has another number of indices elsewhere");
        }
    }

    private List<Axis> axesOf(String array) {
        return axes.getOrDefault(array, List.of());
    }

    int rank(String array) {
        return axesOf(array).size();
    }

    Set<String> arrays() {
        return axes.keySet();
    }

    /** Adds a dataset; whether it is the first of its name and coordinates. */
    boolean define(Instance instance, Definition definition) {
        return definitions.putIfAbsent(instance, definition) == null;
    }

    /** Notes that an equation brings a coordinate of a dim to an index of an array. */
    void bring(String array, int index, List<Object> coordinates, long offset, int position) {
        axesOf(array).get(index).add(new Source(coordinates, offset), position);
    }

    boolean defined(Instance instance) {
        return definitions.containsKey(instance);
    }

    Definition definition(Instance instance) {
        Definition definition = definitions.get(instance);
        if (definition == null) {
            throw new IllegalArgumentException("nothing defines " + instance);
        }
        return definition;
    }

    Set<Instance> all() {
        return definitions.keySet();
    }

    /** For each index of an array its coordinates in order. */
    List<List<Object>> order(String array) {
        return orders.computeIfAbsent(
                array, name -> axesOf(name).stream().map(Axis::order).toList());
    }
}
