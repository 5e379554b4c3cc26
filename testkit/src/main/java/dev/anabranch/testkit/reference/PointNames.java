package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.type.ValueType.ScalarType;

/** Names at a point of an equation: dims are coordinates of the point, params what they are everywhere. */
record PointNames(Constants constants, Point point) implements PlainNames {
    @Override
    public ScalarType type(Expression.Reference reference) {
        return value(reference).type();
    }

    @Override
    public PlainValue value(Expression.Reference reference) {
        String name = reference.name().text();
        return constants.isDim(name) && reference.indices().isEmpty()
                ? point.at(reference)
                : constants.value(reference);
    }
}
