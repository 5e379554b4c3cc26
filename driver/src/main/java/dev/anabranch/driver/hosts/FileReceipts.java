package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The files of a job that are coming from its coordinator. What arrives is written by the owner's thread. */
final class FileReceipts {
    /** So many pieces wait for the disk at most. */
    private static final int MOST_WAITING = 8;

    /** What becomes of it. */
    interface Outcome {
        /** All files are there. */
        void complete();

        /** They will not be. */
        void failed(String reason);
    }

    private final HostStore store;
    private final Executor owner;
    private final BufferAllocator allocator;
    private final HostTally tally;
    private final Outcome outcome;
    private final Map<String, HostFile> expected = new HashMap<>();
    private final Map<String, Long> written = new HashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private int left;

    /** @param files at least one */
    FileReceipts(
            List<HostFile> files,
            HostStore store,
            Executor owner,
            BufferAllocator allocator,
            HostTally tally,
            Outcome outcome) {
        this.store = store;
        this.owner = owner;
        this.allocator = allocator;
        this.tally = tally;
        this.outcome = outcome;
        files.forEach(file -> expected.put(file.digest(), file));
        this.left = expected.size();
    }

    /** Those that have no bytes come by themselves; called once, by the owner's thread. */
    void begin() {
        try {
            for (HostFile file : List.copyOf(expected.values())) {
                if (file.bytes() == 0) {
                    finished(file);
                }
            }
        } catch (IOException failed) {
            outcome.failed(String.valueOf(failed.getMessage()));
        }
    }

    /** A piece is announced. */
    @Nullable
    Landing land(Peer from, Message.DatasetAnnouncement announcement) {
        FilePiece piece;
        try {
            piece = FilePiece.of(announcement);
        } catch (IllegalArgumentException wrong) {
            outcome.failed(String.valueOf(wrong.getMessage()));
            return Landing.NOWHERE;
        }
        HostFile file = expected.get(piece.digest().toHex());
        int length = (int) announcement.layout().total();
        if (file == null || piece.offset() < 0 || piece.offset() > file.bytes() - length) {
            outcome.failed("a piece of a file came that was not asked for");
            return Landing.NOWHERE;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return null;
        }
        ArrowBuf memory = allocator.buffer(length);
        return new Landing() {
            @Override
            public ArrowBuf memory() {
                return memory;
            }

            @Override
            public void landed() {
                owner.execute(() -> write(from, file, piece.offset(), memory, length));
            }

            @Override
            public void broken(String reason) {
                waiting.decrementAndGet();
                memory.close();
            }
        };
    }

    private void write(Peer from, HostFile file, long offset, ArrowBuf memory, int length) {
        try (memory) {
            store.write(file, offset, memory.nioBuffer(0, length));
            tally.pieceReceived(length);
            if (written.merge(file.digest(), (long) length, Long::sum) == file.bytes()) {
                finished(file);
            }
        } catch (IOException failed) {
            outcome.failed(String.valueOf(failed.getMessage()));
        } finally {
            waiting.decrementAndGet();
            from.resume(Lane.BULK);
        }
    }

    private void finished(HostFile file) throws IOException {
        store.finish(file);
        tally.fileReceived();
        if (--left == 0) {
            outcome.complete();
        }
    }
}
