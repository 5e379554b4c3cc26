package dev.anabranch.runtime.value;

import org.apache.arrow.memory.ArrowBuf;

/** Takes the buffers of values that are written down. */
@FunctionalInterface
public interface BufferSink {
    /**
     * Takes a buffer.
     *
     * @param length its bytes, from the first on, at least 1
     * @return by which number a {@link BufferSource} of the reader finds them
     * @throws UnsupportedOperationException if it cannot go to other processes
     */
    long put(ArrowBuf buffer, long length);
}
