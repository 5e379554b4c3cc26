package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.Crossings;
import org.jspecify.annotations.Nullable;

/** What lies behind the store of one part of a run: the datasets of the others. */
abstract class Border {
    private final Crossings crossings;
    private @Nullable SlotStore behind;

    Border(Crossings crossings) {
        this.crossings = crossings;
    }

    /** Before any worker starts: where what is taken goes. */
    final void stand(SlotStore store) {
        behind = store;
    }

    final SlotStore store() {
        SlotStore known = behind;
        if (known == null) {
            throw new IllegalStateException("no store stands at this border yet");
        }
        return known;
    }

    final Crossings crossings() {
        return crossings;
    }

    /** Whether the dataset of a cell may be evicted here without a word to other parts, as far as these go. */
    abstract boolean mayMove(int cell);

    /** Whether anything has got on its way to other parts since a time of {@link System#nanoTime}, as far as is known. */
    boolean movedSince(long nanos) {
        return false;
    }

    /** Whether the dataset in a cell, which is not in the store, is there all the same. */
    boolean ready(int cell) {
        int original = crossings.original(cell);
        return original >= 0 && store().ready(original);
    }

    /** The dataset in a cell that is not in the store, put into it, or null if it is not there. */
    @Nullable
    Object take(int cell) {
        int original = crossings.original(cell);
        Object value = original < 0 ? null : store().get(original);
        if (value != null) {
            store().adopt(cell, value);
        }
        return value;
    }

    /**
     * Lets other parts have a dataset that was put into the store.
     *
     * @throws TaskMistake if values of its class do not go to other parts
     */
    abstract void offer(int cell, Object value);
}
