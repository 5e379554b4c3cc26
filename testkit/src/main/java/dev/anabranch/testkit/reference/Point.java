package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One combination of coordinates of an equation's dims, in their order. */
record Point(Map<String, PlainValue> coordinates) {
    Point {
        coordinates = Collections.unmodifiableMap(new LinkedHashMap<>(coordinates));
    }

    /** The coordinate that a dim's name stands for; refused where the dim is no index. */
    PlainValue at(Expression.Reference reference) {
        String dim = reference.name().text();
        PlainValue own = coordinates.get(dim);
        if (own == null) {
            throw Refusal.of(reference.span(), "`" + dim + "` is no index here");
        }
        return own;
    }

    /** The coordinate of one of its dims. */
    Object at(String dim) {
        PlainValue own = coordinates.get(dim);
        if (own == null) {
            throw new IllegalArgumentException(dim + " is no dim of " + coordinates.keySet());
        }
        return own.value();
    }

    /** Its coordinates without their types. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        coordinates.forEach((dim, coordinate) -> values.put(dim, coordinate.value()));
        return values;
    }
}
