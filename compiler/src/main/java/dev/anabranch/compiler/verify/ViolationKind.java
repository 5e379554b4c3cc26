package dev.anabranch.compiler.verify;

/** What can be wrong with a plan. */
public enum ViolationKind {
    /** Tables whose rows do not fit together or point to nothing. */
    BROKEN_TABLE,
    /** A task that a sink needs runs nowhere. */
    TASK_MISSING,
    /** A task runs more than once on a worker, or at all though that is not the same. */
    TASK_REPEATED,
    /** A task does not run on as many workers as its gang has, all different, at the same time, and on no more hosts than needed. */
    GANG_WRONG,
    /** A worker runs a task that asked for another. */
    LABEL_IGNORED,
    /** A task, or a step, uses a dataset that never came to its worker before. */
    DATASET_ABSENT,
    /** A dataset is used on a worker after its purge there. */
    USED_AFTER_PURGE,
    /** A dataset is used on a worker, or purged there, while it is on disk. */
    USED_WHILE_SPILLED,
    /** A dataset goes to disk that others may use, that is not there or cannot be written, or comes back that did not go. */
    SPILL_WRONG,
    /** A dataset is kept against a crash that must not be, or not there. */
    CHECKPOINT_WRONG,
    /** A dataset comes to a worker that has, or had, it already. */
    DATASET_REPEATED,
    /** A worker never purges a dataset that it holds. */
    PURGE_MISSING,
    /** A dataset is purged where it is not held. */
    PURGE_REPEATED,
    /** A dataset that is to stay until the run ends is purged where it was made. */
    KEPT_PURGED,
    /** A dataset that must be published is not. */
    PUBLISH_MISSING,
    /** A dataset is published twice. */
    PUBLISH_REPEATED,
    /** The publications are not those of the flow. */
    PUBLISH_WRONG,
    /** A worker waits for a dataset that nobody sends to it. */
    SEND_MISSING,
    /** A dataset is sent to a worker that does not take it in. */
    RECEIVE_MISSING,
    /** The transfers are not those of the steps. */
    TRANSFER_WRONG,
    /** A dataset is said to be another name of one that it need not equal. */
    ALIAS_UNEQUAL,
    /** Workers wait for each other in a circle. */
    CIRCULAR_WAIT,
    /** A predicted time, work or size contradicts the cost model. */
    TIME_WRONG,
    /** A host's datasets exceed its memory. */
    MEMORY_EXCEEDED
}
