package dev.anabranch.runtime.host;

import dev.anabranch.api.Dataset;
import dev.anabranch.runtime.plan.Arguments;
import dev.anabranch.runtime.plan.Cells;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.TaskRows;
import dev.anabranch.runtime.plan.WorkerPlan;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which holds a worker's current task has added to datasets, and which datasets it has handed over. A task hands over a
 * hold with each result; where it returns an argument, or the same dataset again, that is one that it added, or one that is
 * added here. Used by the worker's thread only.
 */
final class ReturnedHolds {
    private final WorkerPlan program;
    private final TaskRows tasks;
    private final Arguments arguments;
    private final Cells cells;
    private final SlotStore store;
    /** By dataset, the holds that a task added and has not yet given back or handed over; null until there are any. */
    private @Nullable IdentityHashMap<Dataset, Integer> added;

    private int adder = -1;

    private @Nullable Dataset last;
    /** What else the task has handed over; null until there is any. */
    private @Nullable IdentityHashMap<Dataset, Boolean> earlier;

    private int task = -1;
    private boolean ours;

    /** @param worker whose they are */
    ReturnedHolds(ExecutionPlan plan, int worker, SlotStore store) {
        this.program = plan.worker(worker);
        this.tasks = plan.tasks();
        this.arguments = plan.arguments();
        this.cells = plan.slots().cells(worker);
        this.store = store;
    }

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
     * Sees to a hold for what a task hands over: an argument, or what it has handed over before, has none by itself.
     *
     * @param number of the task, in the worker's order
     * @param oneOfMany whether a generator emits it, which hands over too many datasets to remember them all
     */
    void handOver(Dataset dataset, int number, boolean oneOfMany) {
        if (Holds.tells(dataset) && (!isFirst(dataset, number, oneOfMany) || isArgument(dataset, number))) {
            if (Holds.count(dataset) == 0) {
                throw new TaskMistake("returned a dataset a second time whose memory was given back after the first; "
                        + "call share() on it before it is emitted");
            }
            claim(dataset, number);
        }
    }

    private boolean isArgument(Dataset dataset, int number) {
        int task = tasks.task(program.row(number));
        for (int i = arguments.first(task); i < arguments.first(task + 1); i++) {
            int cell = cells.of(arguments.slot(i));
            Object argument = store.isNumber(cell) ? null : store.get(cell);
            if (argument != null && Holds.contains(argument, dataset)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a task has not handed over a dataset before.
     *
     * @param oneOfMany whether only the one before is to be remembered
     */
    private boolean isFirst(Dataset dataset, int number, boolean oneOfMany) {
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
    private void claim(Dataset dataset, int number) {
        if (added == null || adder != number || !take(added, dataset)) {
            ours = true;
            dataset.share();
            ours = false;
        }
    }
}
