package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.Message;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * A dataset on its way out: which bytes come next, and its buffers, which it holds from the beginning until everything that
 * was taken of them is given back. One thread takes.
 */
public final class Dispatch {
    /** The bytes of one chunk, piece by piece. */
    public interface Pieces {
        /** Bytes of a buffer. */
        void bytes(ArrowBuf buffer, long offset, int length);

        /** So many zero bytes between two buffers. */
        void gap(int length);
    }

    private final OutgoingDataset dataset;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final long total;

    private long position;
    private int buffer;
    private long bufferStart;
    private int outstanding;
    private boolean ended;
    private boolean finished;
    private @Nullable Throwable failure;

    /** Retains the dataset's buffers. */
    public Dispatch(OutgoingDataset dataset) {
        this.dataset = dataset;
        this.total = dataset.announcement().layout().total();
        dataset.buffers().forEach(b -> b.getReferenceManager().retain());
    }

    /** What is being sent. */
    public Message.DatasetAnnouncement announcement() {
        return dataset.announcement();
    }

    /** When everything was given to the network, or never will be. */
    public CompletableFuture<Void> sent() {
        return sent;
    }

    /** Whether chunks are left. */
    public boolean hasNext() {
        return position < total;
    }

    /** How much of it is there. */
    public Supply supply() {
        return dataset.supply();
    }

    /** Whether all bytes of the next chunk, of at most so many, are there. */
    public boolean isReady(int most) {
        return dataset.supply().available() >= Math.min(position + most, total);
    }

    /** The header of the next chunk, of at most so many bytes. */
    public Message.DatasetChunk next(int most) {
        return new Message.DatasetChunk(
                dataset.announcement().dataset(), total, position, (int) Math.min(most, total - position));
    }

    /** Gives the bytes of the chunk, and goes on to the next. */
    public void take(Message.DatasetChunk chunk, Pieces pieces) {
        long end = chunk.offset() + chunk.length();
        while (position < end) {
            long length = dataset.announcement().layout().lengths().get(buffer);
            long within = position - bufferStart;
            if (within < length) {
                int bytes = (int) Math.min(length - within, end - position);
                pieces.bytes(dataset.buffers().get(buffer), within, bytes);
                position += bytes;
                continue;
            }
            long next = DatasetLayout.aligned(bufferStart + length);
            if (position < next) {
                int bytes = (int) Math.min(next - position, end - position);
                pieces.gap(bytes);
                position += bytes;
                if (position < next) {
                    return;
                }
            }
            buffer++;
            bufferStart = next;
        }
    }

    /** So many pieces are with the network. Any thread may say so, and that they came back. */
    public synchronized void lent(int pieces) {
        outstanding += pieces;
    }

    /** A piece came back: written, or not. */
    public void returned(@Nullable Throwable why) {
        finish(-1, false, why);
    }

    /** Nothing more will be taken: all was, or the peer is gone. */
    public void end(@Nullable Throwable why) {
        finish(0, true, why);
    }

    private void finish(int pieces, boolean last, @Nullable Throwable why) {
        Throwable found;
        synchronized (this) {
            outstanding += pieces;
            ended |= last;
            if (why != null && failure == null) {
                failure = why;
            }
            if (!ended || outstanding > 0 || finished) {
                return;
            }
            finished = true;
            found = failure;
        }
        dataset.buffers().forEach(b -> b.getReferenceManager().release());
        if (found == null) {
            sent.complete(null);
        } else {
            sent.completeExceptionally(found);
        }
    }
}
