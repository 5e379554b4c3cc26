package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.value.ValueWriter;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A value as a dataset of a transport: its description is announced, its buffers go as they are. A description that is too
 * long for an announcement is the last of the buffers. Until it is closed it may be sent.
 */
final class Parcel implements AutoCloseable {
    /** What an announcement's description of at most so many bytes leaves of a message is enough for the rest. */
    static final int LONGEST_DESCRIPTION = 256 << 10;

    private final OutgoingDataset dataset;
    private final @Nullable ArrowBuf note;

    private Parcel(OutgoingDataset dataset, @Nullable ArrowBuf note) {
        this.dataset = dataset;
        this.note = note;
    }

    /**
     * Packs a value, which has to stay what it is until what was sent of it has gone.
     *
     * @param kind tells the receiver what it is for
     * @param allocator where a long description goes
     * @throws UnsupportedOperationException if values of its class do not go to other hosts
     */
    static Parcel of(DatasetId id, String kind, Object value, BufferAllocator allocator) {
        List<ArrowBuf> buffers = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        ByteBuffer described = new ValueWriter((buffer, length) -> {
                    buffers.add(buffer);
                    lengths.add(length);
                    return buffers.size() - 1L;
                })
                .describe(value);
        ArrowBuf note = null;
        byte[] description = new byte[described.remaining()];
        described.get(description);
        Octets announced = Octets.of(description);
        if (description.length > LONGEST_DESCRIPTION) {
            note = allocator.buffer(description.length);
            note.setBytes(0, description);
            // Behind the others, whose numbers are written down already.
            buffers.add(note);
            lengths.add((long) description.length);
            announced = Octets.none();
        }
        return new Parcel(
                new OutgoingDataset(
                        new Message.DatasetAnnouncement(id, kind, announced, new DatasetLayout(lengths)), buffers),
                note);
    }

    /**
     * Sends a value of a run to its coordinator, and waits until it is away: as for a file, until then it counts as used.
     *
     * @param kind tells the coordinator what it is for
     * @param allocator where a long description goes
     * @throws IOException if the coordinator is gone
     */
    static void deliver(Peer coordinator, long run, String kind, Object value, BufferAllocator allocator)
            throws IOException {
        try (Parcel parcel = of(new DatasetId(run, 0), kind, value, allocator)) {
            coordinator.send(parcel.dataset()).get();
        } catch (ExecutionException gone) {
            throw new IOException("the coordinator is gone", gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it was sent to the coordinator");
        }
    }

    OutgoingDataset dataset() {
        return dataset;
    }

    /** Whoever sends it by now holds what it needs. */
    @Override
    public void close() {
        if (note != null) {
            note.close();
        }
    }
}
