package dev.anabranch.runtime.shared;

/** A place in the arenas of a run, as a word: whose arena, which of its files, and where in that. */
final class Location {
    private static final int OFFSET_BITS = 32;
    private static final int FILE_BITS = 16;

    /** How many processes locations can tell apart. */
    static final int PROCESSES = 1 << 12;

    static final int FILES = 1 << FILE_BITS;

    private Location() {}

    static long of(int process, int file, long offset) {
        return ((long) process << FILE_BITS | file) << OFFSET_BITS | offset;
    }

    static int process(long location) {
        return (int) (location >>> (OFFSET_BITS + FILE_BITS)) & (PROCESSES - 1);
    }

    static int file(long location) {
        return (int) (location >>> OFFSET_BITS) & (FILES - 1);
    }

    static long offset(long location) {
        return location & 0xffff_ffffL;
    }
}
