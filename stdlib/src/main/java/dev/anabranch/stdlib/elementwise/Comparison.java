package dev.anabranch.stdlib.elementwise;

/** The comparisons, a block at a time; eight results make a byte, lowest bit first. Comparisons with NaN are as in Java. */
enum Comparison {
    LESS {
        @Override
        void apply(double[] a, double[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] < b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }

        @Override
        void apply(long[] a, long[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] < b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }
    },
    LESS_OR_EQUAL {
        @Override
        void apply(double[] a, double[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] <= b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }

        @Override
        void apply(long[] a, long[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] <= b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }
    },
    GREATER {
        @Override
        void apply(double[] a, double[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] > b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }

        @Override
        void apply(long[] a, long[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] > b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }
    },
    GREATER_OR_EQUAL {
        @Override
        void apply(double[] a, double[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] >= b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }

        @Override
        void apply(long[] a, long[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] >= b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }
    },
    EQUAL {
        @Override
        void apply(double[] a, double[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] == b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }

        @Override
        void apply(long[] a, long[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] == b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }
    },
    NOT_EQUAL {
        @Override
        void apply(double[] a, double[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] != b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }

        @Override
        void apply(long[] a, long[] b, byte[] bits, int length) {
            for (int at = 0; at < length; at += 8) {
                int eight = 0;
                for (int k = 0; k < 8; k++) {
                    eight |= (a[at + k] != b[at + k] ? 1 : 0) << k;
                }
                bits[at >>> 3] = (byte) eight;
            }
        }
    };

    /** Works on whole bytes: the arrays reach to the next multiple of eight; bits past {@code length} are arbitrary. */
    abstract void apply(double[] a, double[] b, byte[] bits, int length);

    /** The same for integers. */
    abstract void apply(long[] a, long[] b, byte[] bits, int length);
}
