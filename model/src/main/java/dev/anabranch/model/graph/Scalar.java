package dev.anabranch.model.graph;

import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;

/**
 * A single value that is known before the run, given the coordinates of an instance: an index such as
 * {@code step - 6}, an argument such as {@code "{root}/{member}.grib"}. Parameters are folded in already.
 */
public sealed interface Scalar {
    /** What the value is. */
    ScalarType type();

    /** Calls the visitor's method for this kind of expression. */
    <R> R accept(Visitor<R> visitor);

    /** One case for each kind of expression. */
    interface Visitor<R> {
        R literal(Literal scalar);

        R coordinate(Coordinate scalar);

        R negate(Negate scalar);

        R binary(Binary scalar);

        R not(Not scalar);

        R conditional(Conditional scalar);

        R concat(Concat scalar);

        R apply(Apply scalar);

        R element(Element scalar);
    }

    /**
     * A constant.
     *
     * @param value a Long (int, size), Double (float), Boolean, String (string, path) or java.time.Duration
     */
    record Literal(ScalarType type, Object value) implements Scalar {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.literal(this);
        }
    }

    /**
     * The instance's own coordinate.
     *
     * @param axis which index of the instance's family or array
     * @param type int for domains of integers, string for texts
     */
    record Coordinate(int axis, ScalarType type) implements Scalar {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.coordinate(this);
        }
    }

    /** The negative of a number or duration. */
    record Negate(Scalar operand) implements Scalar {
        @Override
        public ScalarType type() {
            return operand.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.negate(this);
        }
    }

    /** The operators between two values; integer division and remainder round towards negative infinity. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        REMAINDER("%"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        AND("&&"),
        OR("||");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** How flows write it. */
        public String symbol() {
            return symbol;
        }
    }

    /**
     * Two values and an operator; both operands have been brought to the same type, except that a duration or size may
     * be multiplied by a number or divided by one. The quotient of two durations is a float.
     */
    record Binary(Operator operator, Scalar left, Scalar right, ScalarType type) implements Scalar {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /** The opposite of a truth value. */
    record Not(Scalar operand) implements Scalar {
        @Override
        public ScalarType type() {
            return ScalarType.BOOL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** One of two values of the same type. */
    record Conditional(Scalar condition, Scalar then, Scalar otherwise) implements Scalar {
        @Override
        public ScalarType type() {
            return then.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conditional(this);
        }
    }

    /** The texts of its parts, joined: an interpolated string. */
    record Concat(List<Scalar> parts) implements Scalar {
        public Concat {
            parts = List.copyOf(parts);
        }

        @Override
        public ScalarType type() {
            return ScalarType.STRING;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.concat(this);
        }
    }

    /** The functions that flows call without a library. */
    enum Function {
        /** The least of its arguments. */
        MIN("min"),
        /** The greatest of its arguments. */
        MAX("max"),
        /** A number without its sign. */
        ABS("abs"),
        /** The first argument to the power of the second: of integers an integer, without rounding. */
        POWER("pow"),
        /** The binary logarithm of an integer from 1 on, rounded down. */
        LOG2("log2");

        private final String symbol;

        Function(String symbol) {
            this.symbol = symbol;
        }

        /** How flows write it. */
        public String symbol() {
            return symbol;
        }
    }

    /** A function of values that have been brought to the same type. */
    record Apply(Function function, List<Scalar> arguments, ScalarType type) implements Scalar {
        public Apply {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.apply(this);
        }
    }

    /**
     * One of the values of a list.
     *
     * @param list what its author calls the list, for messages and as a constant in generated code
     * @param values as a {@link Literal} of the type holds them
     * @param index which one, counted from 0
     */
    record Element(String list, ScalarType type, List<Object> values, Scalar index) implements Scalar {
        public Element {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.element(this);
        }
    }
}
