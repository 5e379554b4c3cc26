package dev.anabranch.benchmarks.metg;

/** A graph of points that is ready to run again and again, with so many iterations in each. */
interface Ready extends AutoCloseable {
    /** Runs from start to end. Answers the digests of the last row by column, 0 where there is no point. */
    long[] run();

    @Override
    void close();
}
