package dev.anabranch.runtime.wire;

import java.util.List;

/**
 * How the buffers of a dataset lie in one stretch of memory: one after the other, each from a multiple of 64 bytes on, as
 * Arrow wants them. What lies between two of them is zero.
 *
 * @param lengths the bytes of each buffer
 */
public record DatasetLayout(List<Long> lengths) {
    /** Where buffers begin: multiples of so many bytes. */
    public static final int ALIGNMENT = 64;

    /** Refuses lengths that are negative, or together are no number of 63 bits. */
    public DatasetLayout {
        lengths = List.copyOf(lengths);
        long total = 0;
        for (long length : lengths) {
            if (length < 0 || total > Long.MAX_VALUE - ALIGNMENT - length) {
                throw new IllegalArgumentException("buffers of a dataset cannot have the lengths " + lengths);
            }
            total = aligned(total + length);
        }
    }

    /** One buffer. */
    public static DatasetLayout of(long length) {
        return new DatasetLayout(List.of(length));
    }

    /** Where a buffer begins, in bytes from the first. */
    public long offset(int buffer) {
        long offset = 0;
        for (int i = 0; i < buffer; i++) {
            offset = aligned(offset + lengths.get(i));
        }
        return offset;
    }

    /** The bytes of the stretch, without what would align another buffer. */
    public long total() {
        if (lengths.isEmpty()) {
            return 0;
        }
        int last = lengths.size() - 1;
        return offset(last) + lengths.get(last);
    }

    /** The first place from the given one on where a buffer may begin. */
    public static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
