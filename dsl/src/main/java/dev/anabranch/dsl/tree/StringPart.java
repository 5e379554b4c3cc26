package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;

/** A piece of a string: text, or an expression in braces. */
public sealed interface StringPart extends Node {
    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /**
     * Characters that stand for themselves.
     *
     * @param value the characters meant, escapes resolved
     * @param span the characters written, escapes as they stand in the file
     */
    record Text(String value, Span span) implements StringPart {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /**
     * An expression in braces.
     *
     * @param span with the braces
     */
    record Interpolation(Expression expression, Span span) implements StringPart {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.interpolation(this);
        }
    }

    /** One method for each kind of part. */
    interface Visitor<R> {
        /** Characters. */
        R text(Text part);

        /** An expression in braces. */
        R interpolation(Interpolation part);
    }
}
