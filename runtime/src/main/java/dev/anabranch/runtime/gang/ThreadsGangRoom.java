package dev.anabranch.runtime.gang;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.ArrowBuf;

/** Where ranks meet that are threads of one process. */
class ThreadsGangRoom extends GangRoom {
    /** A stop wakes the run's threads; who was not among them looks so often. */
    private static final long NAP_NANOS = 20_000_000;

    private static final long PAUSE_NANOS = 50_000;
    /** One counter per two cache lines. */
    private static final int STRIDE = 16;

    private final Ports ports;
    private final AtomicLongArray reached;
    private final AtomicReferenceArray<Shown> shown;
    private final AtomicReferenceArray<Thread> sleepers;
    private final AtomicIntegerArray left;
    /** By rank, whether it may read others' memory. */
    private final AtomicIntegerArray opened;

    private final AtomicIntegerArray withdrawn;
    private final AtomicInteger leavers = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger(-1);
    private final AtomicReference<Integer> port = new AtomicReference<>();

    ThreadsGangRoom(String name, int size, GangRun run, Ports ports) {
        super(name, size, run);
        this.ports = ports;
        this.reached = new AtomicLongArray(size * STRIDE);
        this.shown = new AtomicReferenceArray<>(2 * size);
        this.sleepers = new AtomicReferenceArray<>(size);
        this.left = new AtomicIntegerArray(size);
        this.opened = new AtomicIntegerArray(size);
        this.withdrawn = new AtomicIntegerArray(size);
    }

    @Override
    boolean canRead(ArrowBuf memory, long bytes) {
        return true;
    }

    @Override
    long stagedBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    void open(int rank) {
        opened.set(rank, 1);
    }

    @Override
    void close(int rank) {
        opened.set(rank, 0);
    }

    /** Who opens after this sees it; those who have opened before end in the same way, or do not wait for this rank. */
    @Override
    void withdraw(int rank) {
        withdrawn.set(rank, 1);
        close(rank);
        wake();
        for (int other = 0; other < size(); other++) {
            while (opened.get(other) != 0) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }

    @Override
    boolean hasWithdrawn(int rank) {
        return withdrawn.get(rank) != 0;
    }

    @Override
    void show(int rank, long number, Shown next) {
        shown.set(2 * rank + (int) (number & 1), next);
    }

    @Override
    Shown shown(int rank, long number) {
        return shown.get(2 * rank + (int) (number & 1));
    }

    @Override
    void reach(int rank, long progress) {
        reached.set(rank * STRIDE, progress);
        wake();
    }

    final void wake() {
        for (int other = 0; other < size(); other++) {
            Thread sleeper = sleepers.get(other);
            if (sleeper != null) {
                LockSupport.unpark(sleeper);
            }
        }
    }

    @Override
    boolean isThere(int rank, long progress) {
        return reached.get(rank * STRIDE) >= progress;
    }

    @Override
    void sleep(int self, int other, long progress, Call call) {
        sleepUntil(self, other, progress, call, () -> isThere(other, progress));
    }

    /** Sleeps until something is there that another rank does before it gets any further. */
    final void sleepUntil(int self, int other, long progress, Call call, BooleanSupplier there) {
        sleepers.set(self, Thread.currentThread());
        try {
            while (!there.getAsBoolean()) {
                checkGoingOn(self, other, progress, call);
                LockSupport.parkNanos(this, NAP_NANOS);
            }
        } finally {
            sleepers.set(self, null);
        }
    }

    @Override
    boolean hasLeft(int rank) {
        return left.get(rank) != 0;
    }

    @Override
    int failed() {
        return failed.get();
    }

    @Override
    void fail(int rank) {
        failed.compareAndSet(-1, rank);
    }

    @Override
    boolean leave(int rank) {
        left.set(rank, 1);
        wake();
        boolean last = leavers.incrementAndGet() == size();
        if (last) {
            end();
        }
        return last;
    }

    @Override
    final void end() {
        Integer taken = port.get();
        if (taken != null) {
            ports.giveBack(taken);
        }
    }

    @Override
    final boolean isEmpty() {
        return leavers.get() == size();
    }

    int findPort(Ports among) {
        return MasterPort.find(among);
    }

    @Override
    int port() {
        Integer known = port.get();
        if (known == null) {
            int found = findPort(ports);
            if (port.compareAndSet(null, found)) {
                return found;
            }
            ports.giveBack(found);
            known = Objects.requireNonNull(port.get());
        }
        return known;
    }
}
