package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/** Words of 64 bits that processes share, with the orders of memory that {@link VarHandle} has within one. */
public final class Words {
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    /** Up to so much is touched at the beginning instead of at its first use. */
    private static final long TOUCHED = 64L << 20;

    private final MappedByteBuffer memory;

    private Words(Mapping mapping) {
        this.memory = mapping.buffer();
    }

    private Words(MappedByteBuffer memory) {
        this.memory = memory;
    }

    /** Words in a part of a file, which stays mapped for as long as they are reachable. */
    static Words in(Mapping mapping, int offset, int words) {
        MappedByteBuffer part = mapping.buffer().slice(offset, words * Long.BYTES);
        part.order(ByteOrder.nativeOrder());
        return new Words(part);
    }

    /**
     * Makes a file of words that are 0.
     *
     * @throws IOException if there is no room, or more words are wanted than can be mapped
     */
    public static Words create(Path file, long words) throws IOException {
        long bytes = Math.multiplyExact(words, Long.BYTES);
        if (bytes > Mapping.MOST_BYTES) {
            throw new IOException("a plan whose numbers and hand-offs take " + bytes
                    + " bytes is too large for several processes; the most is " + Mapping.MOST_BYTES);
        }
        Words made = new Words(Mapping.create(file, bytes));
        Mapping.reserve(file, 0, bytes);
        return made;
    }

    /** Words that another process has made. */
    public static Words open(Path file) throws IOException {
        Mapping mapping = Mapping.open(file);
        if (mapping.bytes() <= TOUCHED) {
            mapping.buffer().load();
        }
        return new Words(mapping);
    }

    /** How many there are. */
    public int size() {
        return memory.capacity() / Long.BYTES;
    }

    /** Who sees a word sees what was done before it was set with release. */
    public long acquire(int index) {
        return (long) WORD.getAcquire(view(), index << 3);
    }

    public void release(int index, long word) {
        WORD.setRelease(view(), index << 3, word);
    }

    public long plain(int index) {
        return memory.getLong(index << 3);
    }

    public void plain(int index, long word) {
        memory.putLong(index << 3, word);
    }

    public long opaque(int index) {
        return (long) WORD.getOpaque(view(), index << 3);
    }

    public void opaque(int index, long word) {
        WORD.setOpaque(view(), index << 3, word);
    }

    public long ordered(int index) {
        return (long) WORD.getVolatile(view(), index << 3);
    }

    /** Adds, and answers what was there before. */
    public long add(int index, long value) {
        return (long) WORD.getAndAdd(view(), index << 3, value);
    }

    /** Sets bits, and answers what was there before. */
    public long set(int index, long bits) {
        return (long) WORD.getAndBitwiseOr(view(), index << 3, bits);
    }

    /** Clears bits, and answers what was there before. */
    public long clear(int index, long bits) {
        return (long) WORD.getAndBitwiseAnd(view(), index << 3, ~bits);
    }

    public long exchange(int index, long word) {
        return (long) WORD.getAndSet(view(), index << 3, word);
    }

    public boolean compareAndSet(int index, long expected, long word) {
        return WORD.compareAndSet(view(), index << 3, expected, word);
    }

    /** Handles know buffers by their general type. */
    private ByteBuffer view() {
        return memory;
    }
}
