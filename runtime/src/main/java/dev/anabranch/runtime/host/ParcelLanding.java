package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.value.ValueReader;
import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;

/**
 * A {@link Parcel} that arrives. Its buffers are read where they land, in one stretch of memory, which is given back with the
 * last of them.
 */
final class ParcelLanding implements Landing {
    /** Who wants it. Called on a thread of the transport. */
    interface Receiver {
        /** The value is there, and the receiver's. */
        void landed(Object value);

        /** It is not, and will not be. */
        void failed(String reason);
    }

    /**
     * Whose memory parcels land in.
     *
     * @param arrivals gives the memory
     * @param loans answers for the parts of it that values have
     * @param classes knows the records and enums
     */
    record Ground(BufferAllocator arrivals, BufferAllocator loans, ClassLoader classes) {}

    private final Message.DatasetAnnouncement announcement;
    private final Ground ground;
    private final ArrowBuf memory;
    private final Receiver receiver;

    /**
     * Takes memory.
     *
     * @throws org.apache.arrow.memory.OutOfMemoryException if there is none
     */
    ParcelLanding(Message.DatasetAnnouncement announcement, Ground ground, Receiver receiver) {
        this.announcement = announcement;
        this.ground = ground;
        this.receiver = receiver;
        this.memory = ground.arrivals().buffer(announcement.layout().total());
    }

    @Override
    public ArrowBuf memory() {
        return memory;
    }

    /** The parcel's buffers where they land. */
    List<ArrowBuf> buffers() {
        List<ArrowBuf> buffers = new ArrayList<>();
        long offset = 0;
        for (long length : announcement.layout().lengths()) {
            buffers.add(memory.slice(offset, length));
            offset = DatasetLayout.aligned(offset + length);
        }
        return buffers;
    }

    @Override
    public void landed() {
        Object value;
        try {
            value = read();
        } catch (RuntimeException unreadable) {
            receiver.failed(String.valueOf(unreadable.getMessage()));
            return;
        } finally {
            memory.close();
        }
        receiver.landed(value);
    }

    private Object read() {
        DatasetLayout layout = announcement.layout();
        List<Long> lengths = layout.lengths();
        long[] offsets = new long[lengths.size()];
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = DatasetLayout.aligned(offsets[i - 1] + lengths.get(i - 1));
        }
        ByteBuffer description = announcement.description().size() > 0
                ? ByteBuffer.wrap(announcement.description().toBytes())
                : memory.nioBuffer(offsets[offsets.length - 1], Math.toIntExact(lengths.get(offsets.length - 1)));
        return ValueReader.read(
                description.order(ByteOrder.nativeOrder()),
                0,
                (place, length) -> {
                    int buffer = Math.toIntExact(place);
                    if (length > lengths.get(buffer)) {
                        throw new IllegalStateException(
                                "a buffer of " + lengths.get(buffer) + " bytes is said to have " + length);
                    }
                    return ground.loans()
                            .wrapForeignAllocation(new Part(memory, memory.memoryAddress() + offsets[buffer], length));
                },
                ground.loans(),
                ground.classes());
    }

    @Override
    public void broken(String reason) {
        memory.close();
        receiver.failed(reason);
    }

    /** A buffer of the value, with a count of holds of its own, as if it had been allocated alone. */
    private static final class Part extends ForeignAllocation {
        private final ArrowBuf whole;

        Part(ArrowBuf whole, long address, long bytes) {
            super(bytes, address);
            this.whole = whole;
            whole.getReferenceManager().retain();
        }

        @Override
        protected void release0() {
            whole.getReferenceManager().release();
        }
    }
}
