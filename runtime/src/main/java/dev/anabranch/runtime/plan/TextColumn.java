package dev.anabranch.runtime.plan;

import java.nio.charset.StandardCharsets;

/** Texts by row, kept as their UTF-8 bytes: a text costs its bytes until somebody reads it. */
public final class TextColumn {
    private final byte[] bytes;
    private final int[] offsets;
    private final int rows;

    TextColumn(byte[] bytes, int[] offsets, int rows) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.rows = rows;
    }

    static TextColumn empty() {
        return new TextColumn(new byte[0], new int[1], 0);
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** The text of a row. */
    public String get(int row) {
        return new String(bytes, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
    }

    /** All texts, one behind the other. Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Where a row's text begins; it ends where the next one begins. */
    int start(int row) {
        return offsets[row];
    }

    /** A number, not negative, that is the same for equal texts and told by their length and second byte. */
    int hint(int row) {
        int length = offsets[row + 1] - offsets[row];
        return length < 2 ? length : length * 31 + bytes[offsets[row] + 1] & Integer.MAX_VALUE;
    }

    boolean is(int row, byte[] text) {
        int start = offsets[row];
        if (offsets[row + 1] - start != text.length) {
            return false;
        }
        for (int at = 0; at < text.length; at++) {
            if (bytes[start + at] != text[at]) {
                return false;
            }
        }
        return true;
    }
}
