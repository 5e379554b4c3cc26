package dev.anabranch.compiler.resolve;

import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.type.ValueType;
import java.util.Optional;
import java.util.Set;

/** What the declarations of a flow take from outside of its file. */
public interface Outside {
    /** Reports values that are given to params which the flow does not have. */
    void check(Set<String> params, Set<String> brokenNames);

    /** The value that a param is given; empty if it is given none. One that does not fit is reported. */
    Optional<Operand> param(Statement.Param param, ValueType type);

    /** Reports, unless that is done already, that a param has neither a value nor a default. */
    void missing(Statement.Param param, ValueType type);

    /** The coordinates of an input's index that the flow declares no dim for. */
    Dim dim(String name);
}
