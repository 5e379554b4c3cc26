package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;

/** {@code key: value} in the {@code with} part of a publish statement. */
public record MetadataEntry(Name key, Expression value, Span span) implements Node {}
