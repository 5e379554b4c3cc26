package dev.anabranch.benchmarks.metg;

import java.util.Arrays;

/**
 * What the standard library's {@code taskbench.point} computes, on plain numbers: its kernel of 64 multiplications and
 * 64 additions an iteration, and its digest. A test holds that both are the same.
 */
final class Point {
    private static final int NUMBERS = 64;
    private static final double START = -0.5;

    private Point() {}

    /** The digest of a point before its inputs are added. */
    static long begin(int step, int column) {
        return mix(mix(0, step), column);
    }

    /** The digest with one input more. */
    static long input(long digest, long input) {
        return mix(digest, input);
    }

    /** Computes for so many iterations and closes the digest. */
    static long compute(long digest, long iterations) {
        return iterations == 0 ? digest : close(digest, kernel(iterations));
    }

    /** Closes a digest with what the kernel made. */
    static long close(long digest, double kernel) {
        return mix(digest, Double.doubleToLongBits(kernel));
    }

    /** What the kernel makes in so many iterations. */
    static double kernel(long iterations) {
        double[] values = new double[NUMBERS];
        Arrays.fill(values, START);
        for (long round = 0; round < iterations; round++) {
            for (int k = 0; k < NUMBERS; k++) {
                values[k] = values[k] * values[k] + values[k];
            }
        }
        return values[(int) (iterations % NUMBERS)];
    }

    /** The mixer of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014). */
    private static long mix(long before, long more) {
        long z = (before ^ more) + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
