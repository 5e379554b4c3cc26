package dev.anabranch.stdlib.lorenz;

/**
 * Pseudo-random numbers that depend on a seed and a position alone, so that they are the same in whatever order they
 * are asked for. The mixer is that of Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
 */
final class SplitMix {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private SplitMix() {}

    /** Evenly distributed in (0, 1). */
    static double uniform(long seed, long position) {
        return ((bits(seed, position) >>> 11) + 0.5) * 0x1p-53;
    }

    /**
     * Normally distributed, of mean 0 and variance 1 (Box and Muller, 1958). StrictMath gives the same digits on every
     * machine.
     */
    static double normal(long seed, long position) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform(seed, 2 * position)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(seed, 2 * position + 1));
    }

    private static long bits(long seed, long position) {
        return mix(mix(seed + GOLDEN) + (position + 1) * GOLDEN);
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
