package dev.anabranch.runtime.host;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a worker lets the {@link Evictor} know of the datasets that it may have in its hands. Written by the worker's own thread,
 * read by any. Tasks are told by their places in the worker's order.
 */
final class Standing {
    private static final VarHandle ANNOUNCED;
    private static final VarHandle OVER;
    private static final VarHandle EMITTING;
    private static final VarHandle PINNED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ANNOUNCED = lookup.findVarHandle(Standing.class, "announced", int.class);
            OVER = lookup.findVarHandle(Standing.class, "over", int.class);
            EMITTING = lookup.findVarHandle(Standing.class, "emitting", int.class);
            PINNED = lookup.findVarHandle(Standing.class, "pinned", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private int announced = -1;

    @SuppressWarnings("UnusedVariable") // read by its handle
    private int over = -1;

    @SuppressWarnings("UnusedVariable") // read by its handle
    private int emitting = -1;

    @SuppressWarnings("UnusedVariable") // read by its handle
    private int pinned = -1;

    /** Before a task looks for any dataset: it may read what it reads by the plan. */
    void announce(int task) {
        if (announced != task) {
            ANNOUNCED.setOpaque(this, task);
            VarHandle.fullFence();
        }
    }

    /** A task has let go of its datasets. */
    void over(int task) {
        OVER.setRelease(this, task);
    }

    /** A task hands over its results while it runs. */
    void emits(int task) {
        EMITTING.setRelease(this, task);
    }

    /** A step between two tasks is about a cell. */
    void pin(int cell) {
        PINNED.setOpaque(this, cell);
        VarHandle.fullFence();
    }

    /** The step has ended. */
    void unpin() {
        PINNED.setRelease(this, -1);
    }

    /** The worker has ended, and has nothing in its hands. */
    void leave() {
        ANNOUNCED.setRelease(this, -1);
        PINNED.setRelease(this, -1);
    }

    /** The task that it may read datasets of, or -1. */
    int announced() {
        return (int) ANNOUNCED.getOpaque(this);
    }

    /** Whether the task that was announced has let go of its datasets. */
    boolean isOver(int task) {
        return (int) OVER.getAcquire(this) == task;
    }

    /** Whether a task hands over its results while it runs. */
    boolean emitting(int task) {
        return (int) EMITTING.getAcquire(this) == task;
    }

    /** The cell that a step between two tasks is about, or -1. */
    int pinned() {
        return (int) PINNED.getAcquire(this);
    }
}
