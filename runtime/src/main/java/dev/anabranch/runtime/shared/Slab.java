package dev.anabranch.runtime.shared;

/** One hold on a piece of an arena, in the process that owns the arena or in another; given back once, by whoever has it. */
final class Slab {
    private final Segment segment;
    private final Segment control;
    private final int offset;

    /** The segments stay mapped as long as this is reachable. */
    Slab(Segment segment, Segment control, int offset) {
        this.segment = segment;
        this.control = control;
        this.offset = offset;
    }

    Segment segment() {
        return segment;
    }

    /** Where its data begins in its segment. */
    int dataOffset() {
        return offset + Segment.SLAB_HEADER;
    }

    long reference() {
        return segment.reference(offset);
    }

    long generation() {
        return segment.generation(offset);
    }

    long holds() {
        return segment.holds(offset);
    }

    long capacity() {
        return segment.capacity(offset);
    }

    long address() {
        return segment.dataAddress(offset);
    }

    void retain(long more) {
        segment.retain(offset, more);
    }

    void release() {
        segment.release(offset, control);
    }
}
