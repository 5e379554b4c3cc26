package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * The tokens of one statement, comments left out.
 *
 * @param tokens at least one, without an end-of-file token
 */
record StatementTokens(List<Token> tokens) {
    StatementTokens {
        tokens = List.copyOf(tokens);
    }

    Token first() {
        return tokens.get(0);
    }

    Token last() {
        return tokens.get(tokens.size() - 1);
    }

    /** The token at a position, if the statement is that long. */
    Optional<Token> at(int position) {
        return position >= 0 && position < tokens.size() ? Optional.of(tokens.get(position)) : Optional.empty();
    }

    /** Whether the token at a position is of this type. */
    boolean is(int position, int type) {
        return at(position).filter(t -> t.getType() == type).isPresent();
    }

    /** The names that the statement looks like declaring, though it may not parse. */
    Set<String> declaredNames() {
        Set<String> names = new LinkedHashSet<>();
        switch (first().getType()) {
            case FlowLexer.FLOW, FlowLexer.PUBLISH, FlowLexer.OUTPUT -> {}
            case FlowLexer.PARAM, FlowLexer.DIM, FlowLexer.INPUT -> addName(names, 1);
            case FlowLexer.USE -> {
                addName(names, 1);
                for (int i = 0; i < tokens.size(); i++) {
                    if (is(i, FlowLexer.AS) || is(i, FlowLexer.DOT)) {
                        addName(names, i + 1);
                    }
                }
            }
            case FlowLexer.LEFT_PAREN -> {
                for (int i = 1; i < tokens.size() && !is(i, FlowLexer.RIGHT_PAREN) && !is(i, FlowLexer.ASSIGN); i++) {
                    addName(names, i);
                }
            }
            default -> {
                addName(names, 0);
                addName(names, 1);
            }
        }
        return names;
    }

    private void addName(Set<String> names, int position) {
        if (is(position, FlowLexer.NAME)) {
            names.add(tokens.get(position).getText());
        }
    }
}
