package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.codegen.source.Expression.Kind;
import dev.anabranch.model.graph.Scalar;
import java.math.BigInteger;
import java.time.Duration;

/**
 * Operators with a duration or a size on one side. Whole multiples are exact, everything else is computed as a
 * {@code double} and rounded, as {@link dev.anabranch.model.graph.ScalarEvaluator} does; what overflows there has
 * stopped the compilation.
 */
final class QuantityCode {
    private QuantityCode() {}

    static Expression durations(Scalar.Operator operator, Expression left, Expression right) {
        boolean both = left.kind() == right.kind();
        return switch (operator) {
            case ADD -> call(left, "plus", right);
            case SUBTRACT -> call(left, "minus", right);
            case MULTIPLY -> left.kind() == Kind.DURATION ? multiple(left, right) : multiple(right, left);
            case DIVIDE -> both ? ratio(left, right) : rounded(nanos(left), "/", widened(right));
            case EQUAL, NOT_EQUAL -> ScalarCode.equality(operator, left, right);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ScalarCode.order(operator, left, right);
            case REMAINDER, AND, OR -> throw new IllegalArgumentException(operator + " between durations");
        };
    }

    /** A size and a number with a fraction. */
    static Expression size(Scalar.Operator operator, Expression left, Expression right) {
        CodeBlock code = CodeBlock.of(
                "$T.round($L)",
                Math.class,
                ScalarCode.infix(Kind.DOUBLE, left, operator.symbol(), right, Expression.MULTIPLICATIVE)
                        .code());
        return new Expression(
                code,
                Expression.ATOM,
                Kind.LONG,
                BigInteger.valueOf(Long.MIN_VALUE),
                BigInteger.valueOf(Long.MAX_VALUE));
    }

    private static Expression call(Expression left, String method, Expression right) {
        return Expression.of(
                Kind.DURATION,
                Expression.ATOM,
                CodeBlock.of("$L.$L($L)", left.in(Expression.ATOM), method, right.code()));
    }

    private static Expression multiple(Expression duration, Expression factor) {
        return factor.kind().isInteger()
                ? call(duration, "multipliedBy", factor)
                : rounded(nanos(duration), "*", factor);
    }

    private static Expression nanos(Expression duration) {
        return Expression.of(Kind.LONG, Expression.ATOM, CodeBlock.of("$L.toNanos()", duration.in(Expression.ATOM)));
    }

    /** As a double, so that nothing is divided as integers. */
    private static Expression widened(Expression number) {
        return number.kind().isInteger()
                ? Expression.of(Kind.DOUBLE, Expression.UNARY, CodeBlock.of("(double) $L", number.in(Expression.UNARY)))
                : number;
    }

    private static Expression ratio(Expression left, Expression right) {
        return ScalarCode.infix(Kind.DOUBLE, widened(nanos(left)), "/", nanos(right), Expression.MULTIPLICATIVE);
    }

    private static Expression rounded(Expression nanos, String symbol, Expression factor) {
        CodeBlock product = ScalarCode.infix(Kind.DOUBLE, nanos, symbol, factor, Expression.MULTIPLICATIVE)
                .code();
        return Expression.of(
                Kind.DURATION,
                Expression.ATOM,
                CodeBlock.of("$T.ofNanos($T.round($L))", Duration.class, Math.class, product));
    }
}
