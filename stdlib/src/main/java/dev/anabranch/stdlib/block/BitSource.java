package dev.anabranch.stdlib.block;

import dev.anabranch.api.BooleanTensor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads blocks of truth values, eight a byte, lowest bit first. Borrowed: use it only while the tensor is held. */
@FunctionalInterface
public interface BitSource {
    /**
     * Copies a block that begins at {@code from}, a multiple of {@link Blocks#LENGTH}, to the front of an array.
     *
     * @param length elements, not bytes
     */
    void read(long from, byte[] into, int length);

    /** The elements of a tensor. */
    static BitSource of(BooleanTensor tensor) {
        ByteBuffer[] windows = Blocks.windows(tensor);
        return (from, into, length) ->
                windows[Blocks.window(from)].get(Blocks.offset(from) >>> 3, into, 0, (length + 7) >>> 3);
    }

    /** One truth value everywhere. */
    static BitSource constant(boolean value) {
        return (from, into, length) -> Arrays.fill(into, 0, (length + 7) >>> 3, (byte) (value ? -1 : 0));
    }
}
