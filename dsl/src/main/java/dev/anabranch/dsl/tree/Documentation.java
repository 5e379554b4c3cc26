package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;

/**
 * What {@code ///} comments say about the statement below them.
 *
 * @param text the lines without the slashes and the blank after them, joined by line breaks
 */
public record Documentation(String text, Span span) implements Node {}
