package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.model.diagnostic.Diagnostic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Bounds how deep a statement's tree can get before anything recursive reads it: an upper estimate, from the tokens
 * alone, of brackets, conditionals and signs within each other, and of operators in one expression.
 */
final class NestingCheck {
    /** How deep brackets, conditionals and signs may nest. */
    static final int DEEPEST = 256;

    /** How many operators may follow each other: a chain of them is a tree as deep as it is long. */
    static final int MOST_OPERATORS = 1_000;

    private final Deque<int[]> enclosing = new ArrayDeque<>();
    private int depth;
    private int operators;
    private int depthAtBracket;
    private int operatorsAtBracket;
    private int signs;

    private NestingCheck() {}

    /** The first place where a statement is too deep, if it is. */
    static Optional<Diagnostic> check(StatementTokens statement, Positions positions) {
        NestingCheck check = new NestingCheck();
        for (Token token : statement.tokens()) {
            check.step(token.getType());
            if (check.depth + check.signs > DEEPEST) {
                return Optional.of(Diagnostic.error(
                                SyntaxCodes.TOO_DEEP,
                                positions.of(token),
                                "this expression is nested more than " + DEEPEST + " deep")
                        .withHelp("give an inner part a name of its own by an equation"));
            }
            if (check.operators > MOST_OPERATORS) {
                return Optional.of(Diagnostic.error(
                                SyntaxCodes.TOO_DEEP,
                                positions.of(token),
                                "this expression has more than 1,000 operators")
                        .withHelp("split it over several equations, or use a task that takes a list"));
            }
        }
        return Optional.empty();
    }

    private void step(int type) {
        switch (type) {
            case FlowLexer.LEFT_PAREN, FlowLexer.LEFT_BRACKET, FlowLexer.LEFT_BRACE -> open();
            case FlowLexer.RIGHT_PAREN, FlowLexer.RIGHT_BRACKET, FlowLexer.RIGHT_BRACE -> close();
            case FlowLexer.COMMA, FlowLexer.ASSIGN, FlowLexer.AT -> {
                depth = depthAtBracket;
                operators = operatorsAtBracket;
                signs = 0;
            }
            case FlowLexer.IF -> {
                depth += signs + 1;
                signs = 0;
            }
            case FlowLexer.NOT, FlowLexer.MINUS -> {
                // A minus between operands is an operator; counting it as a sign only until the next operand is safe
                // because its right operand begins at once.
                signs++;
                operators++;
            }
            case FlowLexer.OR,
                    FlowLexer.AND,
                    FlowLexer.EQUAL,
                    FlowLexer.NOT_EQUAL,
                    FlowLexer.LESS,
                    FlowLexer.LESS_OR_EQUAL,
                    FlowLexer.GREATER,
                    FlowLexer.GREATER_OR_EQUAL,
                    FlowLexer.PLUS,
                    FlowLexer.STAR,
                    FlowLexer.SLASH,
                    FlowLexer.PERCENT -> {
                operators++;
                signs = 0;
            }
            default -> signs = 0;
        }
    }

    private void open() {
        enclosing.push(new int[] {depth, operators, depthAtBracket, operatorsAtBracket});
        depth += signs + 1;
        signs = 0;
        depthAtBracket = depth;
        operatorsAtBracket = operators;
    }

    private void close() {
        signs = 0;
        if (!enclosing.isEmpty()) {
            int[] outer = enclosing.pop();
            depth = outer[0];
            operators = outer[1];
            depthAtBracket = outer[2];
            operatorsAtBracket = outer[3];
        }
    }
}
