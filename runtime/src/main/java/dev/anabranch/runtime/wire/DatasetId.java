package dev.anabranch.runtime.wire;

import org.jspecify.annotations.Nullable;

/**
 * A dataset of a run.
 *
 * @param run the number that the coordinator gave the run, so that a host can serve several
 * @param slot the dataset's slot in the plan, from 0
 */
public record DatasetId(long run, int slot) {
    /** Refuses a slot below 0. */
    public DatasetId {
        if (slot < 0) {
            throw new IllegalArgumentException("a slot is at least 0, not " + slot);
        }
    }

    // Written out, since the first call of a method that the JVM makes for a record takes milliseconds of a start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DatasetId that && run == that.run && slot == that.slot;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(run) + slot;
    }

    @Override
    public String toString() {
        return "dataset " + slot + " of run " + run;
    }
}
