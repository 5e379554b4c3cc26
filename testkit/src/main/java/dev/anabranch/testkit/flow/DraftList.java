package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;
import java.util.Optional;

/**
 * A param of a flow in the making that is a list.
 *
 * @param type of its elements
 * @param size how many it has; at least one
 * @param values its elements, where they are known
 */
record DraftList(String name, ScalarType type, int size, Optional<List<Object>> values) {
    DraftList {
        values = values.map(List::copyOf);
    }

    /** The list as it stands in an expression. */
    Term term() {
        return Term.plain(name, Term.PRIMARY, new ValueType.ListOf(type));
    }
}
