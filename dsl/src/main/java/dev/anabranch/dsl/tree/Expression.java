package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Anything that has a value. Parentheses leave no trace: the tree's shape says what they said. */
public sealed interface Expression extends Node {
    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** A whole number without a unit. */
    record IntLiteral(long value, Span span) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.intLiteral(this);
        }
    }

    /**
     * A number with a fraction or an exponent, without a unit.
     *
     * @param exact as it was written
     */
    record FloatLiteral(BigDecimal exact, Span span) implements Expression {
        /** The nearest double; always finite. */
        public double value() {
            return exact.doubleValue();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.floatLiteral(this);
        }
    }

    /** {@code true} or {@code false}. */
    record BoolLiteral(boolean value, Span span) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.boolLiteral(this);
        }
    }

    /** A time such as {@code 40ms}. */
    record DurationLiteral(BigDecimal amount, DurationUnit unit, Span span) implements Expression {
        /** The time in seconds. */
        public double seconds() {
            return amount.multiply(unit.seconds()).doubleValue();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.durationLiteral(this);
        }
    }

    /** A size such as {@code 6.6MiB}. */
    record SizeLiteral(BigDecimal amount, SizeUnit unit, Span span) implements Expression {
        /** The size in bytes, rounded to the nearest; always fits. */
        public long bytes() {
            return amount.multiply(BigDecimal.valueOf(unit.bytes()))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sizeLiteral(this);
        }
    }

    /**
     * A string with or without interpolations.
     *
     * @param parts in order; no empty text and no two texts in a row; none at all for {@code ""}
     * @param span with the quotes
     */
    record StringLiteral(List<StringPart> parts, Span span) implements Expression {
        public StringLiteral {
            parts = List.copyOf(parts);
        }

        /** Whether it is written as a text block, over several lines between three quotes and three. */
        public boolean isTextBlock() {
            return span.end() - span.start() >= 6 && span.source().text().startsWith("\"\"\"", span.start());
        }

        /** The characters, if there is no interpolation. */
        public Optional<String> constant() {
            boolean plain = parts.stream().allMatch(StringPart.Text.class::isInstance);
            return plain
                    ? Optional.of(parts.stream()
                            .map(StringPart.Text.class::cast)
                            .map(StringPart.Text::value)
                            .collect(Collectors.joining()))
                    : Optional.empty();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stringLiteral(this);
        }
    }

    /** {@code [a, b, c]}. */
    record ListLiteral(List<Expression> elements, Span span) implements Expression {
        public ListLiteral {
            elements = List.copyOf(elements);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listLiteral(this);
        }
    }

    /**
     * A param, a dim, a dataset or a part of one: {@code limit}, {@code t2[*, step]}, {@code stats.mean[step]},
     * {@code x[i - 1]?}.
     *
     * @param indices empty if there are no brackets: then it means all of it
     * @param optional whether a question mark allows it to be absent
     */
    record Reference(QualifiedName name, Optional<List<Index>> indices, boolean optional, Span span)
            implements Expression {
        public Reference {
            indices = indices.map(List::copyOf);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reference(this);
        }
    }

    /** {@code library.task(arguments)}, or {@code name(arguments)} for a used flow. */
    record Call(QualifiedName callee, List<Argument> arguments, Span span) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /** {@code -a} or {@code !a}. */
    record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unary(this);
        }
    }

    /** {@code a + b} and the like. */
    record Binary(BinaryOperator operator, Expression left, Expression right, Span span) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /** {@code if condition then a else b}. */
    record Conditional(Expression condition, Expression whenTrue, Expression whenFalse, Span span)
            implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conditional(this);
        }
    }

    /** One method for each kind of expression. */
    interface Visitor<R> {
        /** A whole number. */
        R intLiteral(IntLiteral expression);

        /** A number with a fraction. */
        R floatLiteral(FloatLiteral expression);

        /** A truth value. */
        R boolLiteral(BoolLiteral expression);

        /** A time. */
        R durationLiteral(DurationLiteral expression);

        /** A size. */
        R sizeLiteral(SizeLiteral expression);

        /** A string. */
        R stringLiteral(StringLiteral expression);

        /** A list. */
        R listLiteral(ListLiteral expression);

        /** A name, with or without indices. */
        R reference(Reference expression);

        /** A call. */
        R call(Call expression);

        /** An operator with one operand. */
        R unary(Unary expression);

        /** An operator with two operands. */
        R binary(Binary expression);

        /** A choice made at plan time. */
        R conditional(Conditional expression);
    }
}
