package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.type.TypedEquation.Lifted;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Subscript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lists that an operator works on, element by element. Elements are pairs if they have equal coordinates on the
 * indices that are not fixed, index by index; what they are called does not matter.
 */
final class PairedLists {
    private final List<Side> sides = new ArrayList<>();
    private Optional<Diagnostic> first = Optional.empty();
    private int more;

    /** @param scalars over the equation's axes; the positions are those of the instance at hand */
    PairedLists(List<Lifted> lists, Instances instances, ScalarCompiler scalars) {
        for (Lifted list : lists) {
            sides.add(new Side(list, instances.box(list.reads().array()), scalars));
        }
    }

    /** Takes an element. */
    interface Elements {
        /** @param positions on the axes of the first list that are not fixed */
        void take(int[] positions);
    }

    /** Hands over the elements that all lists have for the instance at hand, in the order of the first. */
    void each(Elements elements) {
        sides.forEach(Side::collect);
        Side leader = sides.get(0);
        for (Side side : sides.subList(1, sides.size())) {
            if (!Arrays.equals(side.sorted, leader.sorted)) {
                unpaired(leader, side);
            }
        }
        for (int i = 0; i < leader.count; i++) {
            long key = leader.keys[i];
            if (sides.stream().allMatch(o -> o.has(key))) {
                elements.take(leader.positions(leader.places[i]));
            }
        }
    }

    /** What is wrong with the lists of the instances so far. */
    Optional<Diagnostic> mistake() {
        return first.map(d -> more == 0
                ? d
                : d.withHelp("the same happens to " + more + " more " + (more == 1 ? "instance" : "instances")));
    }

    private void unpaired(Side leader, Side other) {
        if (!leader.box.array().complete() || !other.box.array().complete()) {
            return;
        }
        if (first.isPresent()) {
            more++;
            return;
        }
        first = leader.lacking(other).or(() -> other.lacking(leader));
    }

    /** One of the lists. */
    private final class Side {
        private final Lifted list;
        private final Box box;
        private final References.Many walk;
        private final List<Integer> open = new ArrayList<>();
        /** For each open axis, where the first list has its coordinates, or -1. */
        private final List<int[]> shared = new ArrayList<>();

        private int[] places = new int[16];
        private long[] keys = new long[16];
        private long[] sorted = {};
        private int count;

        Side(Lifted list, Box box, ScalarCompiler scalars) {
            this.list = list;
            this.box = box;
            this.walk = new References(scalars).new Many(box, list.reads().subscripts());
            for (int axis = 0; axis < box.rank(); axis++) {
                if (!(list.reads().subscripts().get(axis) instanceof Subscript.At)) {
                    open.add(axis);
                }
            }
            Side leader = sides.isEmpty() ? this : sides.get(0);
            for (int i = 0; i < open.size(); i++) {
                shared.add(positionsOn(leader.axis(i), axis(i).domain()));
            }
        }

        private Locator axis(int i) {
            return box.axis(open.get(i));
        }

        private int[] positionsOn(Locator axis, Domain domain) {
            int[] positions = new int[domain.size()];
            for (int p = 0; p < positions.length; p++) {
                positions[p] = domain instanceof Domain.Texts texts
                        ? axis.position(texts.text(p))
                        : axis.position(
                                domain instanceof Domain.Regular regular
                                        ? regular.value(p)
                                        : ((Domain.Integers) domain).values().get(p));
            }
            return positions;
        }

        int[] positions(int place) {
            int[] positions = new int[open.size()];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = place / box.stride(open.get(i)) % axis(i).size();
            }
            return positions;
        }

        void collect() {
            count = 0;
            walk.each(place -> {
                if (count == places.length) {
                    places = Arrays.copyOf(places, count * 2);
                    keys = Arrays.copyOf(keys, count * 2);
                }
                places[count] = place;
                keys[count++] = key(place);
            });
            sorted = Arrays.copyOf(keys, count);
            Arrays.sort(sorted);
        }

        /** The element's place among the coordinates of the first list; equal for pairs, negative if that has none. */
        private long key(int place) {
            Side leader = sides.get(0);
            int[] positions = positions(place);
            long key = 0;
            for (int i = 0; i < positions.length; i++) {
                int there = shared.get(i)[positions[i]];
                if (there < 0) {
                    return -1;
                }
                key = key * leader.axis(i).size() + there;
            }
            return key;
        }

        boolean has(long key) {
            return Arrays.binarySearch(sorted, key) >= 0;
        }

        /** An element of the other list that has no partner in this one. */
        Optional<Diagnostic> lacking(Side other) {
            for (int i = 0; i < other.count; i++) {
                if (!has(other.keys[i])) {
                    Span where = list.operator();
                    return Optional.of(Diagnostic.error(
                                    CompilerCodes.LISTS_DIFFER,
                                    where,
                                    "`" + Instances.name(other.box, other.places[i])
                                            + "` has no partner: `"
                                            + list.span().text()
                                            + "` has no element at " + other.coordinates(other.places[i]))
                            .withLabel("lists over different coordinates")
                            .withHelp("an operator pairs elements by coordinate: narrow the longer list by a range, or"
                                    + " define what is missing"));
                }
            }
            return Optional.empty();
        }

        private String coordinates(int place) {
            int[] positions = positions(place);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < positions.length; i++) {
                texts.add("`" + axis(i).domain().text(positions[i]) + "`");
            }
            return String.join(", ", texts);
        }
    }
}
