package dev.anabranch.runtime.output;

import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;

/** Where a run's published datasets go. Called by any worker at any time, several at once. */
public interface OutputSink {
    /**
     * A run begins. A sink that keeps datasets beyond the run makes itself a child of the run's allocator and moves
     * them there; whatever else is left in the run's memory when it ends is a leak.
     *
     * @param memory the run's root allocator
     */
    default void begin(BufferAllocator memory) {}

    /**
     * Takes in a dataset, which is borrowed for the duration of the call.
     *
     * @throws IOException if it cannot be stored
     * @throws UnsupportedOperationException if values of its kind cannot be published
     */
    void publish(Publication publication, Object value) throws IOException;

    /** A sink that keeps nothing. */
    static OutputSink discarding() {
        return (publication, value) -> {};
    }
}
