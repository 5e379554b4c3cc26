package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.dsl.tree.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an equation could read an array so that it fits: what help shows. */
final class Suggestions {
    private final ArrayTable arrays;
    private final LeftSide left;

    Suggestions(ArrayTable arrays, LeftSide left) {
        this.arrays = arrays;
        this.left = left;
    }

    /** A list instead of one dataset: {@code x[i, j]} as {@code x[*, j]}. */
    static Optional<ReferenceText> list(String written) {
        return ReferenceText.of(written.replace("]?", "]"))
                .filter(reference -> !reference.indices().isEmpty())
                .map(reference -> reference.with(0, "*"));
    }

    /**
     * One dataset instead of a list: {@code x} or {@code x[*, j]} as {@code x[i, j]}, if the equation has all of the
     * array's indices.
     */
    Optional<ReferenceText> single(String written) {
        Optional<ReferenceText> reference = ReferenceText.of(written);
        Optional<ArrayTable.Entry> array = reference.flatMap(r -> arrays.find(r.name()));
        if (array.isEmpty() || array.get().rank == 0) {
            return Optional.empty();
        }
        List<String> axes = array.get().axes();
        List<String> indices = new ArrayList<>(reference.orElseThrow().indices());
        if (indices.isEmpty()) {
            indices.addAll(axes);
        }
        for (int i = 0; i < indices.size(); i++) {
            if (reference.orElseThrow().indices().isEmpty() || many(indices.get(i))) {
                indices.set(i, axes.get(i));
                if (!has(axes.get(i))) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new ReferenceText(array.get().name, indices));
    }

    private static boolean many(String index) {
        return index.equals("*") || index.contains("..");
    }

    private boolean has(String dim) {
        return left.dims().stream().map(Dim::name).anyMatch(dim::equals);
    }

    /**
     * With as many indices as the array has: those that are named like its own in their places, the equation's own, and all
     * of the others.
     */
    Optional<ReferenceText> complete(ArrayTable.Entry array, List<Index> given) {
        List<String> texts = new ArrayList<>(given.stream()
                .map(index -> index.span().text())
                .filter(text -> !text.equals("*"))
                .toList());
        List<String> indices = new ArrayList<>();
        for (String axis : array.axes()) {
            int found = -1;
            for (int i = 0; i < texts.size() && found < 0; i++) {
                found = texts.get(i).matches(".*\\b" + axis + "\\b.*") ? i : -1;
            }
            indices.add(found >= 0 ? texts.remove(found) : has(axis) ? axis : "*");
        }
        return texts.isEmpty() ? Optional.of(new ReferenceText(array.name, indices)) : Optional.empty();
    }

    /** The left side with one more index. */
    String leftWith(String equation, String dim) {
        List<String> indices = new ArrayList<>(
                left.indices().stream().map(index -> index.span().text()).toList());
        indices.add(dim);
        return "`" + new ReferenceText(equation, indices) + "`";
    }
}
