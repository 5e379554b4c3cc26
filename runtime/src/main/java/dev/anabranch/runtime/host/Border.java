package dev.anabranch.runtime.host;

import org.jspecify.annotations.Nullable;

/** What lies behind the store of one process of a run: the datasets of the others. */
interface Border {
    /** Whether the dataset in a cell, which is not in the store, is there all the same. */
    boolean ready(int cell);

    /** The dataset in a cell that is not in the store, put into it, or null if it is not there. */
    @Nullable
    Object take(int cell);

    /**
     * Lets other processes have a dataset that was put into the store.
     *
     * @throws TaskMistake if values of its class cannot be read by other processes
     */
    void offer(int cell, Object value);
}
