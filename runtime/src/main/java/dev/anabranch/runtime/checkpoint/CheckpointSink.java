package dev.anabranch.runtime.checkpoint;

import java.io.IOException;

/** Where a run keeps the datasets that its plan says are worth keeping against a crash. Several threads use it at once. */
public interface CheckpointSink {
    /**
     * Keeps a dataset. A run goes on if this fails; it only cannot go on from there after a crash.
     *
     * @param slot the dataset's number in the plan
     * @param name the dataset as its author knows it, {@code state[member: 3]}
     * @param value borrowed until the call returns
     */
    void keep(int slot, String name, Object value) throws IOException;

    /** Is told what could not be kept. */
    void missed(String name, Throwable why);

    /** Whether what is still to be written when a run has come to a good end is written after all. */
    boolean outlivesItsRun();
}
