package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Warns of an index on the left that nothing on the right depends on: then all instances along it are the same. */
final class SameInstances {
    private final LeftSide left;
    private final ArrayTable arrays;
    private final Diagnostics diagnostics;

    SameInstances(LeftSide left, ArrayTable arrays, Diagnostics diagnostics) {
        this.left = left;
        this.arrays = arrays;
        this.diagnostics = diagnostics;
    }

    /**
     * Reports them.
     *
     * @param name what the equation defines
     * @param used the axes that its right side depends on
     * @param reads where it reads datasets
     */
    void report(String name, BitSet used, List<Span> reads) {
        for (int axis = 0; axis < left.dims().size(); axis++) {
            String dim = left.dims().get(axis).name();
            if (used.get(axis) || left.dims().get(axis).domain().size() < 2) {
                continue;
            }
            Optional<Span> place = left.indices().stream()
                    .filter(index -> index.name().equals(Optional.of(dim)))
                    .map(LeftSide.Index::span)
                    .findFirst();
            if (place.isEmpty()) {
                continue;
            }
            Diagnostic warning = Diagnostic.warning(
                            CompilerCodes.SAME_INSTANCES,
                            place.get(),
                            "`" + name + "` is the same for every " + dim + ": nothing on the right side depends on it")
                    .withLabel("not used on the right");
            Optional<ReferenceText> meant = reads.stream()
                    .flatMap(read -> alongside(read.text(), dim).stream())
                    .findFirst();
            diagnostics.add(meant.map(text -> warning.withHelp("did you mean " + text.quoted() + "?"))
                    .orElseGet(() ->
                            warning.withHelp("leave `" + dim + "` out on the left, or use it on the" + " right")));
        }
    }

    /** A reference that reads everything along an index as it would be for one coordinate of it. */
    private Optional<ReferenceText> alongside(String written, String dim) {
        Optional<ReferenceText> reference = ReferenceText.of(written);
        Optional<ArrayTable.Entry> array = reference.flatMap(text -> arrays.find(text.name()));
        if (array.isEmpty()) {
            return Optional.empty();
        }
        List<String> axes = array.get().axes();
        int place = axes.indexOf(dim);
        List<String> indices = reference.orElseThrow().indices();
        if (place < 0
                || (!indices.isEmpty()
                        && (place >= indices.size() || !indices.get(place).equals("*")))) {
            return Optional.empty();
        }
        List<String> all = indices.isEmpty() ? axes.stream().map(axis -> "*").toList() : indices;
        return Optional.of(new ReferenceText(array.get().name, all).with(place, dim));
    }
}
