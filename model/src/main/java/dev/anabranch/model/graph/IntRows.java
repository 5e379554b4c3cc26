package dev.anabranch.model.graph;

import java.util.Arrays;

/** Rows of integers of different lengths, packed into two arrays. */
public final class IntRows {
    private final int[] starts;
    private final int[] values;

    private IntRows(int[] starts, int[] values) {
        this.starts = starts;
        this.values = values;
    }

    /** How many rows there are. */
    public int rows() {
        return starts.length - 1;
    }

    /** How many values there are in all rows. */
    public int total() {
        return values.length;
    }

    /** How many values a row has. */
    public int size(int row) {
        return starts[row + 1] - starts[row];
    }

    /** One value of a row. */
    public int get(int row, int index) {
        return values[starts[row] + index];
    }

    /** The place of a row's first value among all values. */
    public int start(int row) {
        return starts[row];
    }

    /** A copy of a row. */
    public int[] row(int row) {
        return Arrays.copyOfRange(values, starts[row], starts[row + 1]);
    }

    /**
     * For each number below {@code columns}, the rows that hold it, ascending; a row that holds it twice stands there
     * once.
     */
    public IntRows transposed(int columns) {
        int[] counts = new int[columns + 1];
        int[] last = new int[columns];
        Arrays.fill(last, -1);
        for (int row = 0; row < rows(); row++) {
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                if (last[values[i]] != row) {
                    last[values[i]] = row;
                    counts[values[i] + 1]++;
                }
            }
        }
        for (int i = 0; i < columns; i++) {
            counts[i + 1] += counts[i];
        }
        int[] next = Arrays.copyOf(counts, columns);
        int[] rowsOf = new int[counts[columns]];
        Arrays.fill(last, -1);
        for (int row = 0; row < rows(); row++) {
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                if (last[values[i]] != row) {
                    last[values[i]] = row;
                    rowsOf[next[values[i]]++] = row;
                }
            }
        }
        return new IntRows(counts, rowsOf);
    }

    /** Collects rows one after the other. */
    public static final class Builder {
        private int[] starts = new int[16];
        private int[] values = new int[64];
        private int rows;
        private int total;

        /** Adds a value to the row that is open. */
        public Builder add(int value) {
            if (total == values.length) {
                values = Arrays.copyOf(values, total * 2);
            }
            values[total++] = value;
            return this;
        }

        /** Ends the open row and opens the next. */
        public Builder endRow() {
            if (++rows == starts.length) {
                starts = Arrays.copyOf(starts, rows * 2);
            }
            starts[rows] = total;
            return this;
        }

        /** The rows that were ended. */
        public IntRows build() {
            return new IntRows(Arrays.copyOf(starts, rows + 1), Arrays.copyOf(values, starts[rows]));
        }
    }
}
