package dev.anabranch.stdlib.taskbench;

import java.util.Arrays;

/**
 * Work that takes as long as it is told to and no memory: 64 numbers, each multiplied by itself and added to itself, an
 * operation count of 128 an iteration. They start below 0 and creep towards it, so no value overflows.
 *
 * <p>What is compared with these tasks calls it too, as Task Bench has one library of kernels: compiled twice, the same loop
 * differs in speed by a quarter.
 */
public final class ComputeKernel {
    private static final int NUMBERS = 64;
    private static final double START = -0.5;

    private ComputeKernel() {}

    /** One of the numbers at the end; they are all the same. */
    public static double run(long iterations) {
        double[] numbers = new double[NUMBERS];
        Arrays.fill(numbers, START);
        for (long i = 0; i < iterations; i++) {
            for (int k = 0; k < NUMBERS; k++) {
                numbers[k] = numbers[k] * numbers[k] + numbers[k];
            }
        }
        return numbers[(int) (iterations % NUMBERS)];
    }
}
