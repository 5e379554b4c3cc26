package dev.anabranch.api;

/** The tasks of one worker in their planned order; generated, one class per worker. */
public interface WorkerProgram {
    /**
     * Tasks of a unit of at most so many hand each other datasets in variables of the program, and read from the worker only
     * what others have made. Those of larger units read everything.
     */
    int LONGEST_LINE = 12;

    /**
     * Runs all of them, once.
     *
     * @throws Exception whatever a task throws
     */
    void run(WorkerContext worker) throws Exception;
}
