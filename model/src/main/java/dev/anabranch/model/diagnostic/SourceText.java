package dev.anabranch.model.diagnostic;

import java.util.Arrays;

/**
 * The text of one file with the positions of its lines. Offsets count UTF-16 units from 0; lines and columns count
 * from 1.
 */
public final class SourceText {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    private SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    /**
     * @param name how the file is shown to its author, usually the path as it was given
     * @param text the decoded content
     */
    public static SourceText of(String name, String text) {
        return new SourceText(name, text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** The name the author knows the file by. */
    public String name() {
        return name;
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** How many lines the text has; an empty text has one. */
    public int lineCount() {
        return lineStarts.length;
    }

    /** The line, from 1, that holds an offset; offsets past the end belong to the last line. */
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column, from 1, of an offset within its line. */
    public int columnAt(int offset) {
        return offset - lineStarts[lineAt(offset) - 1] + 1;
    }

    /** The stretch of a line, from 1, without its indentation, trailing blanks and line break. */
    public Span lineSpan(int line) {
        String content = line(line);
        int start =
                lineStarts[line - 1] + content.length() - content.stripLeading().length();
        return new Span(this, start, start + content.strip().length());
    }

    /** The text of a line, from 1, without its line break. */
    public String line(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(start, end);
    }

    /** The beginning of a line, from 1, without its indentation: at most so many characters of it. */
    public String beginningOf(int line, int most) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        boolean whole = end - start <= most;
        String beginning = text.substring(start, whole ? end : start + most).stripTrailing();
        return whole ? beginning : beginning + "...";
    }

    @Override
    public String toString() {
        return name;
    }
}
