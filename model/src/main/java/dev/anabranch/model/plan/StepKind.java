package dev.anabranch.model.plan;

/** What a worker does at a step. The names stand in the {@code kind} column of a plan's steps. */
public enum StepKind {
    /** Wait for and take in a dataset that {@code peer} sends. */
    RECEIVE,
    /** Run a task. */
    RUN,
    /** Run a task that another worker runs, as rank {@code peer} of its gang, at the same time; what it makes is let go of. */
    JOIN,
    /** Give a dataset a second name: {@code dataset} is another name of {@code peer}'s slot. */
    ALIAS,
    /** Put a dataset in the output catalogue. */
    PUBLISH,
    /** Hand a dataset to worker {@code peer}. */
    SEND,
    /** Release this worker's hold on a dataset: nothing here reads it again. */
    PURGE,
    /** Write a dataset to disk and free its memory: nothing here reads it for some time. */
    SPILL,
    /** Read a dataset back from disk, before its next reader. */
    RESTORE,
    /** Keep a dataset against a crash: write it to the checkpoints, beside what the worker does next. */
    CHECKPOINT
}
