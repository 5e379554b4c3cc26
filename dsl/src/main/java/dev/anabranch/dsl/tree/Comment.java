package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;

/**
 * A comment that documents nothing in particular: {@code // ...} or {@code /* ... *}{@code /}. The formatter keeps it.
 *
 * @param text as written, with its slashes, without a trailing line break
 */
public record Comment(String text, Span span) implements Node {}
