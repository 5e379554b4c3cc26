package dev.anabranch.api;

import dev.anabranch.api.kernel.KernelMaker;
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
}
