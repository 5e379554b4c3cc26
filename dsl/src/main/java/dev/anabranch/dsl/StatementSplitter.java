package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Tells a file's statements apart. A line break ends a statement unless a bracket is open, the line ends unfinished
 * ({@code =}, a comma, an operator) or the next one begins as a continuation ({@code where}, {@code @}, an operator).
 * A line that clearly begins a statement begins one even where a bracket was left open, so that a mistake stays in its
 * own statement.
 */
final class StatementSplitter {
    private static final Set<Integer> KEYWORDS = Set.of(
            FlowLexer.FLOW,
            FlowLexer.USE,
            FlowLexer.PARAM,
            FlowLexer.DIM,
            FlowLexer.PUBLISH,
            FlowLexer.INPUT,
            FlowLexer.OUTPUT);

    private static final Set<Integer> OPERATORS = Set.of(
            FlowLexer.OR,
            FlowLexer.AND,
            FlowLexer.EQUAL,
            FlowLexer.NOT_EQUAL,
            FlowLexer.LESS,
            FlowLexer.LESS_OR_EQUAL,
            FlowLexer.GREATER,
            FlowLexer.GREATER_OR_EQUAL,
            FlowLexer.PLUS,
            FlowLexer.MINUS,
            FlowLexer.STAR,
            FlowLexer.SLASH,
            FlowLexer.PERCENT,
            FlowLexer.NOT,
            FlowLexer.RANGE,
            FlowLexer.RANGE_BELOW,
            FlowLexer.ASSIGN,
            FlowLexer.COMMA,
            FlowLexer.COLON,
            FlowLexer.DOT);

    private static final Set<Integer> JOINING_WORDS = Set.of(
            FlowLexer.WHERE,
            FlowLexer.YIELDS,
            FlowLexer.AS,
            FlowLexer.WITH,
            FlowLexer.BY,
            FlowLexer.THEN,
            FlowLexer.ELSE);

    private static final Set<Integer> OPENING =
            Set.of(FlowLexer.LEFT_PAREN, FlowLexer.LEFT_BRACKET, FlowLexer.LEFT_BRACE);

    private static final Set<Integer> CLOSING =
            Set.of(FlowLexer.RIGHT_PAREN, FlowLexer.RIGHT_BRACKET, FlowLexer.RIGHT_BRACE);

    private final List<Token> tokens;

    private StatementSplitter(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Splits the tokens of a file, comments and end-of-file left out. */
    static List<StatementTokens> split(List<Token> tokens) {
        return new StatementSplitter(tokens).split();
    }

    private List<StatementTokens> split() {
        List<StatementTokens> statements = new ArrayList<>();
        int begin = 0;
        int open = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (i > begin && (isBehindUnclosed(i) || (isFirstOfLine(i) && endsBefore(i, open > 0)))) {
                statements.add(new StatementTokens(tokens.subList(begin, i)));
                begin = i;
                open = 0;
            }
            int type = tokens.get(i).getType();
            if (OPENING.contains(type)) {
                open++;
            } else if (CLOSING.contains(type)) {
                open = Math.max(0, open - 1);
            }
        }
        if (begin < tokens.size()) {
            statements.add(new StatementTokens(tokens.subList(begin, tokens.size())));
        }
        return statements;
    }

    private boolean isFirstOfLine(int i) {
        return tokens.get(i).getLine() > Tokens.lastLine(tokens.get(i - 1));
    }

    /** A text block without an end goes on up to a line that begins a statement. */
    private boolean isBehindUnclosed(int i) {
        return tokens.get(i - 1).getType() == FlowLexer.UNCLOSED_TEXT_BLOCK;
    }

    private boolean endsBefore(int i, boolean bracketOpen) {
        if (beginsStatement(i, bracketOpen)) {
            return true;
        }
        int before = tokens.get(i - 1).getType();
        int next = tokens.get(i).getType();
        return !bracketOpen
                && (!OPERATORS.contains(before) || closesType(i - 1))
                && !JOINING_WORDS.contains(before)
                && before != FlowLexer.IF
                && !OPERATORS.contains(next)
                && !JOINING_WORDS.contains(next)
                && next != FlowLexer.AT
                && !CLOSING.contains(next);
    }

    /** Whether a token is the last of {@code : name<...>}, outside of brackets, where no expression has a colon. */
    private boolean closesType(int i) {
        if (typeAt(i) != FlowLexer.GREATER) {
            return false;
        }
        int at = i;
        for (int depth = 1; depth > 0 && at > 0; ) {
            int type = typeAt(--at);
            depth += type == FlowLexer.GREATER ? 1 : type == FlowLexer.LESS ? -1 : 0;
        }
        do {
            at -= 2;
        } while (at > 0 && typeAt(at) == FlowLexer.DOT);
        return at > 0 && typeAt(at) == FlowLexer.COLON;
    }

    /** Whether the line that begins here cannot be a continuation. */
    private boolean beginsStatement(int i, boolean bracketOpen) {
        int type = tokens.get(i).getType();
        if (KEYWORDS.contains(type)) {
            // In brackets it may be an argument's label.
            return !(bracketOpen && typeAt(i + 1) == FlowLexer.COLON);
        }
        if (JOINING_WORDS.contains(type)) {
            // Meant as a name: nothing else puts `=` behind such a word.
            return typeAt(i + 1) == FlowLexer.ASSIGN;
        }
        return (type == FlowLexer.NAME || type == FlowLexer.LEFT_PAREN) && looksLikeLeftSide(i);
    }

    /** {@code name =}, {@code name[...] =}, {@code (a, b)[...] where}, all in one line: no expression looks so. */
    private boolean looksLikeLeftSide(int i) {
        int line = tokens.get(i).getLine();
        int at = i;
        at = typeAt(at) == FlowLexer.LEFT_PAREN ? afterBrackets(at, line) : at + 1;
        if (typeAt(at) == FlowLexer.LEFT_BRACKET) {
            at = afterBrackets(at, line);
        }
        boolean sameLine = at < tokens.size() && tokens.get(at).getLine() == line;
        return sameLine && (typeAt(at) == FlowLexer.ASSIGN || typeAt(at) == FlowLexer.WHERE);
    }

    /** The position behind the partner of the bracket at {@code i}, or past the end if it is not in this line. */
    private int afterBrackets(int i, int line) {
        int depth = 0;
        for (int at = i; at < tokens.size() && tokens.get(at).getLine() == line; at++) {
            int type = tokens.get(at).getType();
            if (OPENING.contains(type)) {
                depth++;
            } else if (CLOSING.contains(type) && --depth == 0) {
                return at + 1;
            }
        }
        return tokens.size();
    }

    private int typeAt(int i) {
        return i < tokens.size() ? tokens.get(i).getType() : Token.EOF;
    }
}
