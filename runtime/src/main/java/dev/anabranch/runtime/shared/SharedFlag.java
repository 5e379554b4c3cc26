package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * A 64-bit number that only grows, in a slab of its own in shared memory: what a process wrote before it raised the flag, who
 * saw the flag raised sees too (release and acquire). A waiter spins for a while, then naps longer and longer.
 */
public final class SharedFlag implements AutoCloseable {
    private static final int BYTES = 64;
    private static final int LOOKS_BETWEEN_CLOCKS = 64;
    private static final long FIRST_NAP_NANOS = 1_000;
    private static final long LONGEST_NAP_NANOS = 1_000_000;

    private final Slab slab;
    private final String prefix;

    private SharedFlag(Slab slab, String prefix) {
        this.slab = slab;
        this.prefix = prefix;
    }

    /** A new flag at 0. */
    public static SharedFlag create(Arena arena) {
        SharedFlag flag = new SharedFlag(arena.allocate(BYTES), arena.prefix());
        flag.raise(0);
        return flag;
    }

    /** Where it is, for one other process, whose hold is taken at once: arena, slab and generation. */
    public String share() {
        slab.retain(1);
        return prefix + " " + slab.reference() + " " + slab.generation();
    }

    /** Another process's flag. */
    public static SharedFlag open(ArenaView view, String shared) throws IOException {
        String[] words = shared.split(" ", -1);
        if (words.length != 3) {
            throw new StaleDescriptorException("\"" + shared + "\" names no flag");
        }
        return new SharedFlag(view.adopt(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])), words[0]);
    }

    /** The number now. */
    public long value() {
        return slab.segment().getAcquire(slab.dataOffset());
    }

    /** Sets the number; only one thread of all processes may. */
    public void raise(long value) {
        slab.segment().setRelease(slab.dataOffset(), value);
    }

    /**
     * Waits until the number is at least so large.
     *
     * @param spinNanos how long to look without a pause, before the first nap
     * @param timeoutNanos how long to wait in all
     * @return whether it is
     */
    public boolean await(long value, long spinNanos, long timeoutNanos) {
        for (int look = 0; look < LOOKS_BETWEEN_CLOCKS; look++) {
            if (value() >= value) {
                return true;
            }
        }
        long begun = System.nanoTime();
        long nap = FIRST_NAP_NANOS;
        while (true) {
            for (int look = 0; look < LOOKS_BETWEEN_CLOCKS; look++) {
                if (value() >= value) {
                    return true;
                }
            }
            long waited = System.nanoTime() - begun;
            if (waited >= timeoutNanos || Thread.currentThread().isInterrupted()) {
                return value() >= value;
            }
            if (waited >= spinNanos) {
                LockSupport.parkNanos(Math.min(nap, timeoutNanos - waited));
                nap = Math.min(2 * nap, LONGEST_NAP_NANOS);
            }
        }
    }

    /** Gives this process's hold back. */
    @Override
    public void close() {
        slab.release();
    }
}
