package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the left side of an equation says.
 *
 * @param dims its indices, each once, without the one that a generator yields over
 * @param indices one for each place between the brackets
 * @param yielded the dim that a generator yields over
 * @param brokenNames names between the brackets that are not known, which is reported
 * @param sound whether instances can be told from it; otherwise a mistake is reported
 */
record LeftSide(List<Dim> dims, List<Index> indices, Optional<Dim> yielded, Set<String> brokenNames, boolean sound) {
    /** The number of a dim among the equation's axes, or -1. */
    int axis(String dim) {
        for (int i = 0; i < dims.size(); i++) {
            if (dims.get(i).name().equals(dim)) {
                return i;
            }
        }
        return -1;
    }

    /** The equation's axes. */
    List<Axis> axes() {
        return dims.stream().map(d -> new Axis(d.name(), d.domain())).toList();
    }

    /**
     * One place between the brackets.
     *
     * @param name the dim that stands there, if one does
     * @param type int or string; empty if a mistake keeps it from being known
     * @param coordinate over the equation's axes; empty for the yielded dim
     * @param offset what is added to the yielded dim
     * @param span where it is written
     */
    record Index(
            Optional<String> name, Optional<ScalarType> type, Optional<Scalar> coordinate, long offset, Span span) {}
}
