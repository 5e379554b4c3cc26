package dev.anabranch.runtime.host;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where the workers of one process sleep until a cell is filled. Who waits for another host cannot tell whether the run stands
 * still: whoever sees all hosts finds that, see {@link StandstillWatch}.
 *
 * <p>A reader announces the cell it waits for, then fences, then looks for a while before it sleeps; a writer fills the
 * cell and then looks who waits. The writer has no fence between the two, which would have it wait until its stores have
 * left the core: it may see a reader too late whose last look came too early. So a sleeper looks again after a nap.
 */
final class ThreadsWaitingRoom extends WaitingRoom {
    private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(long[].class);
    /** One worker's state per two cache lines. */
    private static final int STRIDE = 16;
    /** Behind a worker's state: the state in which it was woken last. */
    private static final int WOKEN = 1;

    private static final long DONE = -1;

    private static final long NAP_NANOS = 20_000_000;

    private final int workers;
    /** Whether others than these workers fill cells. */
    private final boolean besideOthers;
    /** Per worker 0 while it runs, {@link #DONE}, or the number of its wait in the high half and cell + 1 in the low. */
    private final long[] states;

    /** Null for workers that are elsewhere. */
    private final @Nullable Thread[] threads;

    private final AtomicInteger sleepers = new AtomicInteger();
    private final AtomicInteger idle = new AtomicInteger();
    private final AtomicInteger overslept = new AtomicInteger();
    private volatile boolean stopped;

    /** For all workers of a plan. */
    ThreadsWaitingRoom(int workers) {
        this(workers, false);
    }

    /** For some workers of a plan, who wait for what other hosts make, too. */
    static ThreadsWaitingRoom besideOthers(int workers) {
        return new ThreadsWaitingRoom(workers, true);
    }

    private ThreadsWaitingRoom(int workers, boolean besideOthers) {
        this.workers = workers;
        this.besideOthers = besideOthers;
        this.states = new long[(workers + 1) * STRIDE];
        this.threads = new Thread[workers];
    }

    /** Before any thread starts. */
    @Override
    void enter(int worker, Thread thread) {
        threads[worker] = thread;
    }

    @Override
    boolean stopped() {
        return stopped;
    }

    /** Ends all waits, now and later. */
    @Override
    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }

    /** Wakes who waits for a cell that was just filled. */
    @Override
    void wake(int cell) {
        if (sleepers.getOpaque() == 0) {
            return;
        }
        for (int worker = 0; worker < workers; worker++) {
            long state = (long) STATE.getOpaque(states, worker * STRIDE);
            if ((int) state == cell + 1) {
                STATE.setOpaque(states, worker * STRIDE + WOKEN, state);
                LockSupport.unpark(threads[worker]);
            }
        }
    }

    /**
     * Sleeps until a cell is filled.
     *
     * @param wait the how manieth wait of the worker this is
     * @return whether the dataset is there; otherwise the run was stopped or has come to a standstill
     */
    @Override
    boolean sleep(int worker, int wait, int cell, SlotStore store) {
        long state = (long) wait << 32 | cell + 1;
        STATE.setOpaque(states, worker * STRIDE, state);
        sleepers.incrementAndGet();
        idle.incrementAndGet();
        VarHandle.fullFence();
        try {
            if (lookAgain(cell, store)) {
                return true;
            }
            boolean slept = false;
            while (true) {
                if (store.ready(cell)) {
                    // How long it slept says nothing alone: on a busy machine who was woken in time may run much later.
                    if (slept && (long) STATE.getOpaque(states, worker * STRIDE + WOKEN) != state) {
                        overslept.incrementAndGet();
                    }
                    return true;
                }
                if (stopped || standstill(store) || Thread.currentThread().isInterrupted()) {
                    return false;
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
    @Override
    void leave(int worker) {
        STATE.setOpaque(states, worker * STRIDE, DONE);
        idle.incrementAndGet();
        VarHandle.fullFence();
    }

    /**
     * Whether nothing runs, and who sleeps waits for cells that are empty. Looks twice: if no state has changed in
     * between, then there was a moment at which all of them slept, and nobody was left to fill a slot.
     */
    @Override
    boolean standstill(SlotStore store) {
        if (besideOthers || idle.get() < workers) {
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
            if (state == 0 || (state != DONE && store.ready((int) state - 1))) {
                return new long[0];
            }
            anyone |= state != DONE;
            seen[worker] = state;
        }
        return anyone ? seen : new long[0];
    }

    /** What each of some workers waits for, if all of them sleep for cells that are empty or have left; otherwise empty. */
    long[] whereTheySleep(int[] here, SlotStore store) {
        long[] seen = new long[here.length];
        for (int i = 0; i < here.length; i++) {
            seen[i] = (long) STATE.getVolatile(states, here[i] * STRIDE);
            if (seen[i] == 0 || (seen[i] != DONE && store.ready((int) seen[i] - 1))) {
                return new long[0];
            }
        }
        return seen;
    }

    /** Whether so many workers, all that are here, sleep or have left. */
    boolean areIdle(int here) {
        return idle.get() >= here;
    }

    /** The cell that a worker waits for, or -1. */
    @Override
    int waitsFor(int worker) {
        long state = (long) STATE.getVolatile(states, worker * STRIDE);
        return state == DONE ? -1 : (int) state - 1;
    }

    /** How many waits ended because the sleeper looked again and not because it was woken. */
    @Override
    int overslept() {
        return overslept.get();
    }
}
