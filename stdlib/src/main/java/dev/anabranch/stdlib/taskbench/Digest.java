package dev.anabranch.stdlib.taskbench;

/** Numbers that depend on every number before them; the mixer is that of Steele, Lea and Flood (2014). */
final class Digest {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Digest() {}

    /** The digest of what was before and one number more. */
    static long of(long before, long more) {
        long z = (before ^ more) + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
