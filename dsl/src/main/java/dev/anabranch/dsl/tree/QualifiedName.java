package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One or more identifiers joined by dots, such as {@code grid.mean} or {@code stats}.
 *
 * @param parts at least one
 */
public record QualifiedName(List<Name> parts, Span span) implements Node {
    public QualifiedName {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a name without parts");
        }
    }

    /** Whether there is no dot in it. */
    public boolean isSimple() {
        return parts.size() == 1;
    }

    /** The part before the first dot, or all of it. */
    public Name first() {
        return parts.get(0);
    }

    /** The part after the last dot, or all of it. */
    public Name last() {
        return parts.get(parts.size() - 1);
    }

    /** Everything before the last dot; empty for a simple name. */
    public String qualifier() {
        return parts.subList(0, parts.size() - 1).stream().map(Name::text).collect(Collectors.joining("."));
    }

    /** The parts with dots between. */
    public String text() {
        return parts.stream().map(Name::text).collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return text();
    }
}
