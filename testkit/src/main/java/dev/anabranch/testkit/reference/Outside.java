package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;
import java.util.Optional;

/** What a flow is given: by the command line, or by the flow that uses it. */
interface Outside {
    /**
     * The value of a param, or the values of one that is a list; empty if it is not given.
     *
     * @param type of the value or the values
     */
    Optional<List<PlainValue>> param(Statement.Param param, ScalarType type, boolean list);

    /** The coordinates of a dim that only inputs have. */
    List<Object> coordinates(String dim);
}
