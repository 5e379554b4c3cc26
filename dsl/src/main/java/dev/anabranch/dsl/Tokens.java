package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The tokens of a stretch of source.
 *
 * @param words what the grammar sees
 * @param comments documentation and other comments
 */
record Tokens(List<Token> words, List<Token> comments) {
    /** How many tokens a file may have, so that memory stays bounded. */
    static final int MOST = 1_000_000;

    /**
     * Reads the tokens.
     *
     * @throws SyntaxError if there are more than {@link #MOST}
     */
    static Tokens of(Span stretch) {
        Tokens tokens = read(stretch, false);
        for (Token token : tokens.words) {
            if (token.getType() == FlowLexer.UNCLOSED_TEXT_BLOCK) {
                return read(stretch, true);
            }
        }
        return tokens;
    }

    /** The line on which a token ends. */
    static int lastLine(Token token) {
        boolean spansLines = token.getType() == FlowLexer.STRING || token.getType() == FlowLexer.UNCLOSED_TEXT_BLOCK;
        int line = token.getLine();
        String text = spansLines ? token.getText() : "";
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            line++;
        }
        return line;
    }

    private static Tokens read(Span stretch, boolean suspicious) {
        Utf16CharStream characters = new Utf16CharStream(stretch.source().text(), stretch.start(), stretch.end());
        FlowLexer lexer = new FlowLexer(characters);
        lexer.removeErrorListeners();
        List<Token> words = new ArrayList<>();
        List<Token> comments = new ArrayList<>();
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getType() == FlowLexer.UNCLOSED_TEXT_BLOCK) {
                TextBlocks.complete((CommonToken) token, characters, stretch, suspicious);
                lexer.setLine(lastLine(token));
            }
            (token.getChannel() == Token.DEFAULT_CHANNEL ? words : comments).add(token);
            if (words.size() + comments.size() > MOST) {
                Span span = new Positions(stretch.source()).of(token);
                throw new SyntaxError(Diagnostic.error(
                                SyntaxCodes.FILE_TOO_LARGE, span, "the file has more than 1,000,000 words and signs")
                        .withHelp("write large families with dims; put long lists in a file that `lines(...)` reads"));
            }
        }
        return new Tokens(words, comments);
    }
}
