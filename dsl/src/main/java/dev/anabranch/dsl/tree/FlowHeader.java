package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;
import java.util.Optional;

/** {@code flow name}: the first statement, which names the flow. */
public record FlowHeader(Name name, Optional<Documentation> documentation, Span span) implements Node {}
