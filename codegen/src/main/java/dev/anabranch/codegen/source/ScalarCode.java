package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.codegen.source.Expression.Kind;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Java source of {@link Scalar}s, with the meaning that {@link dev.anabranch.model.graph.ScalarEvaluator} gives them:
 * integers are exact 64-bit numbers whose division rounds down. Where the ranges of the indices show that {@code int}s
 * or plain operators do the same, those are used.
 */
final class ScalarCode implements Scalar.Visitor<Expression> {
    /** A constant in a class file has at most 65,535 bytes; a UTF-16 unit takes up to three. */
    private static final int LONGEST_STRING = 20_000;

    private final List<AxisBinding> axes;
    private final List<String> axisNames;
    private final ClassConstants constants;
    private final String durationName;

    /**
     * @param axes the indices that coordinates refer to
     * @param axisNames their names, for constants
     * @param durationName what to call durations
     */
    ScalarCode(List<AxisBinding> axes, List<String> axisNames, ClassConstants constants, String durationName) {
        this.axes = axes;
        this.axisNames = axisNames;
        this.constants = constants;
        this.durationName = durationName;
    }

    Expression of(Scalar scalar) {
        return scalar.accept(this);
    }

    @Override
    public Expression literal(Scalar.Literal scalar) {
        Object value = scalar.value();
        if (value instanceof Long number) {
            return Expression.integer(number);
        }
        if (value instanceof Double number) {
            return decimal(number);
        }
        if (value instanceof Duration duration) {
            return Expression.of(
                    Kind.DURATION, Expression.ATOM, CodeBlock.of("$L", constants.duration(durationName, duration)));
        }
        if (value instanceof Boolean) {
            return Expression.of(Kind.BOOLEAN, Expression.ATOM, CodeBlock.of("$L", value));
        }
        return string((String) value);
    }

