package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A piece of an arena. It stays one piece for as long as the arena lives, and is handed out again and again. */
public final class Slab {
    private final Mapping mapping;
    private final int sizeClass;
    private final int offset;
    private final long location;
    /** The file that it has for itself; null if it has none. */
    private final @Nullable Path file;
    /** Up to where its file has memory; the arena's. */
    private long filled;

    Slab(Mapping mapping, int sizeClass, int offset, long location, @Nullable Path file) {
        this.mapping = mapping;
        this.sizeClass = sizeClass;
        this.offset = offset;
        this.location = location;
        this.file = file;
    }

    /** Where it begins in this process. */
    public long address() {
        return mapping.address() + offset;
    }

    /** Where it begins for any process of the run; never 0. */
    public long location() {
        return location;
    }

    /** How many bytes it has, at least as many as were asked for. */
    public long bytes() {
        return SizeClasses.bytes(sizeClass);
    }

    int sizeClass() {
        return sizeClass;
    }

    @Nullable
    Path file() {
        return file;
    }

    long filled() {
        return filled;
    }

    /**
     * Has its file have memory up to a byte, and no further.
     *
     * @throws IOException if there is not so much
     */
    void fill(long end) throws IOException {
        Path own = Objects.requireNonNull(file);
        if (end < filled) {
            try (RandomAccessFile whole = new RandomAccessFile(own.toFile(), "rw")) {
                // What is cut off loses its memory; the length is as before, as others may have mapped all of it.
                whole.setLength(end);
                whole.setLength(mapping.bytes());
            }
        } else if (end > filled) {
            Mapping.reserve(own, filled, end);
        }
        filled = end;
    }

    /** Fills its beginning. */
    void write(ByteBuffer content) {
        mapping.buffer().put(offset, content, content.position(), content.remaining());
    }
}
