package dev.anabranch.runtime.gang;

import static java.util.Objects.requireNonNull;

import dev.anabranch.api.gang.GangException;
import dev.anabranch.runtime.wire.Message;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What the ranks of one gang know of each other. Each shows what it calls and how far it is, a number that only grows and that
 * all ranks count alike; whoever sees a number sees all that its rank wrote to memory before.
 *
 * <p>A rank that waits announces itself, then looks again, then sleeps; a rank that goes on counts first and then looks who
 * sleeps. All of this is volatile, so no wake-up is lost.
 */
abstract class GangRoom {
    private static final int LOOKS = 256;
    private static final long GIVE_WAY_NANOS = 50_000;

    private final String name;
    private final int size;
    private final GangRun run;

    GangRoom(String name, int size, GangRun run) {
        this.name = name;
        this.size = size;
        this.run = run;
    }

    final int size() {
        return size;
    }

    final GangRun run() {
        return run;
    }

    /** Whether all ranks can read a part of memory of this process. */
    abstract boolean canRead(ArrowBuf memory, long bytes);

    /** How many bytes of a copy others read at a time, where they cannot read the memory itself. */
    abstract long stagedBytes();

    /** A rank is going to read others' memory, and to let them read its own. */
    abstract void open(int rank);

    /** Nobody reads a rank's memory any more, nor does it read others'. */
    abstract void close(int rank);

    /** A rank gives up in the middle; waits until nobody reads its memory, which may go away then. */
    abstract void withdraw(int rank);

    /** Whether a rank has given up in the middle. */
    abstract boolean hasWithdrawn(int rank);

    /** Shows what a rank calls next; what it showed two calls ago nobody looks at any more. */
    abstract void show(int rank, long number, Shown shown);

    /** What a rank has shown that has come so far. */
    abstract Shown shown(int rank, long number);

    /** A rank has got so far. */
    abstract void reach(int rank, long progress);

    /** Whether a rank has got so far. */
    abstract boolean isThere(int rank, long progress);

    /** Whether a rank has ended its call; who has got no further than it was then. */
    abstract boolean hasLeft(int rank);

    /** Who has failed first; -1 for nobody. */
    abstract int failed();

    /** A rank has failed, of which others are to learn as soon as the run is stopped. */
    abstract void fail(int rank);

    /** A rank has ended its call of the task; answers whether all of this process have. */
    abstract boolean leave(int rank);

    /** The run has ended, and nobody comes any more. */
    void end() {}

    /** Where rank 0 is to listen; the same for all ranks. */
    abstract int port();

    /** Whether two ranks are on one host. */
    boolean areNear(int one, int other) {
        return true;
    }

    /** Where rank 0 listens, as all of the gang reach it. */
    String address() {
        return MasterPort.address();
    }

    /**
     * Memory for what a rank reads of others, of which all show so many bytes; null where it reads their memory itself.
     *
     * @throws org.apache.arrow.memory.OutOfMemoryException if there is none; nobody reads anything yet
     */
    @Nullable
    ArrowBuf landing(BufferAllocator allocator, long bytes) {
        return null;
    }

    /** What is done with a part of another rank's elements. */
    interface Reading {
        /**
         * The next bytes.
         *
         * @param memory where they are now
         * @param at the first of them there
         * @param done how many came before
         * @param bytes how many they are
         */
        void take(ArrowBuf memory, long at, long done, long bytes);
    }

    /**
     * Reads what another rank shows, in one piece or in several, in order.
     *
     * @param call what it is read in
     * @param memory of the other rank; null if it is elsewhere
     * @param from its first byte that is read
     * @param landing where a piece goes that comes from elsewhere, see {@link #landing}
     */
    void read(
            int self,
            int other,
            Call call,
            @Nullable ArrowBuf memory,
            long from,
            long bytes,
            @Nullable ArrowBuf landing,
            Reading reading) {
        reading.take(requireNonNull(memory), from, 0, bytes);
    }

    /**
     * Something has come from ranks of another host; on a thread that must not wait.
     *
     * @param host from where
     * @return whether it is something that can be
     */
    boolean arrived(int host, Message.OfGang message) {
        return false;
    }

    /** Whether all ranks have left, as far as is known here. */
    boolean isEmpty() {
        return false;
    }

    /** Sleeps until a rank has got so far, as {@link #await} does; looks with {@link #checkGoingOn} whether it still may. */
    abstract void sleep(int self, int other, long progress, Call call);

    /**
     * Waits until a rank has got so far.
     *
     * @param self who waits
     * @param call what it waits in
     * @throws GangException if that rank has failed, or ended before
     */
    final void await(int self, int other, long progress, Call call) {
        for (int look = 0; look < LOOKS; look++) {
            if (isThere(other, progress)) {
                return;
            }
            Thread.onSpinWait();
        }
        if (!giveWay(other, progress)) {
            run.sleeps(true);
            try {
                sleep(self, other, progress, call);
            } finally {
                run.sleeps(false);
            }
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

    private GangException failure(int who) {
        return new GangException("rank " + who + " of the gang of " + name + " failed");
    }

    /** @throws GangException if a rank's memory is not to be read any more */
    final void requireAllOpen() {
        for (int other = 0; other < size; other++) {
            if (hasWithdrawn(other)) {
                throw failure(other);
            }
        }
    }

    /** Throws if there is nothing to wait for any more. */
    final void checkGoingOn(int self, int other, long progress, Call call) {
        if (Thread.currentThread().isInterrupted()) {
            run.interrupted();
        }
        if (run.stopped()) {
            int who = failed();
            throw who < 0 ? run.signal() : failure(who);
        }
        if (hasWithdrawn(other) && !isThere(other, progress)) {
            throw failure(other);
        }
        if (hasLeft(other) && !isThere(other, progress)) {
            throw new GangException("rank " + other + " of the gang of " + name + " ended, and rank " + self
                    + " waits for it in " + call);
        }
    }

    /** @throws GangException if a rank calls something else than another */
    final void compare(int self, Call mine, int other, Call theirs) {
        if (!mine.equals(theirs)) {
            throw new GangException("rank " + self + " of the gang of " + name + " calls " + mine + ", rank " + other
                    + " calls " + theirs);
        }
    }
}
