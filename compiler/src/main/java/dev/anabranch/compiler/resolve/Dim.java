package dev.anabranch.compiler.resolve;

import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;

/**
 * A dim with its coordinates.
 *
 * @param name as declared
 * @param domain its coordinates; any of that type where they are not known
 * @param known false if what they are is found elsewhere, or a mistake that is reported already hides it
 * @param typed false if such a mistake even hides of what type they are
 */
public record Dim(String name, Domain domain, boolean known, boolean typed) {
    /** A dim whose coordinates are known. */
    public static Dim of(String name, Domain domain) {
        return new Dim(name, domain, true, true);
    }

    /** A dim of which only the type of its coordinates is known. */
    public static Dim typed(String name, ScalarType type) {
        return new Dim(name, any(type), false, true);
    }

    /** A dim of which nothing is known. */
    public static Dim unknown(String name) {
        return new Dim(name, any(ScalarType.INT), false, false);
    }

    /** The same coordinates under another name. */
    public Dim named(String other) {
        return new Dim(other, domain, known, typed);
    }

    private static Domain any(ScalarType type) {
        return type == ScalarType.STRING ? new Domain.Texts(List.of("")) : new Domain.Regular(0, 1, 1);
    }

    /** What its coordinates are: int or string. */
    public ScalarType type() {
        return domain instanceof Domain.Texts ? ScalarType.STRING : ScalarType.INT;
    }
}
