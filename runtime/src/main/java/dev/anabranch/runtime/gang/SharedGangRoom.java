package dev.anabranch.runtime.gang;

import dev.anabranch.runtime.plan.GangRows;
import dev.anabranch.runtime.shared.SharedMemory;
import dev.anabranch.runtime.shared.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Where ranks meet that are in several processes: words in memory that these share. A rank sleeps at its worker's bell. It
 * announces whom it waits for and how far that one has to get; who gets there marks the announcement before it rings, so that a
 * sleep takes exactly one ring.
 */
final class SharedGangRoom extends GangRoom {
    /** Two cache lines: processors fetch them in pairs. */
    private static final int LINE = 16;

    private static final int LEAVERS = 0;
    private static final int FAILED = 1;
    private static final int PORT = 2;

    /** Lines of a rank: how far it is, its bed and whether it has left, and what it shows. */
    private static final int RANK_LINES = 3;

    private static final int LEFT = 1;
    private static final int SHOWN = 2 * LINE;

    private static final int RANK_BITS = 16;
    private static final long RUNG = -1;

    private final Words words;
    private final SharedMemory memory;
    private final ShownWords shown;
    private final Ports ports;
    private final Bells bells;
    private final int here;
    private final long stagedBytes;
    private final AtomicInteger leaversHere = new AtomicInteger();

    /** Wakes ranks, and lets them sleep. */
    interface Bells {
        void ring(int rank) throws IOException;

        /** Sleeps until the bell of a rank of this process rings. */
        void await(int rank) throws IOException;
    }

    /**
     * A room as one of its processes has it.
     *
     * @param words of it, 0 at first
     * @param here how many ranks are in this process
     * @param stagedBytes how many bytes of a copy others read at a time
     */
    SharedGangRoom(
            GangRows.Gang gang,
            GangRun run,
            Words words,
            SharedMemory memory,
            Ports ports,
            Bells bells,
            int here,
            long stagedBytes) {
        super(gang.name(), gang.size(), run);
        this.words = words;
        this.memory = memory;
        this.shown = new ShownWords(words, memory);
        this.ports = ports;
        this.bells = bells;
        this.here = here;
        this.stagedBytes = stagedBytes;
    }

    /** How many words the room of a gang has. */
    static int words(int size) {
        return (1 + RANK_LINES * size) * LINE;
    }

    /** Whether all ranks have left, so that nobody uses the words any more. */
    static boolean isEmpty(Words words, int size) {
        return words.acquire(LEAVERS) == size;
    }

    private static int reached(int rank) {
        return (1 + RANK_LINES * rank) * LINE;
    }

    private static int bed(int rank) {
        return reached(rank) + LINE;
    }

    private static int left(int rank) {
        return bed(rank) + LEFT;
    }

    private static int shownAt(int rank, long number) {
        return reached(rank) + SHOWN + (int) (number & 1) * ShownWords.COUNT;
    }

    @Override
    boolean canRead(ArrowBuf data, long bytes) {
        return bytes == 0 || memory.locate(data.memoryAddress(), bytes) != 0;
    }

    @Override
    long stagedBytes() {
        return stagedBytes;
    }

    /** What is shared stays mapped for as long as the process lives, so that nobody has to wait for its readers. */
    @Override
    void open(int rank) {}

    @Override
    void close(int rank) {}

    @Override
    void withdraw(int rank) {}

    @Override
    boolean hasWithdrawn(int rank) {
        return false;
    }

    /** Read by those only who have seen that this rank has got further. */
    @Override
    void show(int rank, long number, Shown next) {
        shown.write(shownAt(rank, number), next);
    }

    @Override
    Shown shown(int rank, long number) {
        return shown.read(shownAt(rank, number));
    }

    @Override
    void reach(int rank, long progress) {
        // The fence lets it see who has announced itself and not seen this.
        words.exchange(reached(rank), progress);
        for (int other = 0; other < size(); other++) {
            long waits = words.ordered(bed(other));
            if (waits != 0 && waits != RUNG && whom(waits) == rank && waits >>> RANK_BITS <= progress) {
                ring(other, waits);
            }
        }
    }

    /** What a rank announces that waits until another has got so far. */
    private static long announcement(int other, long progress) {
        return progress << RANK_BITS | other + 1;
    }

    private static int whom(long announcement) {
        return (int) (announcement & ((1 << RANK_BITS) - 1)) - 1;
    }

    private void ring(int rank, long announcement) {
        if (words.compareAndSet(bed(rank), announcement, RUNG)) {
            try {
                bells.ring(rank);
            } catch (IOException broken) {
                throw new UncheckedIOException("rank " + rank + " cannot be woken", broken);
            }
        }
    }

    @Override
    boolean isThere(int rank, long progress) {
        return words.acquire(reached(rank)) >= progress;
    }

    @Override
    void sleep(int self, int other, long progress, Call call) {
        int bed = bed(self);
        long waits = announcement(other, progress);
        boolean taken = false;
        words.exchange(bed, waits);
        try {
            while (!isThere(other, progress)) {
                checkGoingOn(self, other, progress, call);
                bells.await(self);
                taken = true;
                if (!isThere(other, progress)) {
                    // Somebody else's ring: from here on another one is due.
                    words.exchange(bed, waits);
                    taken = false;
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("rank " + self + " cannot sleep", broken);
        } finally {
            rise(self, taken);
        }
    }

    private void rise(int self, boolean taken) {
        if (words.exchange(bed(self), 0) == RUNG && !taken && !run().stopped()) {
            try {
                bells.await(self);
            } catch (IOException broken) {
                throw new UncheckedIOException("rank " + self + " cannot be woken", broken);
            }
        }
    }

    @Override
    boolean hasLeft(int rank) {
        return words.acquire(left(rank)) != 0;
    }

    @Override
    int failed() {
        return (int) words.acquire(FAILED) - 1;
    }

    @Override
    void fail(int rank) {
        words.compareAndSet(FAILED, 0, rank + 1L);
    }

    @Override
    boolean leave(int rank) {
        words.exchange(left(rank), 1);
        for (int other = 0; other < size(); other++) {
            long waits = words.ordered(bed(other));
            if (waits != 0 && waits != RUNG && whom(waits) == rank) {
                ring(other, waits);
            }
        }
        int port = (int) words.acquire(PORT);
        // The last look at the words: once all have left they are somebody else's.
        if (words.add(LEAVERS, 1) == size() - 1 && port != 0) {
            ports.giveBack(port);
        }
        return leaversHere.incrementAndGet() == here;
    }

    @Override
    int port() {
        int known = (int) words.acquire(PORT);
        if (known == 0) {
            int found = MasterPort.find(ports);
            if (words.compareAndSet(PORT, 0, found)) {
                return found;
            }
            ports.giveBack(found);
            known = (int) words.acquire(PORT);
        }
        return known;
    }
}
