package dev.anabranch.dsl;

import dev.anabranch.dsl.grammar.FlowLexer;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Finds the tokens that are no words of the language: unfinished strings and comments, stray characters. */
final class LexicalCheck {
    private LexicalCheck() {}

    /** The first mistake among the tokens of a statement, if there is one. */
    static Optional<Diagnostic> check(StatementTokens statement, Positions positions) {
        List<Token> tokens = statement.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.get(i).getType()) {
                case FlowLexer.UNCLOSED_STRING -> {
                    return Optional.of(unclosedString(positions.of(tokens.get(i))));
                }
                case FlowLexer.UNCLOSED_TEXT_BLOCK -> {
                    return Optional.of(unclosedTextBlock(positions.of(tokens.get(i))));
                }
                case FlowLexer.UNCLOSED_COMMENT -> {
                    return Optional.of(unclosedComment(positions.of(tokens.get(i))));
                }
                case FlowLexer.STRAY -> {
                    return Optional.of(stray(tokens, i, positions));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private static Diagnostic unclosedString(Span span) {
        String text = span.source().text();
        boolean quoteFollows = span.end() < text.length() && text.charAt(span.end()) == '"';
        int brace = span.text().lastIndexOf('{');
        if (quoteFollows && brace > 0) {
            Span at = new Span(span.source(), span.start() + brace, span.start() + brace + 1);
            return Strings.unclosedHole(at);
        }
        return Diagnostic.error(SyntaxCodes.UNCLOSED_STRING, span, "this string is not closed")
                .withLabel("expected `\"` before the end of the line")
                .withHelp(
                        "close it with `\"`; a line break in a string is written `\\n`, or the text stands in a text block"
                                + " between `\"\"\"`");
    }

    private static Diagnostic unclosedTextBlock(Span span) {
        Span quotes = new Span(span.source(), span.start(), span.start() + TextBlocks.QUOTES.length());
        return Diagnostic.error(SyntaxCodes.UNCLOSED_STRING, quotes, "this text block is not closed")
                .withLabel("expected `\"\"\"` behind the text")
                .withHelp("close it with `\"\"\"`; three quotes within the text are written `\\\"\"\"`");
    }

    private static Diagnostic unclosedComment(Span span) {
        Span opening = new Span(span.source(), span.start(), span.start() + 2);
        return Diagnostic.error(SyntaxCodes.UNCLOSED_COMMENT, opening, "this comment is not closed")
                .withHelp("close it with `*/`, or begin each of its lines with `//`");
    }

    private static Diagnostic stray(List<Token> tokens, int first, Positions positions) {
        int last = first;
        while (last + 1 < tokens.size()
                && tokens.get(last + 1).getType() == FlowLexer.STRAY
                && tokens.get(last + 1).getStartIndex() == tokens.get(last).getStopIndex() + 1) {
            last++;
        }
        Span span = positions.between(tokens.get(first), tokens.get(last));
        Optional<Diagnostic> quoted = quoted(span);
        if (quoted.isPresent()) {
            return quoted.get();
        }
        String text = span.text();
        String shown = text.length() <= 20 ? text : text.substring(0, 20) + "...";
        Diagnostic diagnostic = Diagnostic.error(
                SyntaxCodes.STRAY_CHARACTER, span, "`" + shown + "` means nothing outside strings and comments");
        String help = advice(text);
        return help.isEmpty() ? diagnostic : diagnostic.withHelp(help);
    }

    /** A text between quotes that are no double quotes: {@code 'a.grib'}. */
    private static Optional<Diagnostic> quoted(Span opening) {
        String source = opening.source().text();
        char open = source.charAt(opening.start());
        char close = switch (open) {
            case '\u201c', '\u201e' -> '\u201d';
            case '\u2018' -> '\u2019';
            case '\'', '`' -> open;
            default -> '\0';
        };
        int end = opening.start() + 1;
        while (close != '\0' && end < source.length() && source.charAt(end) != close && source.charAt(end) != '\n') {
            end++;
        }
        if (close == '\0' || end == source.length() || source.charAt(end) != close) {
            return Optional.empty();
        }
        Span span = new Span(opening.source(), opening.start(), end + 1);
        String content = source.substring(opening.start() + 1, end);
        return Optional.of(Diagnostic.error(
                        SyntaxCodes.STRAY_CHARACTER, span, "`" + open + "` means nothing outside strings and comments")
                .withLabel("expected a string")
                .withHelp(
                        content.length() > 40 || content.contains("\"")
                                ? "strings stand in double quotes: \"...\""
                                : "strings stand in double quotes: `\"" + content + "\"`"));
    }

    private static String advice(String text) {
        return switch (text.charAt(0)) {
            case '#' -> "a comment begins with `//`";
            case ';' -> "a statement ends with its line: leave the semicolon out";
            case '\'', '`', '\u2018', '\u2019', '\u201c', '\u201d' -> "strings stand in double quotes: \"...\"";
            case '&' -> "\"and\" is written `&&`";
            case '|' -> "\"or\" is written `||`";
            case '^' -> "a power of numbers is written `pow(a, b)`; datasets are multiplied, as in `x * x`";
            case '~', '\u00ac' ->
                text.startsWith("~") && text.length() == 1
                        ? "\"not\" is written `!`, \"unequal\" `!=`"
                        : "\"not\" is written `!`";
            case '\u2192' -> "a definition is written `=`, a named argument `name: value`";
            case '\u2212', '\u2013', '\u2014' -> "minus is written `-`";
            case '\u00d7' -> "times is written `*`";
            case '\u2026' -> "a range is written `a..b`";
            case '\u2264' -> "at most is written `<=`";
            case '\u2265' -> "at least is written `>=`";
            case '\u2260' -> "unequal is written `!=`";
            case '$' -> "a param is used by its name alone, in a string as `{name}`";
            case '\\' -> "a statement goes on in the next line after an operator or inside brackets";
            case '\u00b5', '\u03bc' -> "microseconds are written `us`";
            default -> Character.isLetter(text.codePointAt(0)) ? "names are made of a-z, A-Z, 0-9 and _" : "";
        };
    }
}
