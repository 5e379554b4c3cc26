package dev.anabranch.stdlib.grid;

/** One field of a regular grid, as decoded from a file. */
final class Field {
    private final int rows;
    private final int columns;
    private final double[] values;

    /** @param values row by row as in the file, missing ones NaN; handed over */
    Field(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Row by row as in the file; borrowed. */
    double[] values() {
        return values;
    }
}
