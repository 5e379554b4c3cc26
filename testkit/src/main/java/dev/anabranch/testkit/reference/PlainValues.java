package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.BinaryOperator;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.StringPart;
import dev.anabranch.dsl.tree.UnaryOperator;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.time.Duration;

/** Computes expressions that are known before the run. */
final class PlainValues implements Expression.Visitor<PlainValue> {
    private final PlainNames names;
    private final PlainTypes types;

    private PlainValues(PlainNames names) {
        this.names = names;
        this.types = new PlainTypes(names);
    }

    /** The value; refused if there is none. */
    static PlainValue of(Expression expression, PlainNames names) {
        PlainValues values = new PlainValues(names);
        values.types.of(expression);
        try {
            return expression.accept(values);
        } catch (ArithmeticException e) {
            throw Refusal.of(expression.span(), "cannot be computed: " + e.getMessage());
        }
    }

    /** The value as the wanted type; refused if it is of another. */
    static PlainValue of(Expression expression, PlainNames names, ScalarType wanted) {
        PlainValue value = of(expression, names);
        return value.as(wanted)
                .orElseThrow(() -> Refusal.of(
                        expression.span(), value.type().label() + " where " + wanted.label() + " is needed"));
    }

    @Override
    public PlainValue intLiteral(Expression.IntLiteral expression) {
        return new PlainValue(ScalarType.INT, expression.value());
    }

    @Override
    public PlainValue floatLiteral(Expression.FloatLiteral expression) {
        return new PlainValue(ScalarType.FLOAT, expression.exact().doubleValue());
    }

    @Override
    public PlainValue boolLiteral(Expression.BoolLiteral expression) {
        return new PlainValue(ScalarType.BOOL, expression.value());
    }

    @Override
    public PlainValue durationLiteral(Expression.DurationLiteral expression) {
        return new PlainValue(
                ScalarType.DURATION,
                Quantities.duration(
                        expression.amount().multiply(expression.unit().seconds())));
    }

    @Override
    public PlainValue sizeLiteral(Expression.SizeLiteral expression) {
        return new PlainValue(ScalarType.SIZE, expression.bytes());
    }

    @Override
    public PlainValue stringLiteral(Expression.StringLiteral expression) {
        StringBuilder text = new StringBuilder();
        for (StringPart part : expression.parts()) {
            text.append(part.accept(new StringPart.Visitor<Object>() {
                @Override
                public Object text(StringPart.Text written) {
                    return written.value();
                }

                @Override
                public Object interpolation(StringPart.Interpolation hole) {
                    return hole.expression().accept(PlainValues.this).value();
                }
            }));
        }
        return new PlainValue(ScalarType.STRING, text.toString());
    }

    @Override
    public PlainValue listLiteral(Expression.ListLiteral expression) {
        throw Refusal.of(expression.span(), "a list where a single value is needed");
    }

    @Override
    public PlainValue reference(Expression.Reference expression) {
        return Functions.isElement(expression, names.constants())
                ? Functions.element(expression, names)
                : names.value(expression);
    }

    @Override
    public PlainValue call(Expression.Call expression) {
        if (Functions.isFunction(expression)) {
            return Functions.value(expression, names, this);
        }
        throw Refusal.of(expression.span(), "a call where a value known before the run is needed");
    }

    @Override
    public PlainValue unary(Expression.Unary expression) {
        PlainValue operand = expression.operand().accept(this);
        if (expression.operator() == UnaryOperator.NOT) {
            return new PlainValue(ScalarType.BOOL, !operand.truth());
        }
        return new PlainValue(operand.type(), negated(operand.value()));
    }

    private static Object negated(Object value) {
        if (value instanceof Duration duration) {
            return duration.negated();
        }
        return value instanceof Long number ? (Object) Math.negateExact(number) : (Object) (-(Double) value);
    }

    @Override
    public PlainValue binary(Expression.Binary expression) {
        PlainValue left = expression.left().accept(this);
        BinaryOperator operator = expression.operator();
        if (operator.isLogical()) {
            boolean decided = left.truth() == (operator == BinaryOperator.OR);
            return decided ? left : expression.right().accept(this);
        }
        PlainValue right = expression.right().accept(this);
        if (operator.isComparison()) {
            return new PlainValue(ScalarType.BOOL, compared(operator, left.value(), right.value()));
        }
        if (!PlainTypes.number(left.type()) || !PlainTypes.number(right.type())) {
            return Quantities.compute(operator, left, right);
        }
        if (left.value() instanceof Long a && right.value() instanceof Long b) {
            return new PlainValue(ScalarType.INT, integers(operator, a, b));
        }
        double a = ((Number) left.value()).doubleValue();
        double b = ((Number) right.value()).doubleValue();
        return new PlainValue(ScalarType.FLOAT, reals(operator, a, b));
    }

    /** Division and remainder round towards negative infinity. */
    private static long integers(BinaryOperator operator, long a, long b) {
        return switch (operator) {
            case ADD -> Math.addExact(a, b);
            case SUBTRACT -> Math.subtractExact(a, b);
            case MULTIPLY -> Math.multiplyExact(a, b);
            case DIVIDE -> Math.floorDiv(a, b);
            default -> Math.floorMod(a, b);
        };
    }

    private static double reals(BinaryOperator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            default -> a % b;
        };
    }

    private static boolean compared(BinaryOperator operator, Object left, Object right) {
        if (left instanceof Number a && right instanceof Number b && !(a instanceof Long && b instanceof Long)) {
            double x = a.doubleValue();
            double y = b.doubleValue();
            return switch (operator) {
                case EQUAL -> x == y;
                case NOT_EQUAL -> x != y;
                case LESS -> x < y;
                case LESS_OR_EQUAL -> x <= y;
                case GREATER -> x > y;
                default -> x >= y;
            };
        }
        int order = order(left, right);
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    private static int order(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.compareTo(b);
        }
        return left instanceof Boolean a && right instanceof Boolean b
                ? Boolean.compare(a, b)
                : left.toString().compareTo(right.toString());
    }

    @Override
    public PlainValue conditional(Expression.Conditional expression) {
        boolean holds = expression.condition().accept(this).truth();
        PlainValue value = (holds ? expression.whenTrue() : expression.whenFalse()).accept(this);
        ScalarType type = types.conditional(expression);
        return value.as(type).orElseThrow(() -> new IllegalStateException(value + " is no " + type.label()));
    }
}
