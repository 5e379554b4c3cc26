package dev.anabranch.dsl;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A stretch of a text for the lexer. Positions are UTF-16 offsets into the whole text, so that a token's position is a
 * span's; ANTLR's own streams count code points.
 */
final class Utf16CharStream implements CharStream {
    private final String text;
    private final int from;
    private final int to;
    private int position;

    Utf16CharStream(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.position = from;
    }

    @Override
    public void consume() {
        if (position == to) {
            throw new IllegalStateException("consumed past the end");
        }
        position++;
    }

    @Override
    public int LA(int offset) {
        int at = offset > 0 ? position + offset - 1 : position + offset;
        return offset == 0 || at < from || at >= to ? IntStream.EOF : text.charAt(at);
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return position;
    }

    @Override
    public void seek(int index) {
        position = Math.min(index, to);
    }

    @Override
    public int size() {
        return to;
    }

    @Override
    public String getText(Interval interval) {
        int end = Math.min(interval.b + 1, to);
        return interval.a >= end ? "" : text.substring(interval.a, end);
    }

    @Override
    public String getSourceName() {
        return IntStream.UNKNOWN_SOURCE_NAME;
    }
}
