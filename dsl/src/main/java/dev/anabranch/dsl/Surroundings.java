package dev.anabranch.dsl;

import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * The place where a statement stops making sense. Tokens are counted from there: 0 is the first that cannot stand where it
 * stands, -1 the one before it.
 *
 * @param expected the types of token that could stand at 0
 */
record Surroundings(StatementTokens statement, Positions positions, Token found, IntervalSet expected) {
    private int position(int offset) {
        List<Token> tokens = statement.tokens();
        int at = tokens.size();
        while (at > 0 && tokens.get(at - 1).getStartIndex() >= found.getStartIndex()) {
            at--;
        }
        return at + offset;
    }

    /** Whether a token is there and of a type. */
    boolean is(int offset, int type) {
        return statement.is(position(offset), type);
    }

    /** The text of a token; empty where there is none. */
    String text(int offset) {
        return statement.at(position(offset)).map(Token::getText).orElse("");
    }

    /** Whether tokens of two types stand side by side with nothing between them, the first of them at an offset. */
    boolean joined(int offset, int first, int second) {
        Optional<Token> left = statement.at(position(offset));
        Optional<Token> right = statement.at(position(offset + 1));
        return is(offset, first)
                && is(offset + 1, second)
                && left.orElseThrow().getStopIndex() + 1 == right.orElseThrow().getStartIndex();
    }

    /** The stretch from one token to another. */
    Span span(int from, int to) {
        return positions.between(
                statement.at(position(from)).orElse(found),
                statement.at(position(to)).orElse(found));
    }

    /** Whether a token of that type could stand here. */
    boolean could(int type) {
        return expected.contains(type);
    }

    /** The type of the innermost bracket that is open here. */
    Optional<Integer> bracket() {
        return BracketCheck.innermostBefore(statement, found).map(Token::getType);
    }

    /** Whether the statement has a token of a type before this place. */
    boolean follows(int type) {
        return statement.tokens().stream()
                .anyMatch(t -> t.getType() == type && t.getStartIndex() < found.getStartIndex());
    }

    /** Whether the statement has a token of a type behind this place. */
    boolean precedes(int type) {
        return statement.tokens().stream()
                .anyMatch(t -> t.getType() == type && t.getStartIndex() > found.getStartIndex());
    }

    /** Whether it is this many tokens from the beginning of the statement. */
    boolean isAt(int position) {
        return position(0) == position;
    }
}
