package dev.anabranch.dsl.tree;

/** An operator between two operands; all associate to the left, comparisons do not chain. */
public enum BinaryOperator {
    OR("||", 1),
    AND("&&", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS("<", 4),
    LESS_OR_EQUAL("<=", 4),
    GREATER(">", 4),
    GREATER_OR_EQUAL(">=", 4),
    ADD("+", 5),
    SUBTRACT("-", 5),
    MULTIPLY("*", 6),
    DIVIDE("/", 6),
    REMAINDER("%", 6);

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    /** How tightly it binds, from 1, loosest, to 6. */
    public int precedence() {
        return precedence;
    }

    /** Whether the result is a truth value made from two comparable ones. */
    public boolean isComparison() {
        return precedence == 3 || precedence == 4;
    }

    /** Whether the operands and the result are truth values. */
    public boolean isLogical() {
        return precedence <= 2;
    }

    /** Whether the result is a number. */
    public boolean isArithmetic() {
        return precedence >= 5;
    }

    /**
     * The operator written so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BinaryOperator of(String symbol) {
        for (BinaryOperator operator : values()) {
            if (operator.symbol.equals(symbol)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("not an operator: " + symbol);
    }
}
