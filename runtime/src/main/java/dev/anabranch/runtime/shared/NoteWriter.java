package dev.anabranch.runtime.shared;

import dev.anabranch.runtime.value.ValueWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * Writes down where other processes of this machine find a value: a slab with its description, in which a buffer in an arena is
 * its location. A buffer that is in none is copied into one. One thread uses a writer.
 */
public final class NoteWriter {
    private final SharedMemory memory;
    private final ValueWriter values = new ValueWriter(this::located);
    private final List<Slab> copies = new ArrayList<>();
    private long copied;

    /** @param memory whose arena the notes are written to */
    public NoteWriter(SharedMemory memory) {
        this.memory = memory;
    }

    /**
     * What was written of a value.
     *
     * @param note the slab with the description
     * @param copies slabs with copies of buffers that were in no arena
     */
    public record Written(Slab note, List<Slab> copies) {
        public Written {
            copies = List.copyOf(copies);
        }
    }

    /**
     * Writes a value.
     *
     * @throws UnsupportedOperationException if values of its class do not go to other processes
     */
    public Written write(Object value) {
        copies.clear();
        boolean whole = false;
        try {
            ByteBuffer description = values.describe(value);
            Slab note = memory.arena().allocate(description.limit());
            if (note == null) {
                throw new UnsupportedOperationException(
                        "a description of " + description.limit() + " bytes is too long");
            }
            note.write(description);
            whole = true;
            return new Written(note, copies);
        } finally {
            if (!whole) {
                copies.forEach(memory.arena()::free);
            }
        }
    }

    /** How many bytes of buffers were copied because they were in no arena. */
    public long copiedBytes() {
        return copied;
    }

    private long located(ArrowBuf buffer, long length) {
        long location = memory.locate(buffer.memoryAddress(), length);
        if (location != 0) {
            return location;
        }
        Slab copy = memory.arena().allocate(length);
        if (copy == null) {
            throw new UnsupportedOperationException("a buffer of " + length
                    + " bytes does not go to another process; the most is " + Mapping.MOST_BYTES);
        }
        copies.add(copy);
        copied += length;
        MemoryUtil.copyMemory(buffer.memoryAddress(), copy.address(), length);
        return copy.location();
    }
}
