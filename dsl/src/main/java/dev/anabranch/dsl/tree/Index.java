package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;
import java.util.Optional;

/** What stands at one position between the brackets of a reference. */
public sealed interface Index extends Node {
    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** {@code *}: every coordinate of the dimension, in its order. */
    record All(Span span) implements Index {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.all(this);
        }
    }

    /** {@code a..b}, {@code a..<b}, either with {@code by s}: a list of coordinates. */
    record Range(Expression from, Expression to, boolean toExclusive, Optional<Expression> by, Span span)
            implements Index {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.range(this);
        }
    }

    /** One coordinate. */
    record Point(Expression coordinate, Span span) implements Index {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.point(this);
        }
    }

    /** One method for each kind of index. */
    interface Visitor<R> {
        /** {@code *}. */
        R all(All index);

        /** {@code a..b by s}. */
        R range(Range index);

        /** One coordinate. */
        R point(Point index);
    }
}
