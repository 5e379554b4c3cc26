package dev.anabranch.compiler.type;

import dev.anabranch.model.diagnostic.Span;
import java.util.List;

/**
 * A flow whose every name and type is known: equations over numbered arrays, values folded. Which instances there are
 * is not worked out yet.
 *
 * @param name the flow's name
 * @param arrays by id; those that the flow names come first, those of unnamed subexpressions after them
 * @param equations in the order written, the unnamed subexpressions of an equation before it
 * @param publications in the order written
 * @param span what to point at when the flow as a whole is meant
 */
public record TypedFlow(
        String name,
        List<TypedArray> arrays,
        List<TypedEquation> equations,
        List<TypedPublication> publications,
        Span span) {
    public TypedFlow {
        arrays = List.copyOf(arrays);
        equations = List.copyOf(equations);
        publications = List.copyOf(publications);
    }
}
