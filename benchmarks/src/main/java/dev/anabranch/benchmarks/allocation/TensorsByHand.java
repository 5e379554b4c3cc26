package dev.anabranch.benchmarks.allocation;

import com.sun.management.ThreadMXBean;
import dev.anabranch.api.LongTensor;
import dev.anabranch.stdlib.taskbench.TaskbenchTasks;
import dev.anabranch.testkit.TestContext;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The same task, called by a loop that keeps its tensors in an array, as a schedule does, lends one three times and closes
 * each: what Arrow and the task allocate.
 */
final class TensorsByHand {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private TensorsByHand() {}

    /** Bytes on the heap for each call, of the last of several rounds. */
    static double bytesPerTask(int tasks, int bytes, int rounds) {
        long thread = Thread.currentThread().getId();
        long allocated = 0;
        LongTensor[] held = new LongTensor[2];
        try (TestContext context = new TestContext()) {
            for (int round = 0; round < rounds; round++) {
                long before = THREADS.getThreadAllocatedBytes(thread);
                held[0] = TaskbenchTasks.point(context, 0, 0, List.of(), 0, bytes);
                for (int step = 1; step < tasks; step++) {
                    LongTensor last = held[(step - 1) & 1];
                    held[step & 1] = TaskbenchTasks.point(context, step, 0, List.of(last, last, last), 0, bytes);
                    last.close();
                }
                held[(tasks - 1) & 1].close();
                allocated = THREADS.getThreadAllocatedBytes(thread) - before;
            }
        }
        return allocated / (double) tasks;
    }
}
