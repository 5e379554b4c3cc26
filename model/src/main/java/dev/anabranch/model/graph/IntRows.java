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
        private int[] starts;
        private int[] values;
        private int rows;
        private int total;

        /** For few rows, or nobody knows how many. */
        public Builder() {
            this(16, 64);
        }

        /**
         * With room for so many; there may be more of both.
         *
         * @param rows how many rows are expected
         * @param total how many values are expected in all
         */
        public Builder(int rows, int total) {
            this.starts = new int[rows + 1];
            this.values = new int[Math.max(1, total)];
        }

        /** Adds a value to the row that is open. */
        public Builder add(int value) {
            if (total == values.length) {
                values = Arrays.copyOf(values, grown(total));
            }
            values[total++] = value;
            return this;
        }

        /** Ends the open row and opens the next. */
        public Builder endRow() {
            if (++rows == starts.length) {
                starts = Arrays.copyOf(starts, grown(rows));
            }
            starts[rows] = total;
            return this;
        }

        private static int grown(int length) {
            return Math.max(length + 1, (int) Math.min(Integer.MAX_VALUE - 8, length * 3L / 2));
        }

        /** The rows that were ended. */
        public IntRows build() {
            return new IntRows(fitted(starts, rows + 1), fitted(values, starts[rows]));
        }

        private static int[] fitted(int[] array, int length) {
            return array.length == length ? array : Arrays.copyOf(array, length);
        }
    }
}
