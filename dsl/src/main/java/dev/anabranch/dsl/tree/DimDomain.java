package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** The right side of a dim: which coordinates it has. */
public sealed interface DimDomain extends Node {
    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** {@code a..b} with both ends, {@code a..<b} without the last, either with {@code by s}. */
    record Range(Expression from, Expression to, boolean toExclusive, Optional<Expression> by, Span span)
            implements DimDomain {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.range(this);
        }
    }

    /** {@code [a, b, c]}: the coordinates in this order. */
    record Listed(List<Expression> elements, Span span) implements DimDomain {
        public Listed {
            elements = List.copyOf(elements);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listed(this);
        }
    }

    /** {@code files(glob)}: one coordinate per file that the pattern finds. */
    record Files(Expression glob, Span span) implements DimDomain {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.files(this);
        }
    }

    /** {@code lines(path)}: one coordinate per line of a text file. */
    record Lines(Expression path, Span span) implements DimDomain {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lines(this);
        }
    }

    /** Any other expression, such as a param that is a list. */
    record Computed(Expression expression, Span span) implements DimDomain {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.computed(this);
        }
    }

    /** One method for each kind of domain. */
    interface Visitor<R> {
        /** {@code a..b by s}. */
        R range(Range domain);

        /** {@code [a, b, c]}. */
        R listed(Listed domain);

        /** {@code files(glob)}. */
        R files(Files domain);

        /** {@code lines(path)}. */
        R lines(Lines domain);

        /** Any other expression. */
        R computed(Computed domain);
    }
}
