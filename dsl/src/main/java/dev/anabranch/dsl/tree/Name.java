package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;

/**
 * One identifier as it was written.
 *
 * @param text letters, digits and underscores, not starting with a digit
 */
public record Name(String text, Span span) implements Node {
    @Override
    public String toString() {
        return text;
    }
}
