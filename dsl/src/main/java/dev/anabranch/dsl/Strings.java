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
        position = string.start() + 1;
        pendingFrom = position;
        int end = string.end() - 1;
        while (position < end) {
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
        flush();
        return new Expression.StringLiteral(parts, string);
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
            default -> throw unknownEscape(2);
        }
        position += length;
    }

    private char unicode() {
        int end = position + 6;
        if (end > string.end() - 1) {
            throw unknownEscape(2);
        }
        int value = 0;
        for (int i = position + 2; i < end; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                throw unknownEscape(2);
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private SyntaxError unknownEscape(int length) {
        Span span = span(position, Math.min(position + length, string.end() - 1));
        Diagnostic diagnostic = Diagnostic.error(
                SyntaxCodes.UNKNOWN_ESCAPE, span, "`" + span.text() + "` is no escape that strings know");
        return new SyntaxError(diagnostic.withHelp(
                "after a backslash stand \", \\, {, }, n, t, r or u with four hexadecimal digits; a backslash itself is"
                        + " written `\\\\`"));
    }

    private void hole() {
        flush();
        int close = position + 1;
        boolean quoted = false;
        while (quoted || text.charAt(close) != '}') {
            if (text.charAt(close) == '"') {
                quoted = !quoted;
            } else if (text.charAt(close) == '\\') {
                close++;
            }
            close++;
        }
        Span span = span(position, close + 1);
        parts.add(new StringPart.Interpolation(expressions.apply(span(position + 1, close)), span));
        position = close + 1;
        pendingFrom = position;
    }

    private Span span(int from, int to) {
        return new Span(string.source(), from, to);
    }
}
