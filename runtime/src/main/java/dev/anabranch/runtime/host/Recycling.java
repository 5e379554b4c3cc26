package dev.anabranch.runtime.host;

import dev.anabranch.runtime.shared.Arena;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.AllocationOutcome;

/**
 * What others have read comes back before more shared memory is taken. For large memory this waits a little: to take it from the
 * system costs time for each of its pages. Once such waits have taken as long together as that would, more is taken, so that nobody
 * needs more than twice the time of who knows before what comes back when (Karlin, Manasse, Rudolph and Sleator, "Competitive
 * snoopy caching", 1988).
 */
final class Recycling implements AllocationListener {
    /** What is smaller is there sooner than anybody wakes up. */
    private static final long LARGE = 16 << 20;
    /** How fast the system hands out memory of which nothing is in the processor's caches. */
    private static final long BYTES_A_NANO = 4;

    /** What comes back within this comes sooner than who sleeps would wake up. */
    private static final long SPIN_NANOS = 50_000;

    private static final long LOOK_NANOS = 20_000;

    /** What was lent, and comes back. */
    interface Lent {
        /**
         * Gives up what others have given back.
         *
         * @return whether there may have been any
         */
        boolean collect();

        /** Whether anything may still come back. */
        boolean hasLent();
    }

    private final Lent lent;
    private final Arena arena;
    /** How long was waited since more was taken. */
    private final AtomicLong waited = new AtomicLong();

    Recycling(Lent lent, Arena arena) {
        this.lent = lent;
        this.arena = arena;
    }

    @Override
    public void onPreAllocation(long size) {
        lent.collect();
        if (size >= LARGE && !arena.hasFree(size)) {
            awaitReturn(size);
        }
    }

    private void awaitReturn(long size) {
        long begin = System.nanoTime();
        long most = size / BYTES_A_NANO - waited.get();
        long now = begin;
        boolean sleeps = false;
        while (lent.hasLent() && now - begin < most && !Thread.currentThread().isInterrupted()) {
            // Others may have collected it while this slept.
            if ((lent.collect() || sleeps) && arena.hasFree(size)) {
                waited.addAndGet(now - begin);
                return;
            }
            sleeps = now - begin > SPIN_NANOS;
            if (sleeps) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            now = System.nanoTime();
        }
        waited.set(0);
    }

    @Override
    public boolean onFailedAllocation(long size, AllocationOutcome outcome) {
        return lent.collect();
    }
}
