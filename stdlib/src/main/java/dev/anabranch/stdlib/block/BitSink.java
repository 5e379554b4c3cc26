package dev.anabranch.stdlib.block;

import dev.anabranch.api.BooleanTensor;
import java.nio.ByteBuffer;

/** Writes blocks of truth values, eight a byte, lowest bit first, before the tensor is handed over. */
@FunctionalInterface
public interface BitSink {
    /**
     * Copies the front of an array to a block that begins at {@code from}, a multiple of {@link Blocks#LENGTH}. Bits
     * past the last element are cleared.
     *
     * @param length elements, not bytes
     */
    void write(long from, byte[] bits, int length);

    /** Into a tensor. */
    static BitSink of(BooleanTensor tensor) {
        ByteBuffer[] windows = Blocks.windows(tensor);
        return (from, bits, length) -> {
            int bytes = (length + 7) >>> 3;
            if ((length & 7) != 0) {
                bits[bytes - 1] &= (byte) ((1 << (length & 7)) - 1);
            }
            windows[Blocks.window(from)].put(Blocks.offset(from) >>> 3, bits, 0, bytes);
        };
    }
}
