package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;
import java.util.Optional;

/**
 * An argument of a call or an annotation: {@code value} or {@code label: value}.
 *
 * @param label the parameter's name if the author wrote it
 */
public record Argument(Optional<Name> label, Expression value, Span span) implements Node {}
