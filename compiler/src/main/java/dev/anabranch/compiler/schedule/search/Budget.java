package dev.anabranch.compiler.schedule.search;

import java.util.function.LongSupplier;

/** How long a search may go on: by work done, which is the same everywhere, or by a clock. */
public interface Budget {
    /** How much of it is spent, from 0 on; at 1 the search ends. */
    double spent(long effort);

    /** How many computed times an ordinary core manages in a second, about. */
    long EFFORT_OF_SECOND = 15_000_000;

    /** The longest search that nobody asked for, in seconds. */
    double LONGEST = 3;

    /**
     * What is adequate for a run of some length: a tenth of it, at most about {@value #LONGEST} seconds, in work and not
     * in time, so that it is the same everywhere.
     *
     * @param makespan of a first schedule, in seconds
     */
    static Budget adequate(double makespan) {
        return ofEffort((long) (Math.min(LONGEST, makespan / 10) * EFFORT_OF_SECOND) + 1);
    }

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
