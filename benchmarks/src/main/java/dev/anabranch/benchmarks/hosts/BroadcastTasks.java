package dev.anabranch.benchmarks.hosts;

import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import java.util.concurrent.locks.LockSupport;

/** Large tensors, and who reads them. */
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

    /** What comes after another, as large. */
    @Task
    public static LongTensor next(TaskContext task, LongTensor before) {
        LongTensor tensor = make(task, before.size() * Long.BYTES);
        tensor.set(0, before.get(0) + 1);
        return tensor;
    }

    /** A task that takes so long whatever else the machine does, as if its host had processors of its own. */
    @Task
    public static long after(LongTensor tensor, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return tensor.get(0);
    }
}
