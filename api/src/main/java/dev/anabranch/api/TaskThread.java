package dev.anabranch.api;

/**
 * A thread that tasks are called on. It is told of the holds on tensors, tables and bytes that are added and given back on it:
 * so a worker knows whether a task has shared an argument that it returns, which a count of holds that other workers change
 * meanwhile does not tell. For the runtime; tasks have no use for it.
 */
public abstract class TaskThread extends Thread {
    /**
     * A thread.
     *
     * @param name as {@link Thread#getName()} answers it
     */
    protected TaskThread(String name) {
        super(name);
    }

    /** A hold on a dataset was added on this thread. */
    protected abstract void shared(Dataset dataset);

    /** A hold on a dataset is given back on this thread. */
    protected abstract void closed(Dataset dataset);

    static void tellShared(Dataset dataset) {
        if (Thread.currentThread() instanceof TaskThread thread) {
            thread.shared(dataset);
        }
    }

    static void tellClosed(Dataset dataset) {
        if (Thread.currentThread() instanceof TaskThread thread) {
            thread.closed(dataset);
        }
    }
}
