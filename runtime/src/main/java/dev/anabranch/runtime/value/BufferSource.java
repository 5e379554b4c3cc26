package dev.anabranch.runtime.value;

import org.apache.arrow.memory.ArrowBuf;

/** Finds the buffers of values that were written down. */
@FunctionalInterface
public interface BufferSource {
    /**
     * A buffer, with a hold for who asks.
     *
     * @param place what the writer's {@link BufferSink} answered
     * @param length its bytes, at least 1
     */
    ArrowBuf get(long place, long length);
}
