package dev.anabranch.stdlib.block;

import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Writes blocks of integers, before the tensor is handed over. */
@FunctionalInterface
public interface LongSink {
    /** Copies the front of an array to a block that begins at {@code from}, a multiple of {@link Blocks#LENGTH}. */
    void write(long from, long[] block, int length);

    /** Into a tensor. */
    static LongSink of(LongTensor tensor) {
        LongBuffer[] windows = Arrays.stream(Blocks.windows(tensor))
                .map(ByteBuffer::asLongBuffer)
                .toArray(LongBuffer[]::new);
        return (from, block, length) -> windows[Blocks.window(from)].put(Blocks.offset(from), block, 0, length);
    }

    /** Into a tensor, keeping the lower 32 bits, as Java's int arithmetic does. */
    static LongSink of(IntTensor tensor) {
        IntBuffer[] windows = Arrays.stream(Blocks.windows(tensor))
                .map(ByteBuffer::asIntBuffer)
                .toArray(IntBuffer[]::new);
        int[] narrow = new int[Blocks.LENGTH];
        return (from, block, length) -> {
            for (int i = 0; i < length; i++) {
                narrow[i] = (int) block[i];
            }
            windows[Blocks.window(from)].put(Blocks.offset(from), narrow, 0, length);
        };
    }
}
