package dev.anabranch.benchmarks.metg;

/**
 * The columns dealt out in contiguous shares, as equal as can be.
 *
 * @param width at least as many columns as workers
 */
public record Shares(int width, int workers) {
    /** The first column of a worker; that of the worker after the last is the width. */
    public int first(int worker) {
        return (int) ((long) width * worker / workers);
    }

    /** Who owns a column. */
    public int owner(int column) {
        int worker = 0;
        while (column >= first(worker + 1)) {
            worker++;
        }
        return worker;
    }
}
