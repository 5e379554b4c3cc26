package dev.anabranch.model.diagnostic;

import java.util.List;

/** Prints diagnostics for a person, in the person's own source, plain or with ANSI colours. */
public final class DiagnosticPrinter {
    private static final int WIDEST_LINE = 160;

    private final boolean colour;

    private DiagnosticPrinter(boolean colour) {
        this.colour = colour;
    }

    /** For files, pipes and tests. */
    public static DiagnosticPrinter plain() {
        return new DiagnosticPrinter(false);
    }

    /** For a terminal. */
    public static DiagnosticPrinter coloured() {
        return new DiagnosticPrinter(true);
    }

    /** All of them, an empty line between two. */
    public String print(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            if (!out.isEmpty()) {
                out.append('\n');
            }
            out.append(print(diagnostic));
        }
        return out.toString();
    }

    /** One, ending with a line break. */
    public String print(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        int line = span.line();
        String number = Integer.toString(line);
        String margin = " ".repeat(number.length());
        String severity = diagnostic.severity() == Severity.ERROR ? "31" : "33";
        Excerpt excerpt = Excerpt.of(span);
        StringBuilder out = new StringBuilder();
        out.append(paint(
                        "1;" + severity,
                        diagnostic.severity().label() + "[" + diagnostic.code().id() + "]"))
                .append(paint("1", ": " + visible(diagnostic.message())))
                .append('\n');
        out.append(margin).append(paint("34", "-->")).append(' ').append(span).append('\n');
        out.append(margin).append(paint("34", " |")).append('\n');
        out.append(paint("34", number + " |"))
                .append(' ')
                .append(excerpt.text())
                .append('\n');
        out.append(margin).append(paint("34", " |")).append(' ').append(" ".repeat(excerpt.caretStart()));
        String label = diagnostic.label().isEmpty() ? "" : " " + visible(diagnostic.label());
        out.append(paint(severity, "^".repeat(excerpt.caretWidth()) + label)).append('\n');
        for (String help : diagnostic.help()) {
            out.append(margin)
                    .append(paint("34", " ="))
                    .append(" help: ")
                    .append(visible(help))
                    .append('\n');
        }
        return out.toString();
    }

    private String paint(String style, String text) {
        return colour ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }

    /** A line break or an escape sequence in a message would let a file write to its reader's terminal. */
    private static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? '\ufffd' : c);
        }
        return out.toString();
    }

    /** The part of a source line around a span that fits a screen, tabs as one blank so that carets align. */
    private record Excerpt(String text, int caretStart, int caretWidth) {
        static Excerpt of(Span span) {
            String line = span.source().line(span.line());
            int start = Math.min(span.column() - 1, line.length());
            int end = span.source().lineAt(span.end()) == span.line()
                    ? Math.min(start + span.end() - span.start(), line.length())
                    : line.length();
            int from = start > WIDEST_LINE / 2 ? start - WIDEST_LINE / 2 : 0;
            int to = Math.min(line.length(), from + WIDEST_LINE);
            String shown = visible(line.substring(from, to).replace('\t', ' '));
            String lead = from > 0 ? "..." : "";
            String tail = to < line.length() ? "..." : "";
            int caretStart = lead.length() + start - from;
            int caretWidth = Math.max(1, Math.min(end, to) - start);
            return new Excerpt(lead + shown + tail, caretStart, caretWidth);
        }
    }
}
