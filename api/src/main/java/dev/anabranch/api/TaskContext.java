package dev.anabranch.api;

import dev.anabranch.api.kernel.KernelMaker;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;

/** What a running task may ask of the worker it runs on. */
public interface TaskContext {
    /** Where the task allocates its result and what it needs on the way; leaks are found at the end of the run. */
    BufferAllocator allocator();

    /** The instance that runs, as its author knows it, for messages: {@code mean[step: 24]}. */
    String instance();

    /** Who makes the loops of fused expressions for this machine; by default nobody. */
    default KernelMaker kernels() {
        return KernelMaker.NONE;
    }

    /**
     * A folder on a disk with room, for files that the task removes before it ends. It may not exist yet. By default where
     * Java keeps temporary files.
     */
    default Path scratch() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
