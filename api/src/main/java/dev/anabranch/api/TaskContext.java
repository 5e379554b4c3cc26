package dev.anabranch.api;

import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.kernel.KernelMaker;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;

/** What a running task may ask of the worker it runs on. */
public interface TaskContext {
    /** Where the task allocates its result and what it needs on the way; leaks are found at the end of the run. */
    BufferAllocator allocator();

    /** The instance that runs, as its author knows it, for messages: {@code mean[step: 24]}. */
    String instance();

    /**
     * The workers that run the task at the same time, where its equation has {@code @gang(n)}; otherwise a gang of one. The
     * first call of a task waits until all of them run it.
     *
     * @throws dev.anabranch.api.gang.GangException if one of them cannot come
     */
    default Gang gang() {
        return Gang.ofOne();
    }

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
