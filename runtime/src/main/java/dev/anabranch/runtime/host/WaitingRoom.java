package dev.anabranch.runtime.host;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where workers sleep until a cell is filled.
 *
 * <p>A reader announces the cell it waits for, then fences, then looks once more before it sleeps; a writer fills the
 * slot, then fences, then looks who waits (Dekker's pattern). In whatever order the two fences happen, either the
 * reader sees the cell or the writer sees the reader, so no wake-up is lost. A sleeper looks again after a while
 * nonetheless, so that a cell whose readers the plan does not know cannot hang a run.
 */
final class WaitingRoom {
    private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(long[].class);
    /** One worker's state per two cache lines. */
    private static final int STRIDE = 16;

    private static final long DONE = -1;
    private static final long NAP_NANOS = 50_000_000;

    private final int workers;
    /** Per worker 0 while it runs, {@link #DONE}, or the number of its wait in the high half and cell + 1 in the low. */
    private final long[] states;

    private final Thread[] threads;
    private final AtomicInteger sleepers = new AtomicInteger();
    private final AtomicInteger idle = new AtomicInteger();
    private final AtomicInteger overslept = new AtomicInteger();
    private volatile boolean stopped;

    WaitingRoom(int workers) {
        this.workers = workers;
        this.states = new long[(workers + 1) * STRIDE];
        this.threads = new Thread[workers];
    }

    /** Before any thread starts. */
    void enter(int worker, Thread thread) {
        threads[worker] = thread;
    }

    boolean stopped() {
        return stopped;
    }

    /** Ends all waits, now and later. */
    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }

    /** Wakes who waits for a cell that was just filled. */
    void wake(int cell) {
        VarHandle.fullFence();
        if (sleepers.get() == 0) {
            return;
        }
        for (int worker = 0; worker < workers; worker++) {
            if ((int) (long) STATE.getOpaque(states, worker * STRIDE) == cell + 1) {
                LockSupport.unpark(threads[worker]);
            }
        }
    }

    /**
     * Sleeps until a cell is filled.
     *
     * @param wait the how manieth wait of the worker this is
     * @return the dataset, or null if the run was stopped or has come to a standstill
     */
    @Nullable
    Object sleep(int worker, int wait, int cell, SlotStore store) {
        STATE.setOpaque(states, worker * STRIDE, (long) wait << 32 | cell + 1);
        sleepers.incrementAndGet();
        idle.incrementAndGet();
        VarHandle.fullFence();
        try {
            boolean slept = false;
            while (true) {
                Object value = store.get(cell);
                if (value != null) {
                    if (slept) {
                        overslept.incrementAndGet();
                    }
                    return value;
                }
                if (stopped || standstill(store) || Thread.currentThread().isInterrupted()) {
                    return null;
                }
                long before = System.nanoTime();
                LockSupport.parkNanos(this, NAP_NANOS);
                slept = System.nanoTime() - before >= NAP_NANOS;
            }
        } finally {
            STATE.setOpaque(states, worker * STRIDE, 0L);
            idle.decrementAndGet();
            sleepers.decrementAndGet();
        }
    }

    /** A worker has left for good. */
    void leave(int worker) {
        STATE.setOpaque(states, worker * STRIDE, DONE);
        idle.incrementAndGet();
        VarHandle.fullFence();
    }

    /**
     * Whether nothing runs, and who sleeps waits for cells that are empty. Looks twice: if no state has changed in
     * between, then there was a moment at which all of them slept, and nobody was left to fill a slot.
     */
    boolean standstill(SlotStore store) {
        if (idle.get() < workers) {
            return false;
        }
        long[] first = look(store);
        return first.length > 0 && Arrays.equals(first, look(store));
    }

    private long[] look(SlotStore store) {
        long[] seen = new long[workers];
        boolean anyone = false;
        for (int worker = 0; worker < workers; worker++) {
            long state = (long) STATE.getVolatile(states, worker * STRIDE);
            if (state == 0 || (state != DONE && store.get((int) state - 1) != null)) {
                return new long[0];
            }
            anyone |= state != DONE;
            seen[worker] = state;
        }
        return anyone ? seen : new long[0];
    }

    /** The cell that a worker waits for, or -1. */
    int waitsFor(int worker) {
        long state = (long) STATE.getVolatile(states, worker * STRIDE);
        return state == DONE ? -1 : (int) state - 1;
    }

    /** How many waits ended because the sleeper looked again and not because it was woken. */
    int overslept() {
        return overslept.get();
    }
}
