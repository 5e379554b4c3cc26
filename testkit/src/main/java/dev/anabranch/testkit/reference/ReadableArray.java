package dev.anabranch.testkit.reference;

import dev.anabranch.model.type.ValueType;
import java.util.List;
import java.util.Optional;

/** An array by one of the names under which expressions read it. */
interface ReadableArray {
    /** What its datasets are. */
    ValueType type();

    /** How many indices it has. */
    default int rank() {
        return order().size();
    }

    /** For each index its coordinates, in the order in which lists have them. */
    List<List<Object>> order();

    /** The dataset at some coordinates, if there is one. */
    Optional<ReferenceArgument> at(List<Object> coordinates);
}
