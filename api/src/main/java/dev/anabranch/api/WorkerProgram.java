package dev.anabranch.api;

/** The tasks of one worker in their planned order; generated, one class per worker. */
public interface WorkerProgram {
    /**
     * Runs all of them, once.
     *
     * @throws Exception whatever a task throws
     */
    void run(WorkerContext worker) throws Exception;
}
