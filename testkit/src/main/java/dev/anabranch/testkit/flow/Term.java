package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A piece of an expression.
 *
 * @param text as it is written
 * @param binding how tightly it holds together, from {@link #LOOSE} to {@link #PRIMARY}
 * @param type what it is
 * @param value what it is worth at a point, where that is known before the run and matters; else it is never asked
 * @param need what must hold at every point of the equation, so that everything it reads is there
 */
record Term(String text, int binding, ValueType type, Function<Point, Object> value, Predicate<Point> need) {
    /** Conditionals: in parentheses wherever another operator is near. */
    static final int LOOSE = 0;

    static final int OR = 1;
    static final int AND = 2;
    static final int COMPARISON = 4;
    static final int SUM = 5;
    static final int PRODUCT = 6;
    static final int SIGN = 7;
    static final int PRIMARY = 8;

    /** A value that nobody needs to know. */
    static Term plain(String text, int binding, ValueType type) {
        return new Term(
                text,
                binding,
                type,
                point -> {
                    throw new IllegalStateException("the value of " + text + " is not known");
                },
                point -> true);
    }

    /** A value that is known. */
    static Term known(String text, int binding, ScalarType type, Function<Point, Object> value) {
        return new Term(text, binding, type, value, point -> true);
    }

    /** An integer that is written down. */
    static Term number(long value) {
        // The sign is an operator, and its operand must be a number by itself.
        return value == Long.MIN_VALUE
                ? known((value + 1) + " - 1", SUM, ScalarType.INT, point -> value)
                : known(Long.toString(value), value < 0 ? SIGN : PRIMARY, ScalarType.INT, point -> value);
    }

    /** A dataset or a list of some. */
    static Term dataset(String text, int binding, ValueType type, Predicate<Point> need) {
        return plain(text, binding, type).needing(need);
    }

    Term needing(Predicate<Point> more) {
        return new Term(text, binding, type, value, point -> need.test(point) && more.test(point));
    }

    /** The same as a value of another type. */
    Term as(ValueType other) {
        return new Term(text, binding, other, value, need);
    }

    /** The text for a place that takes what binds at least so tightly. */
    String within(int loosest) {
        return binding < loosest ? "(" + text + ")" : text;
    }

    long integer(Point point) {
        return (Long) value.apply(point);
    }

    boolean truth(Point point) {
        return (Boolean) value.apply(point);
    }
}
