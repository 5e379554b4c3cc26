package dev.anabranch.runtime.host;

import dev.anabranch.api.Dataset;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which holds a worker's current task has added to datasets, and which datasets it has handed over. A task hands over a
 * hold with each result; where it returns an argument, or the same dataset again, that is one that it added, or one that is
 * added here. Used by the worker's thread only.
 */
final class ReturnedHolds {
    /** By dataset, the holds that a task added and has not yet given back or handed over; null until there are any. */
    private @Nullable IdentityHashMap<Dataset, Integer> added;

    private int adder = -1;

    private @Nullable Dataset last;
    /** What else the task has handed over; null until there is any. */
    private @Nullable IdentityHashMap<Dataset, Boolean> earlier;

    private int task = -1;
    private boolean ours;

    /**
     * A hold was added.
     *
     * @param number of the task, in the worker's order
     */
    void shared(Dataset dataset, int number) {
        if (ours) {
            return;
        }
        IdentityHashMap<Dataset, Integer> known = added;
        if (known == null || adder != number) {
            known = new IdentityHashMap<>();
            added = known;
            adder = number;
        }
        known.merge(dataset, 1, Integer::sum);
    }

    /** A hold is given back. */
    void closed(Dataset dataset) {
        if (added != null) {
            take(added, dataset);
        }
    }

    /** Whether what happens to holds now is the runtime's own doing. */
    void ours(boolean begins) {
        ours = begins;
    }

    private static boolean take(IdentityHashMap<Dataset, Integer> added, Dataset dataset) {
        Integer count = added.get(dataset);
        if (count == null) {
            return false;
        }
        if (count == 1) {
            added.remove(dataset);
        } else {
            added.put(dataset, count - 1);
        }
        return true;
    }

    /**
     * Whether a task has not handed over a dataset before.
     *
     * @param number of the task, in the worker's order
     * @param oneOfMany whether only the one before is to be remembered
     */
    boolean isFirst(Dataset dataset, int number, boolean oneOfMany) {
        if (number != task) {
            task = number;
            last = dataset;
            earlier = null;
            return true;
        }
        Dataset before = last;
        if (before == dataset || (earlier != null && earlier.containsKey(dataset))) {
            return false;
        }
        if (!oneOfMany && before != null) {
            if (earlier == null) {
                earlier = new IdentityHashMap<>();
            }
            earlier.put(before, true);
        }
        last = dataset;
        return true;
    }

    /** Has a hold go along with a dataset that has none by itself: one that the task added, or else one more. */
    void claim(Dataset dataset, int number) {
        if (added == null || adder != number || !take(added, dataset)) {
            ours = true;
            dataset.share();
            ours = false;
        }
    }
}
