package dev.anabranch.model.diagnostic;

/**
 * A stretch of a source text, from {@code start} inclusive to {@code end} exclusive, both offsets in UTF-16 units. It
 * must lie inside the text.
 */
public record Span(SourceText source, int start, int end) {
    public Span {
        if (start < 0 || end < start || end > source.text().length()) {
            throw new IllegalArgumentException("span " + start + ".." + end + " outside " + source.name());
        }
    }

    /** The line, from 1, on which the stretch begins. */
    public int line() {
        return source.lineAt(start);
    }

    /** The column, from 1, at which the stretch begins. */
    public int column() {
        return source.columnAt(start);
    }

    /** The text of the stretch. */
    public String text() {
        return source.text().substring(start, end);
    }

    /** The smallest stretch that holds this one and {@code other}, of the same source. */
    public Span to(Span other) {
        return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
    }

    /** The place as a person writes it: {@code file:line:column}. */
    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
