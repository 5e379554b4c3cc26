package dev.anabranch.api.kernel;

import java.util.Arrays;

/**
 * The order in which a tensor is reduced to one number, and by which the number is defined: lane {@code k} of eight
 * takes the elements {@code k}, {@code k + 8}, {@code k + 16}, ... in this order, beginning with nothing (0, or the
 * greatest or least number); then lane {@code k} takes lane {@code k + 4}, then {@code k + 2}, then {@code k + 1}. So a
 * loop of single numbers gives the same bits as one of vectors of two, four or eight.
 */
public enum Lanes {
    /** The sum; 0 of no elements. Integers wrap around. */
    SUM(0.0, 0L) {
        @Override
        public double add(double a, double b) {
            return a + b;
        }

        @Override
        public long add(long a, long b) {
            return a + b;
        }
    },
    /** The least, as by {@link Math#min(double, double)}: NaN if there is one, and -0.0 is less than 0.0. */
    MIN(Double.POSITIVE_INFINITY, Long.MAX_VALUE) {
        @Override
        public double add(double a, double b) {
            return Math.min(a, b);
        }

        @Override
        public long add(long a, long b) {
            return Math.min(a, b);
        }
    },
    /** The greatest, as by {@link Math#max(double, double)}. */
    MAX(Double.NEGATIVE_INFINITY, Long.MIN_VALUE) {
        @Override
        public double add(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        public long add(long a, long b) {
            return Math.max(a, b);
        }
    };

    /** How many lanes there are. */
    public static final int COUNT = 8;

    private final double noFloat;
    private final long noInteger;

    Lanes(double noFloat, long noInteger) {
        this.noFloat = noFloat;
        this.noInteger = noInteger;
    }

    /** One of the two, or both together. */
    public abstract double add(double a, double b);

    /** The same of integers. */
    public abstract long add(long a, long b);

    /** Lanes that have taken nothing. */
    public double[] floats() {
        double[] lanes = new double[COUNT];
        Arrays.fill(lanes, noFloat);
        return lanes;
    }

    /** The same of integers. */
    public long[] integers() {
        long[] lanes = new long[COUNT];
        Arrays.fill(lanes, noInteger);
        return lanes;
    }

    /** What all lanes come to; the lanes are used up. */
    public double combined(double[] lanes) {
        for (int half = COUNT / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] = add(lanes[lane], lanes[lane + half]);
            }
        }
        return lanes[0];
    }

    /** The same of integers. */
    public long combined(long[] lanes) {
        for (int half = COUNT / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] = add(lanes[lane], lanes[lane + half]);
            }
        }
        return lanes[0];
    }
}
