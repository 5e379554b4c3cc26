package dev.anabranch.api.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds out when a loop that gives the same bits is faster than another: once it has run enough, Java compiles it, and on
 * some machines even then it is not. A fifth of the time goes to the attempts at most.
 */
final class Trial {
    /** Elements at a time while it is not decided; a multiple of the lanes. */
    static final int PIECE = 4096;

    private static final int WINS = 8;

    private final long patience;
    private final AtomicLong spent = new AtomicLong();
    private final AtomicLong tried = new AtomicLong();
    private final AtomicInteger wins = new AtomicInteger();
    private volatile double best = Double.MAX_VALUE;
    private volatile boolean won;

    Trial(long patience) {
        this.patience = patience;
        this.won = patience == 0;
    }

    /** Whether the loop on trial is the faster one. */
    boolean won() {
        return won;
    }

    /** Whether it is worth an attempt by now. */
    boolean begun() {
        return spent.get() >= patience;
    }

    /** Whether the next piece is an attempt. */
    boolean attempts() {
        return begun() && tried.get() * 4 < spent.get() - patience;
    }

    /** The known loop took so long. */
    void known(long nanos, int elements) {
        spent.addAndGet(nanos);
        best = (double) nanos / elements;
    }

    /** The loop on trial took so long. */
    void attempted(long nanos, int elements) {
        tried.addAndGet(nanos);
        if ((double) nanos / elements >= best) {
            wins.set(0);
        } else if (wins.incrementAndGet() >= WINS) {
            won = true;
        }
    }
}
