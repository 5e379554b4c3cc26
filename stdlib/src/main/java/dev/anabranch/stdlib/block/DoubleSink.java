package dev.anabranch.stdlib.block;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Writes blocks of floating-point elements, before the tensor is handed over. */
@FunctionalInterface
public interface DoubleSink {
    /** Copies the front of an array to a block that begins at {@code from}, a multiple of {@link Blocks#LENGTH}. */
    void write(long from, double[] block, int length);

    /** Into a tensor. */
    static DoubleSink of(DoubleTensor tensor) {
        DoubleBuffer[] windows = Arrays.stream(Blocks.windows(tensor))
                .map(ByteBuffer::asDoubleBuffer)
                .toArray(DoubleBuffer[]::new);
        return (from, block, length) -> windows[Blocks.window(from)].put(Blocks.offset(from), block, 0, length);
    }

    /** Into a tensor, rounded to the nearest. */
    static DoubleSink of(FloatTensor tensor) {
        FloatBuffer[] windows = Arrays.stream(Blocks.windows(tensor))
                .map(ByteBuffer::asFloatBuffer)
                .toArray(FloatBuffer[]::new);
        float[] narrow = new float[Blocks.LENGTH];
        return (from, block, length) -> {
            for (int i = 0; i < length; i++) {
                narrow[i] = (float) block[i];
            }
            windows[Blocks.window(from)].put(Blocks.offset(from), narrow, 0, length);
        };
    }
}
