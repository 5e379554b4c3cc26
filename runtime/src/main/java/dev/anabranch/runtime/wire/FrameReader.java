package dev.anabranch.runtime.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one lane of one connection, and checks their lengths and numbers.
 *
 * <p>The bytes of a chunk go where the sink says. Whoever reads from a socket asks {@link #target()} first and reads straight
 * into it; bytes that came with others are copied there by {@link #read}.
 *
 * <p>After a {@link WireException} nothing more may be read. One thread reads.
 */
public final class FrameReader implements AutoCloseable {
    private final ByteBufAllocator allocator;
    private final WireLimits limits;
    private final FrameSink sink;

    private boolean admitted;
    /** Whether the sink may be at work, so that what is read must not be given back yet. */
    private boolean reading;

    private boolean closed;
    private int sequence;
    /** What was read of a frame that is not complete, or not yet taken; null where there is nothing. */
    private @Nullable ByteBuf kept;

    private @Nullable Message refused;
    private Message.@Nullable DatasetChunk chunk;
    private @Nullable ByteBuf target;
    /** Bytes of the chunk that are passed over. */
    private int passing;

    /**
     * @param allocator of the memory for incomplete frames
     * @param limits what is taken at most
     * @param sink who is told
     */
    public FrameReader(ByteBufAllocator allocator, WireLimits limits, FrameSink sink) {
        this.allocator = allocator;
        this.limits = limits;
        this.sink = sink;
    }

    /** From now on there may be chunks, and messages as long as the limits say. */
    public void admit() {
        admitted = true;
    }

    /** Whether the sink refused a message, so that nothing more is read before {@link #resume}. */
    public boolean isPaused() {
        return refused != null;
    }

    /** Where the next bytes of the connection belong: the reader's own buffer, to be written at its writer index, or null. */
    public @Nullable ByteBuf target() {
        return kept == null && refused == null ? target : null;
    }

    /** To be told after bytes were written to {@link #target()}. */
    public void advanced() throws WireException {
        boolean within = reading;
        reading = true;
        try {
            passOnIfFilled();
        } finally {
            reading = within;
            if (closed && !within) {
                release();
            }
        }
    }

    private void passOnIfFilled() throws WireException {
        ByteBuf filled = target;
        Message.DatasetChunk whose = chunk;
        if (filled != null && whose != null && !filled.isWritable()) {
            target = null;
            chunk = null;
            filled.release();
            sink.filled(whose);
        }
    }

    /** Reads bytes that are not in {@link #target()}. The caller keeps its buffer and its reference. */
    public void read(ByteBuf in) throws WireException {
        if (closed) {
            return;
        }
        reading = true;
        try {
            if (kept != null) {
                kept.writeBytes(in);
                drain(kept);
                return;
            }
            frames(in);
            if (in.isReadable() && !closed) {
                kept = allocator.buffer(in.readableBytes()).writeBytes(in);
            }
        } finally {
            finish();
        }
    }

    /** Offers the refused message again, and goes on if it is taken. */
    public void resume() throws WireException {
        Message again = refused;
        if (again == null) {
            return;
        }
        refused = null;
        reading = true;
        try {
            if (!sink.message(again)) {
                refused = again;
            } else if (kept != null) {
                drain(kept);
            }
        } finally {
            finish();
        }
    }

    private void finish() {
        reading = false;
        if (closed) {
            release();
        }
    }

    private void drain(ByteBuf all) throws WireException {
        frames(all);
        if (!all.isReadable()) {
            kept = null;
            all.release();
        } else {
            all.discardSomeReadBytes();
        }
    }

    private void frames(ByteBuf in) throws WireException {
        while (in.isReadable() && refused == null && !closed) {
            if (passing > 0) {
                passOver(in);
            } else if (target != null) {
                fill(target, in);
            } else if (!frame(in)) {
                return;
            }
        }
    }

    private void passOver(ByteBuf in) {
        int skipped = Math.min(passing, in.readableBytes());
        in.skipBytes(skipped);
        passing -= skipped;
    }

    private void fill(ByteBuf into, ByteBuf in) throws WireException {
        into.writeBytes(in, Math.min(into.writableBytes(), in.readableBytes()));
        passOnIfFilled();
    }

    /** Reads one frame, or of a chunk the fields; says whether it was complete. */
    private boolean frame(ByteBuf in) throws WireException {
        if (in.readableBytes() < FrameWriter.HEADER) {
            return false;
        }
        int start = in.readerIndex();
        int length = in.getInt(start);
        MessageType type = MessageType.of(in.getByte(start + Integer.BYTES));
        if (length < FrameWriter.HEADER - Integer.BYTES) {
            throw new WireException("a frame cannot have " + length + " bytes");
        }
        int fields = length - (FrameWriter.HEADER - Integer.BYTES);
        check(type, length, fields);
        if (in.readableBytes() < (type == MessageType.CHUNK ? FrameWriter.CHUNK_HEADER : FrameWriter.HEADER + fields)) {
            return false;
        }
        int number = in.getInt(start + Integer.BYTES + 1);
        if (number != sequence) {
            throw new WireException("frame " + Integer.toUnsignedString(sequence) + " was expected and frame "
                    + Integer.toUnsignedString(number) + " came");
        }
        sequence++;
        in.skipBytes(FrameWriter.HEADER);
        if (type == MessageType.CHUNK) {
            begin(in, fields - FrameWriter.CHUNK_FIELDS);
            return true;
        }
        Message message = new FieldReader(in.readSlice(fields)).read(type);
        if (!sink.message(message)) {
            refused = message;
        }
        return true;
    }

    private void check(MessageType type, int length, int fields) throws WireException {
        if (type == MessageType.CHUNK) {
            int bytes = fields - FrameWriter.CHUNK_FIELDS;
            if (!admitted) {
                throw new WireException("a chunk came before the peer was let in");
            }
            if (bytes < 1 || bytes > limits.chunk()) {
                throw new WireException("a chunk has 1 to " + limits.chunk() + " bytes, not " + bytes);
            }
            return;
        }
        int most = (admitted ? limits.message() : WireLimits.HANDSHAKE) - Integer.BYTES;
        if (length > most) {
            throw new WireException("a frame has at most " + most + " bytes here, not " + length);
        }
    }

    private void begin(ByteBuf in, int bytes) throws WireException {
        Message.DatasetChunk header = new FieldReader(in.readSlice(FrameWriter.CHUNK_FIELDS)).chunk(bytes);
        ByteBuf room = sink.chunk(header);
        if (room == null) {
            passing = bytes;
            return;
        }
        if (room.writableBytes() != bytes) {
            int found = room.writableBytes();
            room.release();
            throw new IllegalStateException("a chunk of " + bytes + " bytes got room for " + found);
        }
        chunk = header;
        target = room;
    }

    /** Reads nothing any more, and gives back what it holds. */
    @Override
    public void close() {
        closed = true;
        if (!reading) {
            release();
        }
    }

    private void release() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
        if (target != null) {
            target.release();
            target = null;
        }
        chunk = null;
        refused = null;
    }
}
