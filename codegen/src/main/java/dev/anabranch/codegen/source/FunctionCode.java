package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.api.ExactMath;
import dev.anabranch.codegen.source.Expression.Kind;
import dev.anabranch.model.graph.Scalar;
import java.math.BigInteger;

/** Functions of plan-time values: those of {@link Math} where they mean the same. */
final class FunctionCode {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger MOST_BITS = BigInteger.valueOf(Long.SIZE - 2);

    private FunctionCode() {}

    /** The least or the greatest of two. */
    static Expression extreme(Scalar.Function function, Expression left, Expression right) {
        boolean least = function == Scalar.Function.MIN;
        if (left.kind() == Kind.DURATION) {
            return Expression.of(
                    Kind.DURATION,
                    Expression.CONDITIONAL,
                    CodeBlock.of(
                            "$1L.compareTo($2L) $3L 0 ? $1L : $2L",
                            left.in(Expression.ATOM),
                            right.in(Expression.OR),
                            least ? "<=" : ">="));
        }
        CodeBlock code = CodeBlock.of("$T.$L($L, $L)", Math.class, least ? "min" : "max", left.code(), right.code());
        if (left.kind() == Kind.DOUBLE) {
            return Expression.of(Kind.DOUBLE, Expression.ATOM, code);
        }
        Kind kind = left.kind() == Kind.INT ? right.kind() : left.kind();
        return new Expression(
                code,
                Expression.ATOM,
                kind,
                least ? left.low().min(right.low()) : left.low().max(right.low()),
                least ? left.high().min(right.high()) : left.high().max(right.high()));
    }

    /** A number without its sign. */
    static Expression absolute(Expression operand) {
        if (operand.kind() == Kind.DOUBLE) {
            return Expression.of(Kind.DOUBLE, Expression.ATOM, CodeBlock.of("$T.abs($L)", Math.class, operand.code()));
        }
        if (operand.low().signum() >= 0) {
            return operand;
        }
        BigInteger high = operand.low().abs().max(operand.high().abs());
        BigInteger low = operand.high().signum() < 0 ? operand.high().negate() : BigInteger.ZERO;
        boolean exact = operand.low().equals(LONG_MIN);
        Expression safe = operand.low().equals(INT_MIN) ? operand.asLong() : operand;
        return new Expression(
                CodeBlock.of("$T.$L($L)", Math.class, exact ? "absExact" : "abs", safe.code()),
                Expression.ATOM,
                safe.kind(),
                low,
                high.min(LONG_MAX));
    }

    /** A power: a shift where it is one of 2, and certainly fits. */
    static Expression power(Expression base, Expression exponent) {
        if (base.kind() == Kind.DOUBLE) {
            return Expression.of(
                    Kind.DOUBLE,
                    Expression.ATOM,
                    CodeBlock.of("$T.pow($L, $L)", StrictMath.class, base.code(), exponent.code()));
        }
        boolean bounded = exponent.low().signum() >= 0 && exponent.high().compareTo(MOST_BITS) <= 0;
        if (bounded && base.isIntegerLiteral() && base.low().equals(BigInteger.TWO)) {
            BigInteger high = BigInteger.ONE.shiftLeft(exponent.high().intValueExact());
            boolean narrow = high.bitLength() < Integer.SIZE;
            return new Expression(
                    CodeBlock.of("($L << $L)", narrow ? "1" : "1L", exponent.in(Expression.ADDITIVE)),
                    Expression.ATOM,
                    narrow ? Kind.INT : Kind.LONG,
                    BigInteger.ONE.shiftLeft(exponent.low().intValueExact()),
                    high);
        }
        CodeBlock code = CodeBlock.of("$T.power($L, $L)", ExactMath.class, base.code(), exponent.code());
        boolean growing = bounded && base.low().signum() > 0;
        return new Expression(
                code,
                Expression.ATOM,
                Kind.LONG,
                growing ? base.low().pow(exponent.low().intValueExact()).min(LONG_MAX) : LONG_MIN,
                growing ? base.high().pow(exponent.high().intValueExact()).min(LONG_MAX) : LONG_MAX);
    }

    /** The binary logarithm. */
    static Expression log2(Expression operand) {
        BigInteger least = operand.low().max(BigInteger.ONE);
        BigInteger most = operand.high().max(BigInteger.ONE);
        return new Expression(
                CodeBlock.of("$T.log2($L)", ExactMath.class, operand.code()),
                Expression.ATOM,
                Kind.INT,
                BigInteger.valueOf(least.bitLength() - 1L),
                BigInteger.valueOf(most.bitLength() - 1L));
    }
}
