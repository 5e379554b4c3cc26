package dev.anabranch.runtime.gang;

import dev.anabranch.api.gang.GangException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * What the ranks of one gang know of each other. Each shows what it calls and how far it is, a number that only grows and that
 * all ranks count alike; whoever sees a number sees all that its rank wrote to memory before.
 *
 * <p>A rank that waits announces itself, then looks again, then sleeps; a rank that goes on counts first and then looks who
 * sleeps. All of this is volatile, so no wake-up is lost.
 */
final class GangRoom {
    private static final int LOOKS = 256;
    private static final long GIVE_WAY_NANOS = 50_000;
    /** A stop wakes the run's threads; who was not among them looks so often. */
    private static final long NAP_NANOS = 20_000_000;
    /** One counter per two cache lines. */
    private static final int STRIDE = 16;

    private final String name;
    private final int size;
    private final GangRun run;
    private final AtomicLongArray reached;
    private final AtomicReferenceArray<Call> calls;
    private final AtomicReferenceArray<Thread> sleepers;
    private final AtomicIntegerArray left;
    private final AtomicInteger leavers = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger(-1);
    private final AtomicReference<MasterPort> port = new AtomicReference<>();

    GangRoom(String name, int size, GangRun run) {
        this.name = name;
        this.size = size;
        this.run = run;
        this.reached = new AtomicLongArray(size * STRIDE);
        this.calls = new AtomicReferenceArray<>(2 * size);
        this.sleepers = new AtomicReferenceArray<>(size);
        this.left = new AtomicIntegerArray(size);
    }

    int size() {
        return size;
    }

    /** Shows a rank's next call; those of two calls ago nobody looks at any more. */
    void show(int rank, long number, Call call) {
        calls.set(2 * rank + (int) (number & 1), call);
    }

    Call shown(int rank, long number) {
        return calls.get(2 * rank + (int) (number & 1));
    }

    /** A rank has got so far. */
    void reach(int rank, long progress) {
        reached.set(rank * STRIDE, progress);
        wake();
    }

    private void wake() {
        for (int other = 0; other < size; other++) {
            Thread sleeper = sleepers.get(other);
            if (sleeper != null) {
                LockSupport.unpark(sleeper);
            }
        }
    }

    private boolean isThere(int rank, long progress) {
        return reached.get(rank * STRIDE) >= progress;
    }

    /**
     * Waits until a rank has got so far.
     *
     * @param self who waits
     * @param call what it waits in
     * @throws GangException if that rank has failed, or ended before
     */
    void await(int self, int other, long progress, Call call) {
        for (int look = 0; look < LOOKS; look++) {
            if (isThere(other, progress)) {
                return;
            }
            Thread.onSpinWait();
        }
        if (!giveWay(other, progress)) {
            sleep(self, other, progress, call);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint is all that is needed: without effect, this sleeps a little later
    private boolean giveWay(int other, long progress) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < GIVE_WAY_NANOS) {
            Thread.yield();
            if (isThere(other, progress)) {
                return true;
            }
        }
        return false;
    }

    private void sleep(int self, int other, long progress, Call call) {
        run.sleeps(true);
        sleepers.set(self, Thread.currentThread());
        try {
            while (!isThere(other, progress)) {
                if (Thread.currentThread().isInterrupted()) {
                    run.interrupted();
                }
                if (run.stopped()) {
                    throw broken();
                }
                // Who has left got no further than it was then.
                if (left.get(other) != 0 && !isThere(other, progress)) {
                    throw new GangException("rank " + other + " of the gang of " + name + " ended, and rank " + self
                            + " waits for it in " + call);
                }
                LockSupport.parkNanos(this, NAP_NANOS);
            }
        } finally {
            sleepers.set(self, null);
            run.sleeps(false);
        }
    }

    /** Why a rank does not go on although nobody has left. */
    private RuntimeException broken() {
        int who = failed.get();
        return who < 0 ? run.signal() : new GangException("rank " + who + " of the gang of " + name + " failed");
    }

    /** @throws GangException if a rank calls something else than another */
    void compare(int self, Call mine, int other, Call theirs) {
        if (!mine.fits(theirs)) {
            throw new GangException("rank " + self + " of the gang of " + name + " calls " + mine + ", rank " + other
                    + " calls " + theirs);
        }
    }

    /** A rank has failed, of which others are to learn as soon as the run is stopped. */
    void fail(int rank) {
        failed.compareAndSet(-1, rank);
    }

    /** A rank has ended its call of the task; answers whether all have. */
    boolean leave(int rank) {
        left.set(rank, 1);
        wake();
        boolean last = leavers.incrementAndGet() == size;
        if (last) {
            MasterPort taken = port.get();
            if (taken != null) {
                taken.free();
            }
        }
        return last;
    }

    /** Where rank 0 is to listen; the same for all ranks. */
    MasterPort port() {
        MasterPort known = port.get();
        if (known == null) {
            MasterPort found = MasterPort.find();
            if (port.compareAndSet(null, found)) {
                return found;
            }
            found.free();
            known = Objects.requireNonNull(port.get());
        }
        return known;
    }
}
