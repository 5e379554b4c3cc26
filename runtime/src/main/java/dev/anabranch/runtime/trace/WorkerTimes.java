package dev.anabranch.runtime.trace;

/** What one worker's tasks took. Times in seconds from the start of the run, sizes in bytes. */
public interface WorkerTimes {
    /** How many tasks finished. */
    int tasks();

    /** When a run began, its inputs being there. */
    double start(int run);

    /** When a run finished. */
    double finish(int run);

    /** How often a run's task threw and was called again. */
    int retries(int run);

    /** How long it waited for datasets of other workers. */
    double waiting();

    /** The most off-heap memory that its tasks had allocated at once. */
    long peakBytes();

    /** How long it computed. */
    double busy();
}
