package dev.anabranch.benchmarks.allocation;

import com.sun.management.ThreadMXBean;
import dev.anabranch.api.LongTensor;
import dev.anabranch.stdlib.taskbench.TaskbenchTasks;
import dev.anabranch.testkit.TestContext;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The same task, called by a loop that lends one tensor three times and closes each: what Arrow and the task allocate. */
final class TensorsByHand {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private TensorsByHand() {}

    /** Bytes on the heap for each call, of the last of several rounds. */
    static double bytesPerTask(int tasks, int bytes, int rounds) {
        long thread = Thread.currentThread().getId();
        long allocated = 0;
        try (TestContext context = new TestContext()) {
            for (int round = 0; round < rounds; round++) {
                long before = THREADS.getThreadAllocatedBytes(thread);
                LongTensor last = TaskbenchTasks.point(context, 0, 0, List.of(), 0, bytes);
                for (int step = 1; step < tasks; step++) {
                    LongTensor next = TaskbenchTasks.point(context, step, 0, List.of(last, last, last), 0, bytes);
                    last.close();
                    last = next;
                }
                last.close();
                allocated = THREADS.getThreadAllocatedBytes(thread) - before;
            }
        }
        return allocated / (double) tasks;
    }
}
