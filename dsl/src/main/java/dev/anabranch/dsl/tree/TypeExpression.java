package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** A type as it is written behind a colon. Whether the names in it mean something is for later stages to say. */
public sealed interface TypeExpression extends Node {
    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** {@code int}, {@code path}, {@code tensor}, {@code bytes}, {@code file} or a Java class with a codec. */
    record Named(QualifiedName name, Span span) implements TypeExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.named(this);
        }
    }

    /** {@code list<element>}. */
    record ListOf(TypeExpression element, Span span) implements TypeExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listOf(this);
        }
    }

    /** {@code scalar<element>}. */
    record ScalarOf(TypeExpression element, Span span) implements TypeExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scalarOf(this);
        }
    }

    /**
     * {@code tensor<element>[8, 16]}, or {@code tensor<element>[..]} for any shape.
     *
     * @param element the element type's name, such as {@code f64}
     * @param shape one expression for each axis; empty for any shape
     */
    record TensorOf(Name element, Optional<List<Expression>> shape, Span span) implements TypeExpression {
        public TensorOf {
            shape = shape.map(List::copyOf);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.tensorOf(this);
        }
    }

    /**
     * {@code table} or {@code table{a: i64, b: utf8}}.
     *
     * @param columns the columns in order; empty if the author left them open
     */
    record TableOf(Optional<List<Column>> columns, Span span) implements TypeExpression {
        public TableOf {
            columns = columns.map(List::copyOf);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.tableOf(this);
        }
    }

    /** {@code name: type} in a table type. */
    record Column(Name name, TypeExpression type, Span span) implements Node {}

    /** One method for each kind of type. */
    interface Visitor<R> {
        /** A name. */
        R named(Named type);

        /** {@code list<element>}. */
        R listOf(ListOf type);

        /** {@code scalar<element>}. */
        R scalarOf(ScalarOf type);

        /** {@code tensor<element>[shape]}. */
        R tensorOf(TensorOf type);

        /** {@code table{columns}}. */
        R tableOf(TableOf type);
    }
}
