package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.type.ExtentFinder;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Finds the coordinates of arrays as {@link Instances} does, without making their instances. */
final class Extents implements ExtentFinder {
    private final Limits limits;

    Extents(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Optional<List<Domain>> extents(int rank, List<Definition> definitions) {
        List<Hull> hulls = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            hulls.add(new Hull());
        }
        try {
            for (Definition definition : definitions) {
                Optional<List<BitSet>> used = used(definition);
                if (used.isEmpty()) {
                    return Optional.empty();
                }
                boolean any = used.get().stream().noneMatch(BitSet::isEmpty);
                for (int i = 0; i < rank && any; i++) {
                    List<BitSet> positions = used.get();
                    hulls.get(i)
                            .add(
                                    definition.subscripts().get(i),
                                    definition.axes(),
                                    positions::get,
                                    definition.yielded());
                }
            }
            boolean tooLarge = hulls.stream().anyMatch(hull -> hull.least() > limits.places());
            return tooLarge
                    ? Optional.empty()
                    : Optional.of(hulls.stream().map(Hull::domain).toList());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** For each axis of an equation the positions for which there are instances. */
    private Optional<List<BitSet>> used(Definition definition) {
        List<Axis> axes = definition.axes();
        List<BitSet> used = new ArrayList<>();
        for (Axis axis : axes) {
            BitSet positions = new BitSet();
            positions.set(0, definition.guard().isEmpty() ? axis.size() : 0);
            used.add(positions);
        }
        if (definition.guard().isEmpty()) {
            return Optional.of(used);
        }
        int[] at = new int[axes.size()];
        GuardedBox box = new GuardedBox(new ScalarCompiler(axes, at), definition.guard());
        boolean[] any = {false};
        boolean whole = box.walk(limits.tried(), () -> {
            any[0] = true;
            for (int i = 0; i < at.length; i++) {
                used.get(i).set(at[i]);
            }
            return true;
        });
        if (!any[0]) {
            // A guard without an index leaves no trace in the positions of axes that there are none of.
            used.add(new BitSet());
        }
        return whole ? Optional.of(used) : Optional.empty();
    }
}
