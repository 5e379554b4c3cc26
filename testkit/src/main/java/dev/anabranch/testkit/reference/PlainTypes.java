package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.StringPart;
import dev.anabranch.model.type.ValueType.ScalarType;

/** The types of expressions that are known before the run, told without computing them. */
final class PlainTypes implements Expression.Visitor<ScalarType> {
    private final PlainNames names;

    PlainTypes(PlainNames names) {
        this.names = names;
    }

    ScalarType of(Expression expression) {
        return expression.accept(this);
    }

    static boolean number(ScalarType type) {
        return type == ScalarType.INT || type == ScalarType.FLOAT;
    }

    static boolean text(ScalarType type) {
        return type == ScalarType.STRING || type == ScalarType.PATH;
    }

    @Override
    public ScalarType intLiteral(Expression.IntLiteral expression) {
        return ScalarType.INT;
    }

    @Override
    public ScalarType floatLiteral(Expression.FloatLiteral expression) {
        return ScalarType.FLOAT;
    }

    @Override
    public ScalarType boolLiteral(Expression.BoolLiteral expression) {
        return ScalarType.BOOL;
    }

    @Override
    public ScalarType durationLiteral(Expression.DurationLiteral expression) {
        return ScalarType.DURATION;
    }

    @Override
    public ScalarType sizeLiteral(Expression.SizeLiteral expression) {
        return ScalarType.SIZE;
    }

    @Override
    public ScalarType stringLiteral(Expression.StringLiteral expression) {
        for (StringPart part : expression.parts()) {
            if (part instanceof StringPart.Interpolation hole) {
                of(hole.expression());
            }
        }
        return ScalarType.STRING;
    }

    @Override
    public ScalarType listLiteral(Expression.ListLiteral expression) {
        throw Refusal.of(expression.span(), "a list where a single value is needed");
    }

    @Override
    public ScalarType reference(Expression.Reference expression) {
        return Functions.isElement(expression, names.constants())
                ? Functions.elementType(expression, names, this)
                : names.type(expression);
    }

    @Override
    public ScalarType call(Expression.Call expression) {
        if (Functions.isFunction(expression)) {
            return Functions.type(expression, names, this);
        }
        throw Refusal.of(expression.span(), "a call where a value known before the run is needed");
    }

    @Override
    public ScalarType unary(Expression.Unary expression) {
        ScalarType operand = of(expression.operand());
        boolean fits = switch (expression.operator()) {
            case NOT -> operand == ScalarType.BOOL;
            case NEGATE -> number(operand) || operand == ScalarType.DURATION;
        };
        if (!fits) {
            throw Refusal.of(expression.span(), "an operator that does not apply");
        }
        return operand;
    }

    @Override
    public ScalarType binary(Expression.Binary expression) {
        ScalarType left = of(expression.left());
        ScalarType right = of(expression.right());
        if (expression.operator().isLogical()) {
            if (left == ScalarType.BOOL && right == ScalarType.BOOL) {
                return ScalarType.BOOL;
            }
        } else if (expression.operator().isComparison()) {
            boolean ordered = left != ScalarType.BOOL || expression.operator().precedence() == 3;
            boolean same = (left == right && ordered) || (number(left) && number(right)) || (text(left) && text(right));
            if (same) {
                return ScalarType.BOOL;
            }
        } else if (number(left) && number(right)) {
            return left == right ? left : ScalarType.FLOAT;
        } else if (Quantities.fit(expression.operator(), left, right)) {
            return Quantities.type(expression.operator(), left, right);
        }
        throw Refusal.of(
                expression.span(),
                "`" + expression.operator().symbol() + "` between " + left.label() + " and " + right.label());
    }

    @Override
    public ScalarType conditional(Expression.Conditional expression) {
        if (of(expression.condition()) != ScalarType.BOOL) {
            throw Refusal.of(expression.condition().span(), "a condition that is none");
        }
        ScalarType then = of(expression.whenTrue());
        ScalarType otherwise = of(expression.whenFalse());
        if (then.accepts(otherwise)) {
            return then;
        }
        if (otherwise.accepts(then)) {
            return otherwise;
        }
        throw Refusal.of(expression.span(), "branches of different types");
    }
}
