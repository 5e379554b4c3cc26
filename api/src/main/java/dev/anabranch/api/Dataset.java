package dev.anabranch.api;

/**
 * A value with off-heap memory that tasks hand to each other by reference. It is written by the task that makes it and
 * never changes afterwards, so that any number of workers may read it at once.
 *
 * <p>Holds are counted: whoever makes a dataset has one hold, {@link #share()} adds one, {@link #close()} gives one
 * back, and the memory is freed with the last. A task only borrows its arguments: it closes none of them, and calls
 * {@code share()} on an argument that it returns as (part of) its result, on the thread that it was called on.
 *
 * <p>Where a task returns a tensor, table or bytes that it was given, or one of its own several times, without a hold for
 * each, the worker adds what is missing. For datasets of classes of its own it cannot tell, and the task must share.
 */
public interface Dataset extends AutoCloseable {
    /** The size of its off-heap memory in bytes. */
    long bytes();

    /** Adds a hold and returns this. */
    Dataset share();

    /** Gives one hold back; the last frees the memory. */
    @Override
    void close();
}
