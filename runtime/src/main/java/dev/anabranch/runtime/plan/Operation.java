package dev.anabranch.runtime.plan;

/** What a worker does between its tasks. Receiving and sending need no operation where workers share their store. */
public enum Operation {
    /** Give a slot's dataset a second name. */
    ALIAS,
    /** Put a slot's dataset in the output catalogue. */
    PUBLISH,
    /** End this worker's hold on a slot. */
    PURGE,
    /** Write a slot's dataset to disk and free its memory. */
    SPILL,
    /** Read a slot's dataset back from disk. */
    RESTORE,
    /** Keep a slot's dataset against a crash. */
    CHECKPOINT,
    /** Leave the gang of the task that ran; no step of the plan. */
    LEAVE;

    private static final Operation[] ALL = values();

    static Operation of(byte code) {
        return ALL[code];
    }
}
