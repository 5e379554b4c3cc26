package dev.anabranch.compiler.type;

import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;

/**
 * An array of datasets.
 *
 * @param id position in {@link TypedFlow#arrays()}
 * @param name as its author wrote it, or {@code equation.1} for an unnamed subexpression
 * @param type of every instance
 * @param axes names of its indices, distinct
 * @param coordinates what each index is: int or string
 * @param named whether the flow names it
 * @param complete whether all equations that define it are there; otherwise one had a mistake that is reported
 * @param span where it is first defined
 */
public record TypedArray(
        int id,
        String name,
        ValueType type,
        List<String> axes,
        List<ScalarType> coordinates,
        boolean named,
        boolean complete,
        Span span) {
    public TypedArray {
        axes = List.copyOf(axes);
        coordinates = List.copyOf(coordinates);
    }

    /** The same, with a mistake in an equation that defines it. */
    public TypedArray incomplete() {
        return new TypedArray(id, name, type, axes, coordinates, named, false, span);
    }
}
