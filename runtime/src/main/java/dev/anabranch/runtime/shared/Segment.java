package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * A mapped file of at most 2 GiB, and the only place where words in shared memory are touched. It begins with a page of its
 * own; slabs follow, each a line of 64 bytes (holds, next of the returned, capacity, generation) and its data.
 */
final class Segment {
    static final int HEADER = 4096;
    static final int SLAB_HEADER = 64;
    /** In segment 0: the slab that came back last, as {@link #reference}, or 0. */
    static final int RETURNED = 128;

    private static final int SIZE = 8;
    private static final int HOLDS = 0;
    private static final int NEXT = 8;
    private static final int CAPACITY = 16;
    private static final int GENERATION = 24;
    private static final long MAGIC = 0x414e_4142_5345_4701L;
    private static final int OFFSET_BITS = 25;
    private static final VarHandle WORD =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final int number;
    private final MappedByteBuffer memory;
    private final long address;

    private Segment(int number, MappedByteBuffer memory) {
        this.number = number;
        this.memory = memory;
        this.address = MemoryUtil.getByteBufferAddress(memory);
    }

    /** A new file, readable by its user alone. */
    static Segment create(Path file, int number, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            try {
                reserve(channel, 0, HEADER);
                Segment segment = new Segment(number, channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
                segment.setRelease(SIZE, bytes);
                segment.setRelease(0, MAGIC);
                return segment;
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        }
    }

    /** A segment that another process made. */
    static Segment open(Path file, int number) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long bytes = channel.size();
            if (bytes < HEADER || bytes > Integer.MAX_VALUE) {
                throw new IOException(file + " is no segment of an arena: it has " + bytes + " bytes");
            }
            Segment segment = new Segment(number, channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
            if (segment.getAcquire(0) != MAGIC || segment.getAcquire(SIZE) != bytes) {
                throw new IOException(file + " is no segment of an arena of this version");
            }
            return segment;
        }
    }

    /** Has the file system find the pages now, where a full one is an exception; at the first store it would be a signal. */
    static void reserve(FileChannel channel, long offset, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, 1 << 18));
        long end = offset + bytes;
        for (long at = offset; at < end; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), end - at));
            at += channel.write(zeros, at);
        }
    }

    int number() {
        return number;
    }

    long bytes() {
        return memory.capacity();
    }

    long address() {
        return address;
    }

    boolean contains(long where) {
        return where >= address && where - address < memory.capacity();
    }

    long getAcquire(int offset) {
        return (long) WORD.getAcquire(memory, offset);
    }

    void setRelease(int offset, long value) {
        WORD.setRelease(memory, offset, value);
    }

    long getVolatile(int offset) {
        return (long) WORD.getVolatile(memory, offset);
    }

    void setVolatile(int offset, long value) {
        WORD.setVolatile(memory, offset, value);
    }

    boolean compareAndSet(int offset, long expected, long value) {
        return WORD.compareAndSet(memory, offset, expected, value);
    }

    long getAndSet(int offset, long value) {
        return (long) WORD.getAndSet(memory, offset, value);
    }

    /** A slab in a word: never 0, since a segment begins with a page of its own. */
    long reference(int slab) {
        return (long) number << OFFSET_BITS | slab / SLAB_HEADER;
    }

    static int number(long reference) {
        return (int) (reference >>> OFFSET_BITS);
    }

    static int slab(long reference) {
        return (int) (reference & (1L << OFFSET_BITS) - 1) * SLAB_HEADER;
    }

    /** Whether a reference that came from elsewhere can be a slab of this segment. */
    boolean holdsSlab(int slab) {
        return slab >= HEADER
                && slab <= memory.capacity() - SLAB_HEADER
                && capacity(slab) > 0
                && capacity(slab) <= (long) memory.capacity() - slab - SLAB_HEADER;
    }

    long dataAddress(int slab) {
        return address + slab + SLAB_HEADER;
    }

    void carve(int slab, long capacity) {
        setRelease(slab + CAPACITY, capacity);
    }

    long capacity(int slab) {
        return getAcquire(slab + CAPACITY);
    }

    long generation(int slab) {
        return getAcquire(slab + GENERATION);
    }

    long holds(int slab) {
        return getAcquire(slab + HOLDS);
    }

    /** The owner's: a slab that nobody holds gets its first hold, in a generation of its own. */
    void begin(int slab) {
        setRelease(slab + GENERATION, generation(slab) + 1);
        if (!compareAndSet(slab + HOLDS, 0, 1)) {
            throw new IllegalStateException("a slab that is held was to be used again");
        }
    }

    /** Adds holds to a slab that the caller holds already. */
    void retain(int slab, long more) {
        long now;
        do {
            now = holds(slab);
            if (now <= 0) {
                throw new IllegalStateException("a slab that nobody holds cannot be shared");
            }
        } while (!compareAndSet(slab + HOLDS, now, now + more));
    }

    /**
     * Gives a hold back; with the last the slab goes onto the stack of those that came back (Treiber 1986). Only the owner
     * takes from it, and always all, so that no slab can come back between a look and an exchange.
     *
     * @param control segment 0 of the same arena
     */
    void release(int slab, Segment control) {
        long now;
        do {
            now = holds(slab);
            if (now <= 0) {
                throw new IllegalStateException("a slab was given back more often than it was held");
            }
        } while (!compareAndSet(slab + HOLDS, now, now - 1));
        if (now > 1) {
            return;
        }
        long top;
        do {
            top = control.getVolatile(RETURNED);
            setRelease(slab + NEXT, top);
        } while (!control.compareAndSet(RETURNED, top, reference(slab)));
    }

    long next(int slab) {
        return getAcquire(slab + NEXT);
    }
}
