package dev.anabranch.stdlib.elementwise;

/** The arithmetic operators, a block at a time: one plain loop each, so that the JIT vectorises every one by itself. */
enum Arithmetic {
    ADD {
        @Override
        void apply(double[] a, double[] b, double[] out, int length) {
            for (int i = 0; i < length; i++) {
                out[i] = a[i] + b[i];
            }
        }

        @Override
        void apply(long[] a, long[] b, long[] out, int length) {
            for (int i = 0; i < length; i++) {
                out[i] = a[i] + b[i];
            }
        }
    },
    SUBTRACT {
        @Override
        void apply(double[] a, double[] b, double[] out, int length) {
            for (int i = 0; i < length; i++) {
                out[i] = a[i] - b[i];
            }
        }

        @Override
        void apply(long[] a, long[] b, long[] out, int length) {
            for (int i = 0; i < length; i++) {
                out[i] = a[i] - b[i];
            }
        }
    },
    MULTIPLY {
        @Override
        void apply(double[] a, double[] b, double[] out, int length) {
            for (int i = 0; i < length; i++) {
                out[i] = a[i] * b[i];
            }
        }

        @Override
        void apply(long[] a, long[] b, long[] out, int length) {
            for (int i = 0; i < length; i++) {
                out[i] = a[i] * b[i];
            }
        }
    },
    DIVIDE {
        @Override
        void apply(double[] a, double[] b, double[] out, int length) {
            for (int i = 0; i < length; i++) {
                out[i] = a[i] / b[i];
            }
        }

        @Override
        void apply(long[] a, long[] b, long[] out, int length) {
            requireNoZero(b, length);
            for (int i = 0; i < length; i++) {
                out[i] = a[i] / b[i];
            }
        }
    },
    REMAINDER {
        @Override
        void apply(double[] a, double[] b, double[] out, int length) {
            for (int i = 0; i < length; i++) {
                out[i] = a[i] % b[i];
            }
        }

        @Override
        void apply(long[] a, long[] b, long[] out, int length) {
            requireNoZero(b, length);
            for (int i = 0; i < length; i++) {
                out[i] = a[i] % b[i];
            }
        }
    };

    /** out = a op b for the first {@code length} elements; {@code out} may be {@code a} or {@code b}. */
    abstract void apply(double[] a, double[] b, double[] out, int length);

    /**
     * The same for integers, which wrap around as Java's do.
     *
     * @throws IllegalArgumentException if it divides by zero
     */
    abstract void apply(long[] a, long[] b, long[] out, int length);

    private static void requireNoZero(long[] divisors, int length) {
        for (int i = 0; i < length; i++) {
            if (divisors[i] == 0) {
                throw new IllegalArgumentException(
                        "integer division by zero; divide floating-point numbers if infinity is meant");
            }
        }
    }
}
