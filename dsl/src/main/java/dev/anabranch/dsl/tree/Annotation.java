package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** {@code @name} or {@code @name(arguments)} behind an equation. */
public record Annotation(Name name, List<Argument> arguments, Span span) implements Node {
    public Annotation {
        arguments = List.copyOf(arguments);
    }

    /** The value of the argument labelled {@code label}, if there is one. */
    public Optional<Expression> labelled(String label) {
        return arguments.stream()
                .filter(a -> a.label().filter(l -> l.text().equals(label)).isPresent())
                .map(Argument::value)
                .findFirst();
    }
}
