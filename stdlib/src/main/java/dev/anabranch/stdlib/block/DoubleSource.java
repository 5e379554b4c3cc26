package dev.anabranch.stdlib.block;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Reads blocks of floating-point elements as doubles. Borrowed: use it only while the tensor is held. */
@FunctionalInterface
public interface DoubleSource {
    /** Copies a block that begins at {@code from}, a multiple of {@link Blocks#LENGTH}, to the front of an array. */
    void read(long from, double[] into, int length);

    /** The elements of a tensor. */
    static DoubleSource of(DoubleTensor tensor) {
        DoubleBuffer[] windows = Arrays.stream(Blocks.windows(tensor))
                .map(ByteBuffer::asDoubleBuffer)
                .toArray(DoubleBuffer[]::new);
        return (from, into, length) -> windows[Blocks.window(from)].get(Blocks.offset(from), into, 0, length);
    }

    /** The elements of a tensor, widened. */
    static DoubleSource of(FloatTensor tensor) {
        FloatBuffer[] windows = Arrays.stream(Blocks.windows(tensor))
                .map(ByteBuffer::asFloatBuffer)
                .toArray(FloatBuffer[]::new);
        float[] narrow = new float[Blocks.LENGTH];
        return (from, into, length) -> {
            windows[Blocks.window(from)].get(Blocks.offset(from), narrow, 0, length);
            for (int i = 0; i < length; i++) {
                into[i] = narrow[i];
            }
        };
    }

    /** One number everywhere. */
    static DoubleSource constant(double value) {
        return (from, into, length) -> Arrays.fill(into, 0, length, value);
    }
}
