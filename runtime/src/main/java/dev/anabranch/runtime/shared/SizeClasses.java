package dev.anabranch.runtime.shared;

/**
 * The capacities of slabs: powers of two from 64 bytes on and the middles between them, all whole lines of 64 bytes. A slab
 * is at most a third larger than what was asked for (from 128 bytes on, half of its capacity before it).
 */
final class SizeClasses {
    private static final int SMALLEST_LOG = 6;
    static final int COUNT = 2 * (Long.SIZE - 1 - SMALLEST_LOG);

    private SizeClasses() {}

    /** The class of the smallest slab that has so many bytes. */
    static int of(long bytes) {
        if (bytes <= 1 << SMALLEST_LOG) {
            return 0;
        }
        int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes - 1);
        // 2^log < bytes <= 2^(log + 1); 96 bytes are no whole lines.
        boolean middle = log > SMALLEST_LOG && bytes <= 3L << (log - 1);
        return 2 * (log - SMALLEST_LOG) + (middle ? 1 : 2);
    }

    static long capacity(int sizeClass) {
        int log = SMALLEST_LOG + sizeClass / 2;
        return sizeClass % 2 == 0 ? 1L << log : 3L << (log - 1);
    }
}
