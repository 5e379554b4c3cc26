package dev.anabranch.benchmarks.hosts;

import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;

/** A large tensor, and who reads it. */
public final class BroadcastTasks {
    private static final int PAGE = 4096 / Long.BYTES;

    private BroadcastTasks() {}

    /** So many bytes, none of the pages empty. */
    @Task
    public static LongTensor make(TaskContext task, long bytes) {
        LongTensor tensor = LongTensor.zeros(task.allocator(), bytes / Long.BYTES);
        for (long i = 0; i < tensor.size(); i += PAGE) {
            tensor.set(i, i);
        }
        return tensor;
    }

    /** A look at each page. */
    @Task
    public static long touch(LongTensor tensor) {
        long sum = 0;
        for (long i = 0; i < tensor.size(); i += PAGE) {
            sum += tensor.get(i);
        }
        return sum;
    }
}
