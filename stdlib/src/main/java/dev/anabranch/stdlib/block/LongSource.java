package dev.anabranch.stdlib.block;

import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Reads blocks of integers as longs. Borrowed: use it only while the tensor is held. */
@FunctionalInterface
public interface LongSource {
    /** Copies a block that begins at {@code from}, a multiple of {@link Blocks#LENGTH}, to the front of an array. */
    void read(long from, long[] into, int length);

    /** The elements of a tensor. */
    static LongSource of(LongTensor tensor) {
        LongBuffer[] windows = Arrays.stream(Blocks.windows(tensor))
                .map(ByteBuffer::asLongBuffer)
                .toArray(LongBuffer[]::new);
        return (from, into, length) -> windows[Blocks.window(from)].get(Blocks.offset(from), into, 0, length);
    }

    /** The elements of a tensor, widened. */
    static LongSource of(IntTensor tensor) {
        IntBuffer[] windows = Arrays.stream(Blocks.windows(tensor))
                .map(ByteBuffer::asIntBuffer)
                .toArray(IntBuffer[]::new);
        int[] narrow = new int[Blocks.LENGTH];
        return (from, into, length) -> {
            windows[Blocks.window(from)].get(Blocks.offset(from), narrow, 0, length);
            for (int i = 0; i < length; i++) {
                into[i] = narrow[i];
            }
        };
    }

    /** One number everywhere. */
    static LongSource constant(long value) {
        return (from, into, length) -> Arrays.fill(into, 0, length, value);
    }
}
