package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.codegen.source.Expression.Kind;
import dev.anabranch.model.graph.Scalar;
import java.math.BigInteger;

/** Integer operators: {@code int} where it suffices, {@code long} otherwise, checked where even that may not. */
final class IntegerCode {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private IntegerCode() {}

    static Expression negate(Expression operand) {
        if (operand.low().equals(LONG_MIN)) {
            CodeBlock code = CodeBlock.of(
                    "$T.negateExact($L)", Math.class, operand.asLong().code());
            return new Expression(
                    code, Expression.ATOM, Kind.LONG, operand.high().negate(), LONG_MAX);
        }
        BigInteger low = operand.high().negate();
        BigInteger high = operand.low().negate();
        Expression safe = high.bitLength() < Integer.SIZE ? operand : operand.asLong();
        return new Expression(CodeBlock.of("-$L", safe.in(Expression.ATOM)), Expression.UNARY, safe.kind(), low, high);
    }

    static Expression binary(Scalar.Operator operator, Expression left, Expression right) {
        String symbol = operator.symbol();
        return switch (operator) {
            case ADD ->
                arithmetic(
                        left,
                        symbol,
                        right,
                        "addExact",
                        left.low().add(right.low()),
                        left.high().add(right.high()));
            case SUBTRACT ->
                arithmetic(
                        left,
                        symbol,
                        right,
                        "subtractExact",
                        left.low().subtract(right.high()),
                        left.high().subtract(right.low()));
            case MULTIPLY -> multiply(left, right);
            case DIVIDE -> divide(left, right);
            case REMAINDER -> remainder(left, right);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                ScalarCode.infix(Kind.BOOLEAN, left, symbol, right, Expression.RELATIONAL);
            case EQUAL, NOT_EQUAL -> ScalarCode.infix(Kind.BOOLEAN, left, symbol, right, Expression.EQUALITY);
            case AND, OR -> throw new IllegalArgumentException(operator + " between integers");
        };
    }

    private static Expression multiply(Expression left, Expression right) {
        BigInteger[] corners = {
            left.low().multiply(right.low()),
            left.low().multiply(right.high()),
            left.high().multiply(right.low()),
            left.high().multiply(right.high())
        };
        BigInteger low = corners[0];
        BigInteger high = corners[0];
        for (BigInteger corner : corners) {
            low = low.min(corner);
            high = high.max(corner);
        }
        return arithmetic(left, "*", right, "multiplyExact", low, high);
    }

    private static Expression arithmetic(
            Expression left, String symbol, Expression right, String exact, BigInteger low, BigInteger high) {
        if (low.compareTo(LONG_MIN) < 0 || high.compareTo(LONG_MAX) > 0) {
            return new Expression(
                    CodeBlock.of(
                            "$T.$L($L, $L)", Math.class, exact, left.asLong().code(), right.code()),
                    Expression.ATOM,
                    Kind.LONG,
                    low.max(LONG_MIN),
                    high.min(LONG_MAX));
        }
        int precedence = symbol.equals("*") ? Expression.MULTIPLICATIVE : Expression.ADDITIVE;
        boolean narrow = low.bitLength() < Integer.SIZE && high.bitLength() < Integer.SIZE;
        boolean widen = !narrow && left.kind() == Kind.INT && right.kind() == Kind.INT;
        Expression first = widen && !right.isIntegerLiteral() ? left.asLong() : left;
        Expression second = widen && right.isIntegerLiteral() ? right.asLong() : right;
        Kind kind = first.kind() == Kind.INT && second.kind() == Kind.INT ? Kind.INT : Kind.LONG;
        return new Expression(
                ScalarCode.infix(kind, first, symbol, second, precedence).code(), precedence, kind, low, high);
    }

    private static boolean isPlain(Expression left, Expression right) {
        return left.low().signum() >= 0 && right.low().signum() > 0;
    }

    private static Expression divide(Expression left, Expression right) {
        BigInteger most = left.low().abs().max(left.high().abs());
        if (isPlain(left, right)) {
            return new Expression(
                    ScalarCode.infix(left.kind(), left, "/", right, Expression.MULTIPLICATIVE)
                            .code(),
                    Expression.MULTIPLICATIVE,
                    wider(left, right),
                    BigInteger.ZERO,
                    left.high().divide(right.low()));
        }
        // The most negative number divided by -1 is the one quotient that does not fit.
        Expression first = most.bitLength() < Integer.SIZE ? left : left.asLong();
        return new Expression(
                CodeBlock.of("$T.floorDiv($L, $L)", Math.class, first.code(), right.code()),
                Expression.ATOM,
                wider(first, right),
                most.negate(),
                most.min(LONG_MAX));
    }

    private static Expression remainder(Expression left, Expression right) {
        BigInteger most = right.low().abs().max(right.high().abs());
        BigInteger low = right.low().signum() > 0 ? BigInteger.ZERO : most.negate();
        BigInteger high = most.min(LONG_MAX);
        if (isPlain(left, right)) {
            CodeBlock code = ScalarCode.infix(left.kind(), left, "%", right, Expression.MULTIPLICATIVE)
                    .code();
            return new Expression(code, Expression.MULTIPLICATIVE, wider(left, right), low, high);
        }
        // Math.floorMod(long, int) is an int.
        Kind kind = right.kind() == Kind.INT ? Kind.INT : wider(left, right);
        return new Expression(
                CodeBlock.of("$T.floorMod($L, $L)", Math.class, left.code(), right.code()),
                Expression.ATOM,
                kind,
                low,
                high);
    }

    private static Kind wider(Expression left, Expression right) {
        return left.kind() == Kind.LONG ? Kind.LONG : right.kind();
    }
}
