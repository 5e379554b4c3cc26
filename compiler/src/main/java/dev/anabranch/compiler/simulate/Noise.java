package dev.anabranch.compiler.simulate;

import java.util.SplittableRandom;

/**
 * How much longer or shorter tasks take than planned: each by a factor of its own, log-normally distributed with mean 1. The
 * factors of a run follow from the seed and the run's number alone, whichever runs were made before.
 *
 * @param sigma standard deviation of a factor's logarithm; 0 for no noise
 * @param seed which of all series of runs
 */
public record Noise(double sigma, long seed) {
    public Noise {
        if (!(sigma >= 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise of " + sigma);
        }
    }

    /** Draws a factor for each task. */
    void fill(int run, double[] factors) {
        SplittableRandom random = new SplittableRandom(mixed(mixed(seed) + run));
        double shift = -sigma * sigma / 2;
        for (int i = 0; i < factors.length; i += 2) {
            // Marsaglia and Bray, "A convenient method for generating normal variables", 1964: a point in the unit disc
            // gives two. StrictMath, so that every machine draws the same.
            double x;
            double y;
            double square;
            do {
                x = 2 * random.nextDouble() - 1;
                y = 2 * random.nextDouble() - 1;
                square = x * x + y * y;
            } while (square >= 1 || square == 0);
            double scale = sigma * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            factors[i] = StrictMath.exp(x * scale + shift);
            if (i + 1 < factors.length) {
                factors[i + 1] = StrictMath.exp(y * scale + shift);
            }
        }
    }

    /** For other choices of a run, independent of its factors. */
    SplittableRandom choices(int run) {
        return new SplittableRandom(mixed(~(mixed(seed) + run)));
    }

    /** Neighbours become strangers. After Stafford's mix 13, "Better bit mixing", 2011. */
    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
