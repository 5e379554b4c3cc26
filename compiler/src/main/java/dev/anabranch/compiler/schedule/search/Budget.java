package dev.anabranch.compiler.schedule.search;

import java.util.function.LongSupplier;

/** How long a search may go on: by work done, which is the same everywhere, or by a clock. */
public interface Budget {
    /** How much of it is spent, from 0 on; at 1 the search ends. */
    double spent(long effort);

    /** So many computed times, wherever and however fast they are computed. */
    static Budget ofEffort(long total) {
        return effort -> (double) effort / total;
    }

    /**
     * So many nanoseconds.
     *
     * @param nanoTime a clock, read once now and then again and again
     */
    static Budget ofClock(LongSupplier nanoTime, long nanoseconds) {
        long begin = nanoTime.getAsLong();
        return effort -> (double) (nanoTime.getAsLong() - begin) / nanoseconds;
    }
}
