package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Arithmetic with times and sizes. */
final class Quantities {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private Quantities() {}

    /** Whether an arithmetic operator goes between the types, of which at least one is a time or a size. */
    static boolean fit(BinaryOperator operator, ScalarType left, ScalarType right) {
        boolean same = left == right;
        ScalarType unit =
                left == ScalarType.DURATION || right == ScalarType.DURATION ? ScalarType.DURATION : ScalarType.SIZE;
        if (left != unit && right != unit) {
            return false;
        }
        return switch (operator) {
            case ADD, SUBTRACT -> same;
            case REMAINDER -> same && unit == ScalarType.SIZE;
            case MULTIPLY -> PlainTypes.number(left) || PlainTypes.number(right);
            case DIVIDE -> same || PlainTypes.number(right);
            default -> false;
        };
    }

    /** What the result is. */
    static ScalarType type(BinaryOperator operator, ScalarType left, ScalarType right) {
        if (operator == BinaryOperator.DIVIDE && left == right) {
            return ScalarType.FLOAT;
        }
        return left == ScalarType.DURATION || right == ScalarType.DURATION ? ScalarType.DURATION : ScalarType.SIZE;
    }

    /** The result. */
    static PlainValue compute(BinaryOperator operator, PlainValue left, PlainValue right) {
        ScalarType type = type(operator, left.type(), right.type());
        boolean times = left.type() == ScalarType.DURATION || right.type() == ScalarType.DURATION;
        return new PlainValue(type, times ? times(operator, left, right) : sizes(operator, left, right));
    }

    /** To the nanosecond. */
    private static Object times(BinaryOperator operator, PlainValue left, PlainValue right) {
        if (left.type() == right.type()) {
            long a = nanos(left);
            long b = nanos(right);
            return switch (operator) {
                case ADD -> Duration.ofNanos(Math.addExact(a, b));
                case SUBTRACT -> Duration.ofNanos(Math.subtractExact(a, b));
                default -> (Object) ((double) a / b);
            };
        }
        PlainValue time = left.type() == ScalarType.DURATION ? left : right;
        PlainValue number = left.type() == ScalarType.DURATION ? right : left;
        if (operator == BinaryOperator.MULTIPLY && number.value() instanceof Long factor) {
            return Duration.ofNanos(Math.multiplyExact(nanos(time), factor));
        }
        double factor = ((Number) number.value()).doubleValue();
        return Duration.ofNanos(
                rounded(operator == BinaryOperator.MULTIPLY ? nanos(time) * factor : nanos(time) / factor));
    }

    private static long nanos(PlainValue time) {
        return ((Duration) time.value()).toNanos();
    }

    private static Object sizes(BinaryOperator operator, PlainValue left, PlainValue right) {
        if (left.type() == ScalarType.FLOAT || right.type() == ScalarType.FLOAT) {
            double a = ((Number) left.value()).doubleValue();
            double b = ((Number) right.value()).doubleValue();
            return rounded(operator == BinaryOperator.MULTIPLY ? a * b : a / b);
        }
        long a = left.integer();
        long b = right.integer();
        return switch (operator) {
            case ADD -> Math.addExact(a, b);
            case SUBTRACT -> Math.subtractExact(a, b);
            case MULTIPLY -> Math.multiplyExact(a, b);
            case REMAINDER -> Math.floorMod(a, b);
            default -> left.type() == right.type() ? (Object) ((double) a / (double) b) : (Object) Math.floorDiv(a, b);
        };
    }

    private static long rounded(double value) {
        if (!(Math.abs(value) < 0x1p63)) {
            throw new ArithmeticException(value + " has more than 64 bits");
        }
        return Math.round(value);
    }

    /** To the nanosecond. */
    static Duration duration(BigDecimal seconds) {
        if (seconds.precision() - (long) seconds.scale() > 20) {
            throw new ArithmeticException("a time of more than 292 years");
        }
        return Duration.ofNanos(
                seconds.multiply(NANOS).setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
