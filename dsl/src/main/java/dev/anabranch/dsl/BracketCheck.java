package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Which brackets of a statement have no partner.
 *
 * @param unclosed the innermost bracket that is still open at the statement's end
 * @param unopened the first closing bracket that closes nothing or a bracket of another kind
 * @param opener the bracket that {@code unopened} would close if it were of its kind
 */
record BracketCheck(Optional<Token> unclosed, Optional<Token> unopened, Optional<Token> opener) {
    static BracketCheck of(StatementTokens statement) {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : statement.tokens()) {
            switch (token.getType()) {
                case FlowLexer.LEFT_PAREN, FlowLexer.LEFT_BRACKET, FlowLexer.LEFT_BRACE -> open.push(token);
                case FlowLexer.RIGHT_PAREN, FlowLexer.RIGHT_BRACKET, FlowLexer.RIGHT_BRACE -> {
                    if (open.isEmpty() || closer(open.peek()) != token.getType()) {
                        return new BracketCheck(Optional.empty(), Optional.of(token), Optional.ofNullable(open.peek()));
                    }
                    open.pop();
                }
                default -> {}
            }
        }
        return new BracketCheck(Optional.ofNullable(open.peek()), Optional.empty(), Optional.empty());
    }

    /** The brackets open just before a token, innermost first. */
    static Optional<Token> innermostBefore(StatementTokens statement, Token place) {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : statement.tokens()) {
            if (token.getStartIndex() >= place.getStartIndex()) {
                break;
            }
            switch (token.getType()) {
                case FlowLexer.LEFT_PAREN, FlowLexer.LEFT_BRACKET, FlowLexer.LEFT_BRACE -> open.push(token);
                case FlowLexer.RIGHT_PAREN, FlowLexer.RIGHT_BRACKET, FlowLexer.RIGHT_BRACE -> open.poll();
                default -> {}
            }
        }
        return Optional.ofNullable(open.peek());
    }

    /** The type of the bracket that closes this one. */
    static int closer(Token opening) {
        return switch (opening.getType()) {
            case FlowLexer.LEFT_PAREN -> FlowLexer.RIGHT_PAREN;
            case FlowLexer.LEFT_BRACKET -> FlowLexer.RIGHT_BRACKET;
            default -> FlowLexer.RIGHT_BRACE;
        };
    }
}
