package dev.anabranch.runtime;

import java.util.List;

/**
 * What a run took. Times in seconds, sizes in bytes.
 *
 * @param flow the flow's name
 * @param wallSeconds from the start of the run to the end of its last worker
 * @param secondsToFirstTask from the start of the run to the start of its first task
 * @param tasks how many tasks ran
 * @param bytesProduced the sizes of all datasets that tasks handed over
 * @param peakBytes the most off-heap memory that was allocated at once
 * @param published how many datasets were published
 * @param workers by worker
 * @param families by family
 */
public record RunReport(
        String flow,
        double wallSeconds,
        double secondsToFirstTask,
        long tasks,
        long bytesProduced,
        long peakBytes,
        long published,
        List<Worker> workers,
        List<Family> families) {
    public RunReport {
        workers = List.copyOf(workers);
        families = List.copyOf(families);
    }

    /** The share of the wall time that a worker spent in tasks, 0 to 1. */
    public double busyShare(Worker worker) {
        return wallSeconds > 0 ? worker.busySeconds() / wallSeconds : 0;
    }

    /**
     * One worker's part.
     *
     * @param name {@code host/number}
     * @param tasks how many tasks it ran
     * @param busySeconds how long they took, without waiting for inputs
     * @param waitingSeconds how long it waited for datasets of other workers
     * @param peakBytes the most off-heap memory that its tasks had allocated at once
     */
    public record Worker(String name, long tasks, double busySeconds, double waitingSeconds, long peakBytes) {}

    /**
     * One family's part.
     *
     * @param name as its author knows it
     * @param tasks how many of its tasks ran
     * @param seconds how long they took, all together
     * @param bytes the sizes of the datasets that they handed over
     * @param retries how often they threw and were called again
     */
    public record Family(String name, long tasks, double seconds, long bytes, long retries) {}
}
