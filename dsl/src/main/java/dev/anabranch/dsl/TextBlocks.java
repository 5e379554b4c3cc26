package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;

/**
 * Where text blocks end. A block ends at the next three quotes that are not escaped. Only in a file in which that leaves
 * some block open do we doubt it: there a line that visibly begins a statement ends the block, so that the mistake is
 * reported where it was made and what follows is read.
 */
final class TextBlocks {
    static final String QUOTES = "\"\"\"";

    private static final Set<String> KEYWORDS = Set.of("flow", "use", "param", "dim", "publish", "input", "output");

    private TextBlocks() {}

    /**
     * Extends a token from the opening quotes over the whole block.
     *
     * @param opening the quotes; becomes a STRING if the block has an end
     * @param characters where the lexer reads on
     * @param stretch what is being read
     * @param suspicious whether a line that begins a statement ends a block
     */
    static void complete(CommonToken opening, Utf16CharStream characters, Span stretch, boolean suspicious) {
        String text = stretch.source().text();
        int at = opening.getStopIndex() + 1;
        while (at < stretch.end()) {
            char c = text.charAt(at);
            if (c == '"' && isQuotes(text, at, stretch.end())) {
                opening.setType(FlowLexer.STRING);
                at += QUOTES.length();
                break;
            }
            if (c == '\\' && at + 1 < stretch.end() && text.charAt(at + 1) != '\n') {
                at += 2;
            } else if (c == '{') {
                int close = Holes.close(text, at, stretch.end());
                at = close < 0 ? at + 1 : close + 1;
            } else {
                at++;
            }
            if (c == '\n' && suspicious && beginsStatement(text, at, stretch.end())) {
                break;
            }
        }
        opening.setStopIndex(at - 1);
        characters.seek(at);
    }

    /**
     * The lines of a text block as Java's text blocks have them ("JEP 378: Text Blocks", 2020): without the line break
     * behind the opening quotes, without the blanks that all lines with text and the closing quotes have in front, and
     * without blanks at their ends. Quotes on a line of their own end the text with a line break.
     *
     * @param block with its quotes
     * @return at least one line
     * @throws SyntaxError if text stands in the line of the opening quotes
     */
    static List<Span> lines(Span block) {
        String text = block.source().text();
        int end = block.end() - QUOTES.length();
        List<Span> lines = rawLines(block.source(), firstLine(block, end), end);
        int indentation = Integer.MAX_VALUE;
        for (int i = 0; i < lines.size(); i++) {
            Span line = lines.get(i);
            int begin = skipBlanks(text, line.start(), line.end());
            if (begin < line.end() || i == lines.size() - 1) {
                indentation = Math.min(indentation, begin - line.start());
            }
        }
        List<Span> stripped = new ArrayList<>(lines.size());
        for (Span line : lines) {
            int begin = Math.min(line.start() + indentation, line.end());
            int last = line.end();
            while (last > begin && isBlank(text.charAt(last - 1))) {
                last--;
            }
            stripped.add(new Span(line.source(), begin, last));
        }
        return stripped;
    }

    private static int firstLine(Span block, int end) {
        String text = block.source().text();
        int at = skipBlanks(text, block.start() + QUOTES.length(), end);
        if (at == end || (text.charAt(at) != '\n' && text.charAt(at) != '\r')) {
            Span found = new Span(block.source(), at, at == end ? block.end() : at + 1);
            throw new SyntaxError(Diagnostic.error(
                            SyntaxCodes.TEXT_BLOCK_OPENING, found, "a text block begins in the line below its quotes")
                    .withLabel("expected the end of the line")
                    .withHelp("break the line behind `\"\"\"`, or write text of one line between two `\"`"));
        }
        return text.startsWith("\r\n", at) ? at + 2 : at + 1;
    }

    private static List<Span> rawLines(SourceText source, int from, int to) {
        List<Span> lines = new ArrayList<>();
        int begin = from;
        for (int at = from; at < to; at++) {
            char c = source.text().charAt(at);
            if (c == '\n' || c == '\r') {
                lines.add(new Span(source, begin, at));
                if (c == '\r' && at + 1 < to && source.text().charAt(at + 1) == '\n') {
                    at++;
                }
                begin = at + 1;
            }
        }
        lines.add(new Span(source, begin, to));
        return lines;
    }

    private static int skipBlanks(String text, int from, int end) {
        int at = from;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private static boolean isQuotes(String text, int at, int end) {
        return at + QUOTES.length() <= end && text.startsWith(QUOTES, at);
    }

    /** Whether a line begins with a statement's keyword, or with a name and ends by opening a text block. */
    private static boolean beginsStatement(String text, int lineStart, int end) {
        int word = lineStart;
        while (word < end && isWord(text.charAt(word))) {
            word++;
        }
        if (word == lineStart) {
            return false;
        }
        if (KEYWORDS.contains(text.substring(lineStart, word))) {
            return true;
        }
        int lineBreak = text.indexOf('\n', word);
        String rest = text.substring(word, lineBreak < 0 || lineBreak > end ? end : lineBreak);
        return rest.contains("=") && rest.stripTrailing().endsWith(QUOTES);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
