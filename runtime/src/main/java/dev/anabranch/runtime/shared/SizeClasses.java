package dev.anabranch.runtime.shared;

/**
 * The sizes of slabs: whole cache lines, eight steps to each doubling, so that a slab is at most an eighth larger than what it
 * holds once it has eight lines. Pages of a slab that nothing touches take no memory.
 */
final class SizeClasses {
    private static final int LINE_BITS = 6;
    private static final int STEP_BITS = 3;
    private static final int STEPS = 1 << STEP_BITS;

    private SizeClasses() {}

    /** The smallest class that holds so many bytes. */
    static int of(long bytes) {
        long lines = Math.max(1, (bytes + (1 << LINE_BITS) - 1) >>> LINE_BITS);
        if (lines <= STEPS) {
            return (int) lines - 1;
        }
        int shift = 63 - Long.numberOfLeadingZeros(lines - 1) - STEP_BITS;
        // lines - 1 has its highest bit at shift + 3; the next three choose the step, rounded up.
        long step = (lines - 1) >>> shift;
        return (shift << STEP_BITS) + (int) step;
    }

    /** How many bytes slabs of a class have. */
    static long bytes(int sizeClass) {
        if (sizeClass < STEPS) {
            return (sizeClass + 1L) << LINE_BITS;
        }
        int shift = (sizeClass >>> STEP_BITS) - 1;
        long step = (sizeClass & (STEPS - 1)) + (long) STEPS;
        return ((step + 1) << shift) << LINE_BITS;
    }

    /** How many classes there are up to so many bytes. */
    static int count(long bytes) {
        return of(bytes) + 1;
    }
}
