package dev.anabranch.api;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A run of bytes off-heap: {@code bytes} in a flow; see {@link Dataset} for its lifetime. */
public final class Bytes implements Dataset {
    private final ArrowBuf data;
    private final long length;

    private Bytes(ArrowBuf data, long length) {
        this.data = data;
        this.length = length;
    }

    /** A copy of a Java array. */
    public static Bytes of(BufferAllocator allocator, byte[] content) {
        ArrowBuf buffer = allocator.buffer(Math.max(content.length, 1));
        buffer.writeBytes(content);
        return new Bytes(buffer, content.length);
    }

    /** Bytes over memory that is handed over with its hold. */
    public static Bytes wrap(ArrowBuf data, long length) {
        return new Bytes(data, length);
    }

    /** The memory itself; read only once it was handed over. */
    public ArrowBuf data() {
        return data;
    }

    @Override
    public long bytes() {
        return length;
    }

    /** A copy as a Java array. */
    public byte[] toArray() {
        byte[] content = new byte[Math.toIntExact(length)];
        data.getBytes(0, content);
        return content;
    }

    @Override
    public Bytes share() {
        data.getReferenceManager().retain();
        TaskThread.tellShared(this);
        return this;
    }

    @Override
    public void close() {
        TaskThread.tellClosed(this);
        data.getReferenceManager().release();
    }

    /** For messages. */
    @Override
    public String toString() {
        return length + " bytes";
    }
}
