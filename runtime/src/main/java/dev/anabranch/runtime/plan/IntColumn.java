package dev.anabranch.runtime.plan;

import java.util.Objects;

/**
 * Integers by row in as few bytes as their values need: none where they go up by equal steps, as numbers of rows do, otherwise
 * one, two or four each. Not to be changed.
 */
final class IntColumn {
    private final int rows;
    private final int first;
    private final int step;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] ints;

    private IntColumn(int rows, int first, int step, byte[] bytes, short[] shorts, int[] ints) {
        this.rows = rows;
        this.first = first;
        this.step = step;
        this.bytes = bytes;
        this.shorts = shorts;
        this.ints = ints;
    }

    /** The values of an array, which is not to be changed afterwards. */
    static IntColumn of(int[] values) {
        int rows = values.length;
        int first = rows == 0 ? 0 : values[0];
        int step = rows < 2 ? 0 : values[1] - first;
        int row = 0;
        while (row < rows && values[row] == first + step * row) {
            row++;
        }
        byte[] bytes = new byte[0];
        short[] shorts = new short[0];
        int[] ints = new int[0];
        if (row == rows) {
            return new IntColumn(rows, first, step, bytes, shorts, ints);
        }
        int least = first;
        int greatest = first;
        for (int value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        if (least >= Byte.MIN_VALUE && greatest <= Byte.MAX_VALUE) {
            bytes = new byte[rows];
            for (row = 0; row < rows; row++) {
                bytes[row] = (byte) values[row];
            }
        } else if (least >= Short.MIN_VALUE && greatest <= Short.MAX_VALUE) {
            shorts = new short[rows];
            for (row = 0; row < rows; row++) {
                shorts[row] = (short) values[row];
            }
        } else {
            ints = values;
        }
        return new IntColumn(rows, first, step, bytes, shorts, ints);
    }

    int rows() {
        return rows;
    }

    /** Whether all rows have one value. */
    boolean isAll(int value) {
        return ints.length + bytes.length + shorts.length == 0 && (rows == 0 || (first == value && step == 0));
    }

    int get(int row) {
        if (ints.length != 0) {
            return ints[row];
        }
        if (bytes.length != 0) {
            return bytes[row];
        }
        if (shorts.length != 0) {
            return shorts[row];
        }
        return first + step * Objects.checkIndex(row, rows);
    }
}
