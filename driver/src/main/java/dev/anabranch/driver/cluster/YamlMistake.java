package dev.anabranch.driver.cluster;

import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Says in plain words why a text is not YAML, from where reading it ended. */
final class YamlMistake {
    private YamlMistake() {}

    /**
     * The diagnostic.
     *
     * @param offset of the first character that makes no sense
     */
    static Diagnostic at(SourceText source, int offset) {
        String text = source.text();
        int tab = tabThatIndents(text, offset);
        if (tab >= 0) {
            return error(source, tab, "a tab stands where blanks indent", "blanks", "indent with blanks");
        }
        Optional<Integer> open = openBracket(text, offset);
        if (open.isPresent()) {
            char bracket = text.charAt(open.get());
            String close = bracket == '[' ? "]" : "}";
            return error(
                    source,
                    open.get(),
                    "`" + bracket + "` is not closed",
                    "`" + close + "` behind its last entry",
                    "separate entries by commas and close them with `" + close + "`");
        }
        if (offset >= text.length()) {
            return error(source, text.length(), "the file ends too early", "a value", "write `key: value`");
        }
        return error(
                source,
                offset,
                "`" + text.substring(offset, text.offsetByCodePoints(offset, 1)) + "` cannot stand here",
                "`key: value`, or an entry of a list",
                "entries of a map are `key: value`, those of a list begin with `- `, all of them indented alike");
    }

    private static Diagnostic error(SourceText source, int at, String message, String expected, String help) {
        Span span = new Span(source, at, Math.min(at + 1, source.text().length()));
        return Diagnostic.error(ClusterCodes.SYNTAX, span, "this is not YAML: " + message)
                .withLabel("expected " + expected)
                .withHelp(help);
    }

    private static int tabThatIndents(String text, int offset) {
        int begin = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
        for (int i = begin; i < text.length() && Character.isWhitespace(text.charAt(i)); i++) {
            if (text.charAt(i) == '\t') {
                return i;
            }
        }
        return -1;
    }

    /** The innermost bracket that is open at an offset, quotes and comments left out. */
    private static Optional<Integer> openBracket(String text, int offset) {
        Deque<Integer> open = new ArrayDeque<>();
        char quote = 0;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '#') {
                i = Math.max(i, text.indexOf('\n', i) < 0 ? text.length() : text.indexOf('\n', i));
            } else if (c == '[' || c == '{') {
                open.push(i);
            } else if (c == ']' || c == '}') {
                open.poll();
            }
        }
        return Optional.ofNullable(open.peek());
    }
}
