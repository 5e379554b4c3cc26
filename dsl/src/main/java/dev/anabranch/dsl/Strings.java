package dev.anabranch.dsl;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.StringPart;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** From the text of a string to its parts: escapes are resolved, braces handed to the expression parser. */
final class Strings {
    private final Span string;
    private final String text;
    private final Function<Span, Expression> expressions;
    private final List<StringPart> parts = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();
    private int pendingFrom;
    private int position;
    private int end;

    private Strings(Span string, Function<Span, Expression> expressions) {
        this.string = string;
        this.text = string.source().text();
        this.expressions = expressions;
    }

    /**
     * Reads a string.
     *
     * @param string with its quotes
     * @param expressions reads what stands between two braces
     */
    static Expression.StringLiteral read(Span string, Function<Span, Expression> expressions) {
        return new Strings(string, expressions).read();
    }

    private Expression.StringLiteral read() {
        if (text.startsWith(TextBlocks.QUOTES, string.start())) {
            end = string.end() - TextBlocks.QUOTES.length();
            readLines(TextBlocks.lines(string));
        } else {
            end = string.end() - 1;
            readLines(List.of(new Span(string.source(), string.start() + 1, end)));
        }
        return new Expression.StringLiteral(parts, string);
    }

    private void readLines(List<Span> lines) {
        pendingFrom = lines.get(0).start();
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                pending.append('\n');
            }
            readLine(lines.get(i));
        }
        position = end;
        flush();
    }

    private void readLine(Span line) {
        position = line.start();
        while (position < line.end()) {
            char c = text.charAt(position);
            if (c == '\\') {
                escape();
            } else if (c == '{') {
                hole();
            } else {
                pending.append(c);
                position++;
            }
        }
    }

    private void flush() {
        if (!pending.isEmpty()) {
            parts.add(new StringPart.Text(pending.toString(), span(pendingFrom, position)));
            pending.setLength(0);
        }
    }

    private void escape() {
        char c = text.charAt(position + 1);
        int length = 2;
        switch (c) {
            case '"', '\\', '{', '}' -> pending.append(c);
            case 'n' -> pending.append('\n');
            case 't' -> pending.append('\t');
            case 'r' -> pending.append('\r');
            case 'u' -> {
                length = 6;
                pending.append(unicode());
            }
            default -> throw unknownEscape();
        }
        position += length;
    }

    private char unicode() {
        int behind = position + 6;
        if (behind > end) {
            throw unknownEscape();
        }
        int value = 0;
        for (int i = position + 2; i < behind; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                throw unknownEscape();
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private SyntaxError unknownEscape() {
        boolean atLineBreak = text.charAt(position + 1) == '\n' || text.charAt(position + 1) == '\r';
        Span span = span(position, atLineBreak ? position + 1 : Math.min(position + 2, end));
        Diagnostic diagnostic = Diagnostic.error(
                SyntaxCodes.UNKNOWN_ESCAPE, span, "`" + span.text() + "` is no escape that strings know");
        if (Character.isLetter(text.charAt(position + 1)) && text.charAt(position + 1) != 'u') {
            diagnostic = diagnostic.withHelp("the folders of a path are separated by `/`, on every system");
        }
        return new SyntaxError(diagnostic.withHelp(
                "after a backslash stand \", \\, {, }, n, t, r or u with four hexadecimal digits; a backslash itself is"
                        + " written `\\\\`"));
    }

    private void hole() {
        flush();
        int close = Holes.close(text, position, end);
        if (close < 0) {
            throw new SyntaxError(unclosedHole(span(position, position + 1)));
        }
        Span span = span(position, close + 1);
        parts.add(new StringPart.Interpolation(expressions.apply(span(position + 1, close)), span));
        position = close + 1;
        pendingFrom = position;
    }

    /** The diagnostic for a brace without its partner. */
    static Diagnostic unclosedHole(Span brace) {
        return Diagnostic.error(
                        SyntaxCodes.BAD_INTERPOLATION,
                        brace,
                        "`{` opens an expression that is not closed in this string")
                .withLabel("expected `}` behind the expression")
                .withHelp("a brace that is meant as itself is written `\\{`");
    }

    private Span span(int from, int to) {
        return new Span(string.source(), from, to);
    }
}
