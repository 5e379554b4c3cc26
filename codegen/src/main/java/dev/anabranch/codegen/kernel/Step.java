package dev.anabranch.codegen.kernel;

import dev.anabranch.api.ElementType;

/**
 * One value of a kernel's loop for each element, or for all of them together where nothing that it is made of is a
 * tensor. Operands are earlier steps, by number. Types are exact: what an operator does with operands of two types is
 * written out as casts.
 */
sealed interface Step {
    /** What the value is. */
    ElementType type();

    <R> R accept(Visitor<R> visitor);

    /** One case for each kind of step. */
    interface Visitor<R> {
        R load(Load step);

        R number(Scalar step);

        R arithmetic(Arithmetic step);

        R negate(Negate step);

        R comparison(Comparison step);

        R logic(Logic step);

        R not(Not step);

        R select(Select step);

        R cast(Cast step);
    }

    /** An element of a tensor operand. */
    record Load(ElementType type, int tensor) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.load(this);
        }
    }

    /** A number operand: of the floats if it is of type F64, otherwise of the integers. */
    record Scalar(ElementType type, int index) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.number(this);
        }
    }

    /** The arithmetic operators of Java; integers divide by zero with an exception of their own. */
    enum ArithmeticOperator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        REMAINDER("%");

        final String symbol;

        ArithmeticOperator(String symbol) {
            this.symbol = symbol;
        }
    }

    /** Two numbers of the step's type. */
    record Arithmetic(ArithmeticOperator operator, ElementType type, int left, int right) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.arithmetic(this);
        }
    }

    /** Minus a number. */
    record Negate(ElementType type, int operand) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.negate(this);
        }
    }

    /** The comparisons of Java. */
    enum ComparisonOperator {
        LESS("<", "LT"),
        LESS_OR_EQUAL("<=", "LE"),
        GREATER(">", "GT"),
        GREATER_OR_EQUAL(">=", "GE"),
        EQUAL("==", "EQ"),
        NOT_EQUAL("!=", "NE");

        final String symbol;
        /** The field of {@code jdk.incubator.vector.VectorOperators}. */
        final String vector;

        ComparisonOperator(String symbol, String vector) {
            this.symbol = symbol;
            this.vector = vector;
        }
    }

    /** Two numbers of one type. */
    record Comparison(ComparisonOperator operator, ElementType operands, int left, int right) implements Step {
        @Override
        public ElementType type() {
            return ElementType.BOOL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.comparison(this);
        }
    }

    /** The operators of Java on truth values, both of which are always computed. */
    enum LogicOperator {
        AND("&"),
        OR("|"),
        EQUAL("=="),
        NOT_EQUAL("^");

        final String symbol;

        LogicOperator(String symbol) {
            this.symbol = symbol;
        }
    }

    /** Two truth values. */
    record Logic(LogicOperator operator, int left, int right) implements Step {
        @Override
        public ElementType type() {
            return ElementType.BOOL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.logic(this);
        }
    }

    /** The opposite of a truth value. */
    record Not(int operand) implements Step {
        @Override
        public ElementType type() {
            return ElementType.BOOL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** One of two values of the step's type, both of which are always computed. */
    record Select(ElementType type, int condition, int then, int otherwise) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.select(this);
        }
    }

    /** The value as another type, as Java's casts do it; true is 1. */
    record Cast(ElementType type, ElementType from, int operand) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cast(this);
        }
    }
}
