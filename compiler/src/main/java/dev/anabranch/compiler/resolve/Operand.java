package dev.anabranch.compiler.resolve;

import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;

/** What an expression stands for. */
public sealed interface Operand {
    /** For messages: the kind and the type, with an article. */
    String describe();

    /**
     * A value that is known before the run.
     *
     * @param known false if a mistake that is reported already keeps the value from being known; its type still is
     */
    record Plain(Scalar scalar, boolean known) implements Operand {
        /** A value that is known. */
        public static Plain of(Scalar scalar) {
            return new Plain(scalar, true);
        }

        /** A constant. */
        public static Plain of(ScalarType type, Object value) {
            return of(new Scalar.Literal(type, value));
        }

        /** Stands for a value that a mistake keeps from being known. */
        public static Plain unknown(ScalarType type) {
            return new Plain(new Scalar.Literal(type, PlainArithmetic.placeholder(type)), false);
        }

        /** What the value is. */
        public ScalarType type() {
            return scalar.type();
        }

        /** Whether it is known and the same for all instances. */
        public boolean constant() {
            return known && scalar instanceof Scalar.Literal;
        }

        @Override
        public String describe() {
            return "a plain value of type " + type().label();
        }
    }

    /** One dataset. */
    record One(Argument.Read read, ValueType type, Span span) implements Operand {
        @Override
        public String describe() {
            return "a dataset of type " + type.label();
        }
    }

    /** One dataset, or none where the array has none: {@code x[i - 1]?}. */
    record Maybe(Argument.Read read, ValueType type, Span span) implements Operand {
        @Override
        public String describe() {
            return "a dataset of type " + type.label() + " that may be absent";
        }
    }

    /**
     * A list of datasets.
     *
     * @param optional whether there need not be any
     */
    record Many(Argument.ReadAll reads, ValueType element, boolean optional, Span span) implements Operand {
        @Override
        public String describe() {
            return "a list of " + element.label();
        }
    }

    /** A list that is written out, or a param that is a list. */
    record Listed(List<Operand> elements) implements Operand {
        public Listed {
            elements = List.copyOf(elements);
        }

        @Override
        public String describe() {
            return "a list of " + elements.size();
        }
    }

    /** Something with a mistake in it that is reported already. */
    record Broken() implements Operand {
        @Override
        public String describe() {
            return "a mistake";
        }
    }

    /** The operand of every expression with a mistake in it. */
    Operand BROKEN = new Broken();
}
