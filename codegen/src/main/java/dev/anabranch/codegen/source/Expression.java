package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A Java expression of a single value.
 *
 * @param code its source
 * @param precedence how tightly its outermost operator binds
 * @param kind what Java takes it for
 * @param low the least value of an integer
 * @param high the greatest value of an integer
 */
record Expression(CodeBlock code, int precedence, Kind kind, BigInteger low, BigInteger high) {
    static final int ATOM = 16;
    static final int UNARY = 14;
    static final int MULTIPLICATIVE = 12;
    static final int ADDITIVE = 11;
    static final int RELATIONAL = 9;
    static final int EQUALITY = 8;
    static final int AND = 4;
    static final int OR = 3;
    static final int CONDITIONAL = 2;

    /** The Java types that scalars have on their way. */
    enum Kind {
        INT,
        LONG,
        DOUBLE,
        BOOLEAN,
        STRING,
        DURATION;

        boolean isInteger() {
            return this == INT || this == LONG;
        }
    }

    static Expression of(Kind kind, int precedence, CodeBlock code) {
        return new Expression(code, precedence, kind, BigInteger.ZERO, BigInteger.ZERO);
    }

    static Expression integer(long value) {
        int precedence = value < 0 && value != Long.MIN_VALUE ? UNARY : ATOM;
        BigInteger bound = BigInteger.valueOf(value);
        Kind kind = value == (int) value ? Kind.INT : Kind.LONG;
        return new Expression(CodeBlock.of("$L", Affine.literal(value)), precedence, kind, bound, bound);
    }

    static Expression integer(Affine affine) {
        return affine.isConstant()
                ? integer(affine.constant())
                : within(affine, BigInteger.valueOf(affine.low()), BigInteger.valueOf(affine.high()));
    }

    /** A sum that is known to stay within bounds, whatever those of its variables are. */
    static Expression within(Affine affine, BigInteger low, BigInteger high) {
        if (affine.isConstant()) {
            return integer(affine.constant());
        }
        int precedence = affine.isAtom() ? ATOM : affine.isSum() ? ADDITIVE : MULTIPLICATIVE;
        return new Expression(
                affine.code(),
                affine.fitsInt() ? precedence : Math.min(precedence, MULTIPLICATIVE),
                affine.fitsInt() ? Kind.INT : Kind.LONG,
                low,
                high);
    }

    /** A sum whose value is a {@code long} whatever its variables are. */
    static Optional<Expression> exact(Affine affine) {
        try {
            return Optional.of(integer(affine));
        } catch (ArithmeticException perhapsNoLong) {
            return Optional.empty();
        }
    }

    /** Whether the code is just a number. */
    boolean isIntegerLiteral() {
        return kind.isInteger() && low.equals(high) && precedence >= UNARY;
    }

    /** Whether every value is an {@code int}. */
    boolean fitsInt() {
        return low.bitLength() < Integer.SIZE && high.bitLength() < Integer.SIZE;
    }

    /** The source as an operand of an operator that binds as tightly as {@code outer}. */
    CodeBlock in(int outer) {
        return precedence >= outer ? code : CodeBlock.of("($L)", code);
    }

    /** An integer as a {@code long}, so that an operator on it computes in {@code long}. */
    Expression asLong() {
        if (kind != Kind.INT) {
            return this;
        }
        CodeBlock wide = isIntegerLiteral() ? CodeBlock.of("$LL", low) : CodeBlock.of("(long) $L", in(UNARY));
        return new Expression(wide, isIntegerLiteral() ? precedence : UNARY, Kind.LONG, low, high);
    }
}
