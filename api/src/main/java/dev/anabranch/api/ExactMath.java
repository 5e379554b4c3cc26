package dev.anabranch.api;

/** Functions of integers that {@link Math} lacks; what does not fit 64 bits throws, as {@link Math#addExact} does. */
public final class ExactMath {
    private ExactMath() {}

    /**
     * The base to the power of an exponent; 1 where the exponent is 0.
     *
     * @throws ArithmeticException if the exponent is negative or the power has more than 64 bits
     */
    public static long power(long base, long exponent) {
        if (exponent < 0) {
            throw new ArithmeticException("the exponent " + exponent + " is negative");
        }
        long power = 1;
        long square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                power = Math.multiplyExact(power, square);
            }
            // The last square is not needed, and may not fit where the power does.
            square = rest > 1 ? Math.multiplyExact(square, square) : square;
        }
        return power;
    }

    /**
     * The binary logarithm, rounded down.
     *
     * @throws ArithmeticException if the number is less than 1
     */
    public static int log2(long number) {
        if (number < 1) {
            throw new ArithmeticException("the logarithm of " + number);
        }
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(number);
    }
}
