package dev.anabranch.stdlib.elementwise;

/** The logical operators on bits, a block of bytes at a time. */
enum Logic {
    AND {
        @Override
        void apply(byte[] a, byte[] b, byte[] out, int bytes) {
            for (int i = 0; i < bytes; i++) {
                out[i] = (byte) (a[i] & b[i]);
            }
        }
    },
    OR {
        @Override
        void apply(byte[] a, byte[] b, byte[] out, int bytes) {
            for (int i = 0; i < bytes; i++) {
                out[i] = (byte) (a[i] | b[i]);
            }
        }
    },
    EQUAL {
        @Override
        void apply(byte[] a, byte[] b, byte[] out, int bytes) {
            for (int i = 0; i < bytes; i++) {
                out[i] = (byte) ~(a[i] ^ b[i]);
            }
        }
    },
    NOT_EQUAL {
        @Override
        void apply(byte[] a, byte[] b, byte[] out, int bytes) {
            for (int i = 0; i < bytes; i++) {
                out[i] = (byte) (a[i] ^ b[i]);
            }
        }
    };

    /** out = a op b, bit by bit. */
    abstract void apply(byte[] a, byte[] b, byte[] out, int bytes);
}
