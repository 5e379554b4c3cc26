package dev.anabranch.model.graph;

import dev.anabranch.model.type.ValueType.ScalarType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Computes {@link Scalar}s for one instance: the meaning that generated code must agree with. */
public final class ScalarEvaluator implements Scalar.Visitor<Object> {
    private final List<Axis> axes;
    private final int[] positions;

    /**
     * @param axes of the instance's family or array
     * @param positions where on each axis the instance is; read at each evaluation, so a caller may move on in place
     */
    public ScalarEvaluator(List<Axis> axes, int[] positions) {
        this.axes = axes;
        this.positions = positions;
    }

    /** The value: a Long, Double, Boolean, String or Duration. */
    public Object evaluate(Scalar scalar) {
        return scalar.accept(this);
    }

    /** The value of an integer expression. */
    public long integer(Scalar scalar) {
        return (Long) scalar.accept(this);
    }

    /** The value of a condition. */
    public boolean truth(Scalar scalar) {
        return (Boolean) scalar.accept(this);
    }

    @Override
    public Object literal(Scalar.Literal scalar) {
        return scalar.value();
    }

    @Override
    public Object coordinate(Scalar.Coordinate scalar) {
        int position = positions[scalar.axis()];
        return axes.get(scalar.axis()).domain().accept(new Domain.Visitor<Object>() {
            @Override
            public Object regular(Domain.Regular domain) {
                return domain.value(position);
            }

            @Override
            public Object integers(Domain.Integers domain) {
                return domain.values().get(position);
            }

            @Override
            public Object texts(Domain.Texts domain) {
                return domain.values().get(position);
            }
        });
    }

    @Override
    public Object negate(Scalar.Negate scalar) {
        Object operand = evaluate(scalar.operand());
        if (operand instanceof Duration duration) {
            return duration.negated();
        }
        return operand instanceof Long number ? (Object) Math.negateExact(number) : (Object) (-(Double) operand);
    }

    @Override
    public Object not(Scalar.Not scalar) {
        return !truth(scalar.operand());
    }

    @Override
    public Object conditional(Scalar.Conditional scalar) {
        return evaluate(truth(scalar.condition()) ? scalar.then() : scalar.otherwise());
    }

    @Override
    public Object concat(Scalar.Concat scalar) {
        StringBuilder text = new StringBuilder();
        for (Scalar part : scalar.parts()) {
            text.append(evaluate(part));
        }
        return text.toString();
    }

    @Override
    public Object binary(Scalar.Binary scalar) {
        if (scalar.operator() == Scalar.Operator.AND) {
            return truth(scalar.left()) && truth(scalar.right());
        }
        if (scalar.operator() == Scalar.Operator.OR) {
            return truth(scalar.left()) || truth(scalar.right());
        }
        Object left = evaluate(scalar.left());
        Object right = evaluate(scalar.right());
        if (left instanceof Long a && right instanceof Long b) {
            return integers(scalar.operator(), a, b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            Object result = floats(scalar.operator(), a.doubleValue(), b.doubleValue());
            return scalar.type() == ScalarType.SIZE ? (Object) rounded((Double) result) : result;
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return durations(scalar.operator(), a, b);
        }
        if (left instanceof Duration duration) {
            return scaled(scalar.operator(), duration, (Number) right);
        }
        if (right instanceof Duration duration) {
            return scaled(scalar.operator(), duration, (Number) left);
        }
        if (scalar.operator() == Scalar.Operator.EQUAL || scalar.operator() == Scalar.Operator.NOT_EQUAL) {
            return Objects.equals(left, right) == (scalar.operator() == Scalar.Operator.EQUAL);
        }
        return compared(scalar.operator(), left.toString().compareTo(right.toString()));
    }

    @Override
    public Object element(Scalar.Element scalar) {
        return scalar.values()
                .get(ScalarFunctions.place(
                        scalar.list(), integer(scalar.index()), scalar.values().size()));
    }

    @Override
    public Object apply(Scalar.Apply scalar) {
        List<Object> arguments = scalar.arguments().stream().map(this::evaluate).toList();
        return switch (scalar.function()) {
            case MIN -> arguments.stream().reduce((a, b) -> least(a, b)).orElseThrow();
            case MAX -> arguments.stream().reduce((a, b) -> greatest(a, b)).orElseThrow();
            case ABS ->
                arguments.get(0) instanceof Long number
                        ? (Object) Math.absExact(number)
                        : (Object) Math.abs((Double) arguments.get(0));
            case POWER -> power(arguments.get(0), arguments.get(1));
            case LOG2 -> ScalarFunctions.log2((Long) arguments.get(0));
        };
    }

    private static Object least(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Math.min(a, b);
        }
        if (left instanceof Double a && right instanceof Double b) {
            return Math.min(a, b);
        }
        return ((Duration) left).compareTo((Duration) right) <= 0 ? left : right;
    }

    private static Object greatest(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Math.max(a, b);
        }
        if (left instanceof Double a && right instanceof Double b) {
            return Math.max(a, b);
        }
        return ((Duration) left).compareTo((Duration) right) >= 0 ? left : right;
    }

    private static Object power(Object base, Object exponent) {
        return base instanceof Long a && exponent instanceof Long b
                ? (Object) ScalarFunctions.power(a, b)
                : (Object) ScalarFunctions.power((Double) base, (Double) exponent);
    }

    private static Object integers(Scalar.Operator operator, long left, long right) {
        return switch (operator) {
            case ADD -> Math.addExact(left, right);
            case SUBTRACT -> Math.subtractExact(left, right);
            case MULTIPLY -> Math.multiplyExact(left, right);
            case DIVIDE -> Math.floorDiv(left, right);
            case REMAINDER -> Math.floorMod(left, right);
            default -> compared(operator, Long.compare(left, right));
        };
    }

    private static Object floats(Scalar.Operator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case REMAINDER -> left % right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case AND, OR -> throw new IllegalArgumentException(operator + " between numbers");
        };
    }

    private static Object durations(Scalar.Operator operator, Duration left, Duration right) {
        return switch (operator) {
            case ADD -> Duration.ofNanos(Math.addExact(left.toNanos(), right.toNanos()));
            case SUBTRACT -> Duration.ofNanos(Math.subtractExact(left.toNanos(), right.toNanos()));
            case DIVIDE -> (double) left.toNanos() / right.toNanos();
            default -> compared(operator, left.compareTo(right));
        };
    }

    /** To the nanosecond. */
    private static Duration scaled(Scalar.Operator operator, Duration duration, Number factor) {
        if (operator == Scalar.Operator.MULTIPLY && factor instanceof Long whole) {
            return Duration.ofNanos(Math.multiplyExact(duration.toNanos(), whole));
        }
        double nanos = duration.toNanos();
        return Duration.ofNanos(rounded((Double) floats(operator, nanos, factor.doubleValue())));
    }

    /**
     * The nearest integer.
     *
     * @throws ArithmeticException if it does not fit
     */
    private static long rounded(double value) {
        if (!(Math.abs(value) < 0x1p63)) {
            throw new ArithmeticException("more than 64 bits");
        }
        return Math.round(value);
    }

    private static Object compared(Scalar.Operator operator, int order) {
        return switch (operator) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, AND, OR ->
                throw new IllegalArgumentException(operator + " is not a comparison");
        };
    }
}
