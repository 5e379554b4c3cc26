package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.type.ValueType.ScalarType;

/** What names stand for in an expression that is known before the run. */
interface PlainNames {
    /** What the value behind a name is. */
    ScalarType type(Expression.Reference reference);

    /** The value behind a name. */
    PlainValue value(Expression.Reference reference);

    /** The params and dims of the flow that the expression stands in. */
    Constants constants();
}
