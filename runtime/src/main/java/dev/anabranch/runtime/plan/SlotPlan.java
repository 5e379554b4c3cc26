package dev.anabranch.runtime.plan;

/**
 * What the plan says about each slot. A slot's holds are the workers that have its dataset, each until it purges it:
 * those that produce it and those that receive it. A name that no worker purges (an alias that lives as long as what
 * it names) has no holds.
 */
public final class SlotPlan {
    /** Workers other than the producer read the slot. */
    public static final byte REMOTE = 1;

    /** Several workers produce the slot, each for itself. */
    public static final byte REPEATED = 2;

    private final int[] holds;
    private final byte[] traits;
    private final long[] defined;

    private SlotPlan(int slots) {
        this.holds = new int[slots];
        this.traits = new byte[slots];
        this.defined = new long[(slots + 63) >>> 6];
    }

    static SlotPlan of(TaskRows tasks, DatasetRows datasets, StepRows steps) {
        int slots = 0;
        for (int row = 0; row < datasets.rows(); row++) {
            slots = Math.max(slots, datasets.slot(row) + 1);
        }
        SlotPlan plan = new SlotPlan(slots);
        int[] runs = tasks.runsByTask();
        for (int row = 0; row < datasets.rows(); row++) {
            int slot = datasets.slot(row);
            plan.defined[slot >>> 6] |= 1L << slot;
            int producer = datasets.producer(row);
            if (datasets.aliasOf(row) < 0 && producer >= 0 && producer < runs.length) {
                plan.holds[slot] += runs[producer];
                plan.traits[slot] |= runs[producer] > 1 ? REPEATED : 0;
            }
        }
        plan.take(steps);
        plan.settleAliases(datasets, steps);
        return plan;
    }

    private void take(StepRows steps) {
        for (int step = 0; step < steps.rows(); step++) {
            int slot = steps.slot(step);
            switch (steps.code(step)) {
                case WorkerPlans.ALIAS -> holds[slot]++;
                case WorkerPlans.RECEIVE -> {
                    holds[slot]++;
                    traits[slot] |= REMOTE;
                }
                case WorkerPlans.SEND -> traits[slot] |= REMOTE;
                default -> {
                    // Running, publishing and purging begin no hold.
                }
            }
        }
    }

    private void settleAliases(DatasetRows datasets, StepRows steps) {
        boolean[] purged = new boolean[holds.length];
        for (int step = 0; step < steps.rows(); step++) {
            if (steps.code(step) == WorkerPlans.PURGE) {
                purged[steps.slot(step)] = true;
            }
        }
        for (int row = 0; row < datasets.rows(); row++) {
            int original = datasets.aliasOf(row);
            if (original >= 0) {
                int slot = datasets.slot(row);
                // Where the plan moves the original, readers elsewhere may use either name.
                traits[slot] |= traits[original];
                holds[slot] = purged[slot] ? holds[slot] : 0;
            }
        }
    }

    /** How many slots there are. */
    public int slots() {
        return holds.length;
    }

    /** A new array of the holds that each slot begins with. */
    public int[] holds() {
        return holds.clone();
    }

    /** {@link #REMOTE} and {@link #REPEATED}. */
    public byte traits(int slot) {
        return traits[slot];
    }

    /** Whether the flow defines the dataset in a slot. */
    public boolean defined(int slot) {
        return slot >= 0 && slot < holds.length && (defined[slot >>> 6] >>> slot & 1) != 0;
    }
}