    private static Expression decimal(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String name = Double.isNaN(value) ? "NaN" : value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY";
            return Expression.of(Kind.DOUBLE, Expression.ATOM, CodeBlock.of("$T.$L", Double.class, name));
        }
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        return Expression.of(
                Kind.DOUBLE, negative ? Expression.UNARY : Expression.ATOM, CodeBlock.of("$L", Double.toString(value)));
    }

    private static Expression string(String value) {
        if (value.length() <= LONGEST_STRING) {
            int precedence = value.indexOf('\n') >= 0 ? Expression.ADDITIVE : Expression.ATOM;
            return Expression.of(Kind.STRING, precedence, CodeBlock.of("$S", value));
        }
        CodeBlock.Builder parts = CodeBlock.builder().add("$T.join(\"\"", String.class);
        for (int from = 0; from < value.length(); from += LONGEST_STRING) {
            parts.add(", $S", value.substring(from, Math.min(from + LONGEST_STRING, value.length())));
        }
        return Expression.of(Kind.STRING, Expression.ATOM, parts.add(")").build());
    }

    @Override
    public Expression coordinate(Scalar.Coordinate scalar) {
        AxisBinding axis = axes.get(scalar.axis());
        String name = axisNames.get(scalar.axis());
        return axis.domain().accept(new Domain.Visitor<Expression>() {
            @Override
            public Expression regular(Domain.Regular domain) {
                BigInteger low = BigInteger.valueOf(domain.first());
                BigInteger high = BigInteger.valueOf(domain.value(domain.size() - 1));
                try {
                    return Expression.within(AffineScalars.coordinate(domain, axis.variable()), low, high);
                } catch (ArithmeticException farApart) {
                    // Java's sums and products wrap around: what is a long in the end comes out right.
                    CodeBlock code = CodeBlock.of(
                            "$L + $L * (long) ($L)",
                            Affine.literal(domain.first()),
                            Affine.literal(domain.step()),
                            axis.variable().code());
                    return new Expression(code, Expression.ADDITIVE, Kind.LONG, low, high);
                }
            }

            @Override
            public Expression integers(Domain.Integers domain) {
                return new Expression(
                        CodeBlock.of(
                                "worker.value($L, $L)",
                                constants.axis(name, domain),
                                axis.variable().code()),
                        Expression.ATOM,
                        Kind.LONG,
                        BigInteger.valueOf(
                                domain.values().stream().mapToLong(v -> v).min().orElse(0)),
                        BigInteger.valueOf(
                                domain.values().stream().mapToLong(v -> v).max().orElse(0)));
            }

            @Override
            public Expression texts(Domain.Texts domain) {
                return Expression.of(
                        Kind.STRING,
                        Expression.ATOM,
                        CodeBlock.of(
                                "worker.text($L, $L)",
                                constants.axis(name, domain),
                                axis.variable().code()));
            }
        });
    }

    @Override
    public Expression negate(Scalar.Negate scalar) {
        Expression operand = of(scalar.operand());
        if (operand.kind() == Kind.DOUBLE) {
            return Expression.of(Kind.DOUBLE, Expression.UNARY, CodeBlock.of("-$L", operand.in(Expression.ATOM)));
        }
        if (operand.kind() == Kind.DURATION) {
            return Expression.of(
                    Kind.DURATION, Expression.ATOM, CodeBlock.of("$L.negated()", operand.in(Expression.ATOM)));
        }
        return IntegerCode.negate(operand);
    }

    @Override
    public Expression not(Scalar.Not scalar) {
        return Expression.of(
                Kind.BOOLEAN,
                Expression.UNARY,
                CodeBlock.of("!$L", of(scalar.operand()).in(Expression.UNARY)));
    }

    @Override
    public Expression conditional(Scalar.Conditional scalar) {
        Expression then = of(scalar.then());
        Expression otherwise = of(scalar.otherwise());
        CodeBlock code = CodeBlock.of(
                "$L ? $L : $L",
                of(scalar.condition()).in(Expression.OR),
                then.in(Expression.OR),
                otherwise.in(Expression.CONDITIONAL));
        Kind kind = then.kind() == Kind.INT ? otherwise.kind() : then.kind();
        return new Expression(
                code,
                Expression.CONDITIONAL,
                kind,
                then.low().min(otherwise.low()),
                then.high().max(otherwise.high()));
    }

    @Override
    public Expression concat(Scalar.Concat scalar) {
        CodeBlock.Builder code = CodeBlock.builder();
        boolean first = true;
        for (Scalar part : scalar.parts()) {
            Expression text = of(part);
            // Without a string on the left, + would add numbers.
            boolean leads = first && text.kind() == Kind.STRING;
            code.add(leads ? "" : first ? "\"\" + " : " + ");
            code.add(text.in(leads ? Expression.ADDITIVE : Expression.MULTIPLICATIVE));
            first = false;
        }
        return first ? string("") : Expression.of(Kind.STRING, Expression.ADDITIVE, code.build());
    }

    @Override
    public Expression binary(Scalar.Binary scalar) {
        Expression left = of(scalar.left());
        Expression right = of(scalar.right());
        if (left.kind().isInteger() && right.kind().isInteger()) {
            Optional<Expression> sum = new AffineScalars(axes).of(scalar).flatMap(Expression::exact);
            if (sum.isPresent()) {
                return sum.get();
            }
            return IntegerCode.binary(scalar.operator(), left, right);
        }
        if (left.kind() == Kind.DURATION || right.kind() == Kind.DURATION) {
            return QuantityCode.durations(scalar.operator(), left, right);
        }
        if (scalar.type() == ScalarType.SIZE) {
            return QuantityCode.size(scalar.operator(), left, right);
        }
        String symbol = scalar.operator().symbol();
        return switch (scalar.operator()) {
            case ADD, SUBTRACT -> infix(Kind.DOUBLE, left, symbol, right, Expression.ADDITIVE);
            case MULTIPLY, DIVIDE, REMAINDER -> infix(Kind.DOUBLE, left, symbol, right, Expression.MULTIPLICATIVE);
            case AND -> infix(Kind.BOOLEAN, left, symbol, right, Expression.AND);
            case OR -> infix(Kind.BOOLEAN, left, symbol, right, Expression.OR);
            case EQUAL, NOT_EQUAL -> equality(scalar.operator(), left, right);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                isNumber(left)
                        ? infix(Kind.BOOLEAN, left, symbol, right, Expression.RELATIONAL)
                        : order(scalar.operator(), left, right);
        };
    }

    /** Which of two objects comes first. */
    static Expression order(Scalar.Operator operator, Expression left, Expression right) {
        return Expression.of(
                Kind.BOOLEAN,
                Expression.RELATIONAL,
                CodeBlock.of("$L.compareTo($L) $L 0", left.in(Expression.ATOM), right.code(), operator.symbol()));
    }

    @Override
    public Expression apply(Scalar.Apply scalar) {
        List<Expression> arguments = scalar.arguments().stream().map(this::of).toList();
        return switch (scalar.function()) {
            case MIN, MAX ->
                arguments.stream()
                        .reduce((a, b) -> FunctionCode.extreme(scalar.function(), a, b))
                        .orElseThrow();
            case ABS -> FunctionCode.absolute(arguments.get(0));
            case POWER -> FunctionCode.power(arguments.get(0), arguments.get(1));
            case LOG2 -> FunctionCode.log2(arguments.get(0));
        };
    }

    @Override
    public Expression element(Scalar.Element scalar) {
        return new ElementCode(constants).of(scalar, of(scalar.index()));
    }

    private static boolean isNumber(Expression expression) {
        return expression.kind().isInteger() || expression.kind() == Kind.DOUBLE;
    }

    static Expression equality(Scalar.Operator operator, Expression left, Expression right) {
        if (isNumber(left) || left.kind() == Kind.BOOLEAN) {
            return infix(Kind.BOOLEAN, left, operator.symbol(), right, Expression.EQUALITY);
        }
        return Expression.of(
                Kind.BOOLEAN,
                operator == Scalar.Operator.EQUAL ? Expression.ATOM : Expression.UNARY,
                CodeBlock.of(
                        "$L$L.equals($L)",
                        operator == Scalar.Operator.EQUAL ? "" : "!",
                        left.in(Expression.ATOM),
                        right.code()));
    }

    static Expression infix(Kind kind, Expression left, String symbol, Expression right, int precedence) {
        return Expression.of(
                kind, precedence, CodeBlock.of("$L $L $L", left.in(precedence), symbol, right.in(precedence + 1)));
    }
}
