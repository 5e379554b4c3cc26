package dev.anabranch.runtime.shared;

import dev.anabranch.runtime.value.BufferSource;
import dev.anabranch.runtime.value.ValueReader;
import org.apache.arrow.memory.BufferAllocator;

/** Makes a value of what a {@link NoteWriter} of another process has written. Arrow's buffers are read where they lie. */
public final class NoteReader {
    private NoteReader() {}

    /**
     * Reads a value.
     *
     * @param location of the note
     * @param allocator accounts for the buffers, which it does not own
     * @param classes knows the records and enums
     * @param returned is called once, by any thread, when nothing of the value is used any more
     */
    public static Object read(
            SharedMemory memory, long location, BufferAllocator allocator, ClassLoader classes, Runnable returned) {
        Loan loan = new Loan(returned);
        try {
            return ValueReader.read(
                    memory.mapping(location).buffer(),
                    (int) Location.offset(location),
                    (place, length) -> {
                        Mapping mapping = memory.mapping(place);
                        return allocator.wrapForeignAllocation(
                                new BorrowedMemory(loan, mapping, mapping.address() + Location.offset(place), length));
                    },
                    allocator,
                    classes);
        } finally {
            loan.giveBack();
        }
    }

    /**
     * Reads a value whose buffers are elsewhere by now.
     *
     * @param location of the note
     * @param buffers is asked for them in the order in which the note names them
     * @param allocator accounts for what tables need beside their buffers
     * @param classes knows the records and enums
     */
    public static Object read(
            SharedMemory memory, long location, BufferSource buffers, BufferAllocator allocator, ClassLoader classes) {
        return ValueReader.read(
                memory.mapping(location).buffer(), (int) Location.offset(location), buffers, allocator, classes);
    }
}
