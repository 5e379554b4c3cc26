package dev.anabranch.compiler.resolve;

import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.type.ValueType.ScalarType;

/**
 * A dim with its coordinates.
 *
 * @param name as declared
 * @param domain its coordinates
 * @param known false if a mistake that is reported already keeps them from being known
 */
public record Dim(String name, Domain domain, boolean known) {
    /** What its coordinates are: int or string. */
    public ScalarType type() {
        return domain instanceof Domain.Texts ? ScalarType.STRING : ScalarType.INT;
    }
}
