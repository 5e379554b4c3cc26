package dev.anabranch.runtime.host;

import dev.anabranch.runtime.shared.Bell;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where the workers of several processes sleep. As in one process a reader announces the cell it waits for, fences, and looks
 * once more before it sleeps; it then reads from its bell. Who fills the cell marks the reader's state as rung before it
 * rings, so that a sleep takes exactly one ring. Who fills a cell with a number has no fence between that and looking who
 * waits, and may overlook a reader: each process's caretaker rings for its own sleepers whose cells are filled.
 */
final class ProcessesWaitingRoom extends WaitingRoom {
    private static final long DONE = -1;
    private static final long RUNG = 1L << 62;

    private final RunWords layout;
    private final Words words;
    private final Bell[] bells;

    /** @param bells by worker, of all processes */
    ProcessesWaitingRoom(RunWords layout, Words words, Bell[] bells) {
        this.layout = layout;
        this.words = words;
        this.bells = bells;
    }

    @Override
    void enter(int worker, Thread thread) {}

    @Override
    boolean stopped() {
        return words.opaque(layout.stop()) != 0;
    }

    @Override
    void stop() {
        words.exchange(layout.stop(), 1);
        for (int worker = 0; worker < bells.length; worker++) {
            ring(worker);
        }
    }

    private void ring(int worker) {
        try {
            bells[worker].ring();
        } catch (IOException broken) {
            throw new UncheckedIOException("worker " + worker + " cannot be woken", broken);
        }
    }

    @Override
    void wake(int cell) {
        if (words.opaque(layout.sleepers()) == 0) {
            return;
        }
        for (int worker = 0; worker < bells.length; worker++) {
            long state = words.opaque(layout.state(worker));
            if ((int) state == cell + 1 && state != DONE) {
                ring(worker, state);
            }
        }
    }

    private void ring(int worker, long state) {
        if ((state & RUNG) == 0 && words.compareAndSet(layout.state(worker), state, state | RUNG)) {
            ring(worker);
        }
    }

    /** Rings for a worker of this process that sleeps although its cell is filled. */
    void wakeOverlooked(int worker, SlotStore store) {
        long state = words.ordered(layout.state(worker));
        if (state != 0 && state != DONE && store.ready((int) state - 1)) {
            ring(worker, state);
        }
    }

    @Override
    boolean sleep(int worker, int wait, int cell, SlotStore store) {
        int own = layout.state(worker);
        long state = (wait & 0x1fff_ffffL) << 32 | cell + 1;
        boolean taken = false;
        words.release(own, state);
        words.add(layout.sleepers(), 1);
        words.add(layout.idle(), 1);
        try {
            if (store.isNumber(cell) ? lookAgain(cell, store) : store.ready(cell)) {
                return true;
            }
            while (!store.ready(cell)) {
                if (stopped() || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                bells[worker].await();
                taken = true;
                if (!store.ready(cell)) {
                    // Somebody else's ring: from here on another one is due.
                    words.exchange(own, state);
                    taken = false;
                }
            }
            return true;
        } catch (IOException broken) {
            throw new UncheckedIOException("worker " + worker + " cannot sleep", broken);
        } finally {
            leaveBed(worker, taken);
        }
    }

    private void leaveBed(int worker, boolean taken) {
        long last = words.exchange(layout.state(worker), 0);
        words.add(layout.idle(), -1);
        words.add(layout.sleepers(), -1);
        if ((last & RUNG) != 0 && !taken && !stopped()) {
            try {
                bells[worker].await();
            } catch (IOException broken) {
                throw new UncheckedIOException("worker " + worker + " cannot be woken", broken);
            }
        }
    }

    @Override
    void leave(int worker) {
        words.exchange(layout.state(worker), DONE);
        words.add(layout.idle(), 1);
        words.add(layout.ended(), 1);
    }

    /** Whether the workers of all processes have ended. */
    boolean allEnded() {
        return words.acquire(layout.ended()) == bells.length;
    }

    /** No single process can tell at once; see {@link Caretaker}. */
    @Override
    boolean standstill(SlotStore store) {
        return false;
    }

    /** What all workers wait for if all sleep or have ended and at least one sleeps; otherwise empty. */
    long[] whereAllSleep() {
        if (words.ordered(layout.idle()) < bells.length) {
            return new long[0];
        }
        long[] states = new long[bells.length];
        boolean anyone = false;
        for (int worker = 0; worker < states.length; worker++) {
            states[worker] = words.ordered(layout.state(worker));
            // Who was rung for is about to go on.
            if (states[worker] == 0 || (states[worker] != DONE && (states[worker] & RUNG) != 0)) {
                return new long[0];
            }
            anyone |= states[worker] != DONE;
        }
        return anyone ? states : new long[0];
    }

    @Override
    int waitsFor(int worker) {
        long state = words.ordered(layout.state(worker));
        return state == DONE ? -1 : (int) state - 1;
    }

    @Override
    int overslept() {
        return 0;
    }
}
