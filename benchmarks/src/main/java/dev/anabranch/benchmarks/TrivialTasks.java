package dev.anabranch.benchmarks;

import dev.anabranch.api.Task;
import java.util.List;

/** Tasks that take next to no time: what a run of them takes is what the platform adds. */
public final class TrivialTasks {
    private TrivialTasks() {}

    /** Where a chain begins. */
    @Task
    public static long start(long chain) {
        return chain + 1;
    }

    /**
     * One link of a chain: a step of a linear congruential generator with the multiplier of D. E. Knuth, MMIX (The Art
     * of Computer Programming, volume 1, fascicle 1, 2005), so that no link can be left out.
     */
    @Task
    public static long next(long a) {
        return a * 6364136223846793005L + 1442695040888963407L;
    }

    /** The sum of all values, modulo 2^64. */
    @Task
    public static long sum(List<Long> values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    /** One cell of a stencil of three points. */
    @Task
    public static long mix(long left, long here, long right) {
        return next(left ^ Long.rotateLeft(here, 21) ^ Long.rotateLeft(right, 42));
    }

    /** A number as a text, which is an object wherever it goes. */
    @Task
    public static String name(long number) {
        return Long.toString(number);
    }

    /** How long a text is. */
    @Task
    public static long length(String text) {
        return text.length();
    }
}
