package dev.anabranch.benchmarks.allocation;

import com.sun.management.ThreadMXBean;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.output.Publication;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each worker of a run has allocated on the heap, as the JVM counts it, when it last published. Workers' threads begin
 * with the run, so it is all that they allocated.
 */
final class WorkerAllocations implements OutputSink {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> byThread = new ConcurrentHashMap<>();

    @Override
    public void publish(Publication publication, Object value) {
        long thread = Thread.currentThread().getId();
        byThread.put(thread, THREADS.getThreadAllocatedBytes(thread));
    }

    int threads() {
        return byThread.size();
    }

    long bytes() {
        return byThread.values().stream().mapToLong(bytes -> bytes).sum();
    }
}
