package dev.anabranch.model.graph;

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
        return operand instanceof Long ? (Object) Math.negateExact((Long) operand) : (Object) (-(Double) operand);
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
        if (left instanceof Long && right instanceof Long) {
            return integers(scalar.operator(), (Long) left, (Long) right);
        }
        if (left instanceof Number && right instanceof Number) {
            return floats(scalar.operator(), ((Number) left).doubleValue(), ((Number) right).doubleValue());
        }
        if (left instanceof Duration && right instanceof Duration) {
            return compared(scalar.operator(), ((Duration) left).compareTo((Duration) right));
        }
        if (scalar.operator() == Scalar.Operator.EQUAL || scalar.operator() == Scalar.Operator.NOT_EQUAL) {
            return Objects.equals(left, right) == (scalar.operator() == Scalar.Operator.EQUAL);
        }
        return compared(scalar.operator(), left.toString().compareTo(right.toString()));
    }

    private static Object integers(Scalar.Operator operator, long left, long right) {
        switch (operator) {
            case ADD:
                return Math.addExact(left, right);
            case SUBTRACT:
                return Math.subtractExact(left, right);
            case MULTIPLY:
                return Math.multiplyExact(left, right);
            case DIVIDE:
                return Math.floorDiv(left, right);
            case REMAINDER:
                return Math.floorMod(left, right);
            default:
                return compared(operator, Long.compare(left, right));
        }
    }

    private static Object floats(Scalar.Operator operator, double left, double right) {
        switch (operator) {
            case ADD:
                return left + right;
            case SUBTRACT:
                return left - right;
            case MULTIPLY:
                return left * right;
            case DIVIDE:
                return left / right;
            case REMAINDER:
                return left % right;
            case LESS:
                return left < right;
            case LESS_OR_EQUAL:
                return left <= right;
            case GREATER:
                return left > right;
            case GREATER_OR_EQUAL:
                return left >= right;
            case EQUAL:
                return left == right;
            case NOT_EQUAL:
                return left != right;
            default:
                throw new IllegalArgumentException(operator + " between numbers");
        }
    }

    private static Object compared(Scalar.Operator operator, int order) {
        switch (operator) {
            case LESS:
                return order < 0;
            case LESS_OR_EQUAL:
                return order <= 0;
            case GREATER:
                return order > 0;
            case GREATER_OR_EQUAL:
                return order >= 0;
            case EQUAL:
                return order == 0;
            case NOT_EQUAL:
                return order != 0;
            default:
                throw new IllegalArgumentException(operator + " is not a comparison");
        }
    }
}
