package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.dsl.tree.Comment;
import dev.anabranch.dsl.tree.Documentation;
import dev.anabranch.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Deals out a file's comments in its order: documentation to the statement below it, the rest to the file. */
final class Comments {
    private final List<Token> tokens;
    private final Positions positions;
    private final List<Comment> others = new ArrayList<>();
    private int next;

    Comments(List<Token> tokens, Positions positions) {
        this.tokens = tokens;
        this.positions = positions;
    }

    /**
     * The documentation of a statement: the last lines of {@code ///} before it, each in a line of its own.
     *
     * @param lineBefore the line on which the statement before ends; 0 for none
     */
    Optional<Documentation> before(StatementTokens statement, int lineBefore) {
        int from = next;
        while (next < tokens.size()
                && tokens.get(next).getStartIndex() < statement.first().getStartIndex()) {
            next++;
        }
        int end = next;
        while (end > from && tokens.get(end - 1).getType() != FlowLexer.DOCUMENTATION) {
            end--;
        }
        int begin = end;
        while (begin > from && belongs(tokens.get(begin - 1), begin < end ? tokens.get(begin) : null, lineBefore)) {
            begin--;
        }
        keep(from, begin);
        keep(end, next);
        if (begin == end) {
            return Optional.empty();
        }
        String text = tokens.subList(begin, end).stream().map(Comments::content).collect(Collectors.joining("\n"));
        return Optional.of(new Documentation(text, positions.between(tokens.get(begin), tokens.get(end - 1))));
    }

    /** The comments that document nothing; to be asked after all statements have been. */
    List<Comment> others() {
        keep(next, tokens.size());
        next = tokens.size();
        return List.copyOf(others);
    }

    private static boolean belongs(Token token, @Nullable Token below, int lineBefore) {
        return token.getType() == FlowLexer.DOCUMENTATION
                && token.getLine() > lineBefore
                && (below == null || below.getLine() == token.getLine() + 1);
    }

    private void keep(int from, int to) {
        for (Token token : tokens.subList(from, to)) {
            Span span = positions.of(token);
            others.add(new Comment(span.text().stripTrailing(), span));
        }
    }

    private static String content(Token token) {
        String text = token.getText().substring(3).stripTrailing();
        return text.startsWith(" ") ? text.substring(1) : text;
    }
}
