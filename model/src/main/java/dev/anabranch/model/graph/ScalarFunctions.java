package dev.anabranch.model.graph;

import dev.anabranch.api.ExactMath;

/** What {@link Scalar.Function}s and elements of lists are, with a reason where there is no value. */
public final class ScalarFunctions {
    private ScalarFunctions() {}

    /**
     * {@code pow(base, exponent)} of integers.
     *
     * @throws ScalarException if it is no integer of 64 bits
     */
    public static long power(long base, long exponent) {
        if (exponent < 0) {
            throw new ScalarException("`pow` of integers has the exponent " + exponent);
        }
        try {
            return ExactMath.power(base, exponent);
        } catch (ArithmeticException e) {
            throw new ScalarException("`pow(" + base + ", " + exponent + ")` has more than 64 bits");
        }
    }

    /** {@code pow(base, exponent)} of floats; the same on every machine. */
    public static double power(double base, double exponent) {
        return StrictMath.pow(base, exponent);
    }

    /**
     * {@code log2(number)}, rounded down.
     *
     * @throws ScalarException if the number is less than 1
     */
    public static long log2(long number) {
        if (number < 1) {
            throw new ScalarException("`log2` is asked for the logarithm of " + number);
        }
        return ExactMath.log2(number);
    }

    /**
     * The place of an element, as an index of its list.
     *
     * @throws ScalarException if the list has no such element
     */
    public static int place(String list, long index, int size) {
        if (index < 0 || index >= size) {
            throw new ScalarException("`" + list + "[" + index + "]` is outside of the list: `" + list + "` has " + size
                    + (size == 1 ? " element" : " elements") + ", counted from 0");
        }
        return (int) index;
    }
}
