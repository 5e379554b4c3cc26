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
 * @param evictions what had to be written to disk although the plan did not say so
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
        Evictions evictions,
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
     * Datasets that had to wait on disk although the plan did not say so, because others were larger than it said.
     *
     * @param datasets how often one was evicted
     * @param bytes the memory that this freed
     * @param bytesWritten what was written; who is evicted again is on disk already
     * @param readBack how often one was read back
     * @param bytesReadBack the memory that this took
     * @param seconds how long writing and reading took
     */
    public record Evictions(
            long datasets, long bytes, long bytesWritten, long readBack, long bytesReadBack, double seconds) {
        /** None. */
        public static final Evictions NONE = new Evictions(0, 0, 0, 0, 0, 0);

        /** Those of two parts of a run. */
        public Evictions plus(Evictions other) {
            return new Evictions(
                    datasets + other.datasets,
                    bytes + other.bytes,
                    bytesWritten + other.bytesWritten,
                    readBack + other.readBack,
                    bytesReadBack + other.bytesReadBack,
                    seconds + other.seconds);
        }
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
