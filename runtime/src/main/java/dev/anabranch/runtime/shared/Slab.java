package dev.anabranch.runtime.shared;

import java.nio.ByteBuffer;

/** A piece of an arena. It stays one piece for as long as the arena lives, and is handed out again and again. */
public final class Slab {
    private final Mapping mapping;
    private final int sizeClass;
    private final int offset;
    private final long location;

    Slab(Mapping mapping, int sizeClass, int offset, long location) {
        this.mapping = mapping;
        this.sizeClass = sizeClass;
        this.offset = offset;
        this.location = location;
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

    /** Fills its beginning. */
    void write(ByteBuffer content) {
        mapping.buffer().put(offset, content, content.position(), content.remaining());
    }
}
