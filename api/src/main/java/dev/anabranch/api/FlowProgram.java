package dev.anabranch.api;

/** The generated entry to a compiled flow: which plan it belongs to and the program of each worker. */
public interface FlowProgram {
    /** The flow's name as its author wrote it. */
    String flow();

    /** The content hash of the plan that these programs were generated from, in hexadecimal. */
    String planHash();

    /** How many workers it runs on. */
    int workers();

    /**
     * The program of one worker.
     *
     * @param worker from 0 to {@code workers() - 1}
     */
    WorkerProgram worker(int worker);
}
