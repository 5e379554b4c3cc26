package dev.anabranch.runtime.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Who is told what a {@link FrameReader} reads. */
public interface FrameSink {
    /**
     * A message that is no chunk.
     *
     * @return false to have the same message offered again when reading is resumed
     */
    boolean message(Message message) throws WireException;

    /**
     * A chunk begins.
     *
     * @return a buffer with room for exactly the chunk's bytes, which the reader releases; or null to pass them over
     */
    @Nullable
    ByteBuf chunk(Message.DatasetChunk chunk) throws WireException;

    /** All bytes of the chunk that began last are there. */
    void filled(Message.DatasetChunk chunk) throws WireException;
}
