package dev.anabranch.benchmarks.metg;

import java.util.Arrays;

/** A graph of points that is ready to run again and again, with so many iterations in each. */
interface Ready extends AutoCloseable {
    /** Runs from start to end. Answers the digests of the last row by column, 0 where there is no point. */
    long[] run();

    /**
     * Runs and answers how many nanoseconds that took.
     *
     * @throws IllegalStateException if the last row is not the expected one
     */
    default long nanos(long[] expected) {
        long begun = System.nanoTime();
        long[] last = run();
        long nanos = System.nanoTime() - begun;
        check(last, expected);
        return nanos;
    }

    /**
     * Compares last rows.
     *
     * @throws IllegalStateException if they differ
     */
    static void check(long[] last, long[] expected) {
        if (!Arrays.equals(last, expected)) {
            throw new IllegalStateException(
                    "the last row is " + Arrays.toString(last) + ", not " + Arrays.toString(expected));
        }
    }

    @Override
    void close();
}
