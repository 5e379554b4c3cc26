package dev.anabranch.stdlib.block;

import dev.anabranch.api.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The walk over a tensor in blocks. The JIT vectorises loops over heap arrays but none over off-heap memory; a copy of
 * a block that stays in the first-level cache costs less than that loses.
 */
public final class Blocks {
    /** Elements in a block: three blocks of doubles fit the smallest first-level caches. A multiple of 64. */
    public static final int LENGTH = 512;

    /** Elements that one window covers; a ByteBuffer addresses less than 2 GiB. A multiple of {@link #LENGTH}. */
    static final int WINDOW_BITS = 27;

    private Blocks() {}

    /** What to do with {@code length} elements from the position {@code from} on. */
    @FunctionalInterface
    public interface Step {
        /** Called once a block, in order. */
        void block(long from, int length);
    }

    /** Calls the step for each block of so many elements; all but the last have {@link #LENGTH}. */
    public static void forEach(long size, Step step) {
        for (long from = 0; from < size; from += LENGTH) {
            step.block(from, (int) Math.min(LENGTH, size - from));
        }
    }

    /** The tensor's memory as byte buffers of native order, each but the last {@code 2^WINDOW_BITS} elements long. */
    static ByteBuffer[] windows(Tensor tensor) {
        long total = tensor.bytes();
        long window = tensor.elementType().bytes(1L << WINDOW_BITS);
        ByteBuffer[] windows = new ByteBuffer[(int) ((total + window - 1) / window)];
        for (int i = 0; i < windows.length; i++) {
            long from = i * window;
            int length = (int) Math.min(window, total - from);
            windows[i] = tensor.data().nioBuffer(from, length).order(ByteOrder.nativeOrder());
        }
        return windows;
    }

    static int window(long position) {
        return (int) (position >>> WINDOW_BITS);
    }

    static int offset(long position) {
        return (int) (position & (1L << WINDOW_BITS) - 1);
    }
}
