package dev.anabranch.runtime.transport;

import org.apache.arrow.memory.ArrowBuf;

/** Where a dataset's bytes go. Exactly one of {@link #landed} and {@link #broken} is called, once. */
public interface Landing {
    /** Passes over the dataset's bytes. */
    Landing NOWHERE = new Landing() {
        @Override
        public ArrowBuf memory() {
            throw new IllegalStateException("what nobody needs has no memory");
        }

        @Override
        public void landed() {}

        @Override
        public void broken(String reason) {}
    };

    /**
     * Memory of the receiver's store, from whose first byte on the buffers are written as the announcement's layout says.
     * It is asked for once, has to have the layout's bytes, and to stay until one of the other methods is called; the
     * transport neither retains nor releases it.
     */
    ArrowBuf memory();

    /**
     * More of the bytes are there, but not all perhaps.
     *
     * @param bytes how many, from the first on
     */
    default void filled(long bytes) {}

    /** All bytes are there. */
    void landed();

    /** No more bytes will come: the peer is gone. */
    void broken(String reason);
}
