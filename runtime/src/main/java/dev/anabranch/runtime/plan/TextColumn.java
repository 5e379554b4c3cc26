package dev.anabranch.runtime.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.vector.VarCharVector;

/** Texts by row, kept as their UTF-8 bytes: a million names cost their bytes until somebody reads one. */
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

    /** Writes the text of a row into a vector. */
    public void copyTo(int row, VarCharVector vector, int index) {
        vector.setSafe(index, bytes, offsets[row], offsets[row + 1] - offsets[row]);
    }

    /** A number, not negative, that is the same for equal texts and told by their length and beginning. */
    int hint(int row) {
        int hint = offsets[row + 1] - offsets[row];
        int end = Math.min(offsets[row + 1], offsets[row] + 3);
        for (int at = offsets[row]; at < end; at++) {
            hint = hint * 31 + bytes[at];
        }
        return hint & Integer.MAX_VALUE;
    }

    boolean is(int row, byte[] text) {
        return Arrays.equals(bytes, offsets[row], offsets[row + 1], text, 0, text.length);
    }
}
