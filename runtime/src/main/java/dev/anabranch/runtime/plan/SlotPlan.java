package dev.anabranch.runtime.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the plan says about each slot, and about each cell: a place for a dataset. A slot's first run fills the cell of the
 * slot's number; where a task runs on several workers, each further run fills a cell behind all of them. A cell's holds are
 * the workers that have its dataset, each until it purges it: the one that makes it and those that receive it from there. A
 * name that no worker purges (an alias that lives as long as what it names) has no holds.
 */
public final class SlotPlan {
    private final int[] holds;
    private final boolean[] remote;
    private final int[] slotOf;
    private final long[] defined;
    private final Cells[] cells;
    /** By cell behind those of the slots, the worker whose run fills it. */
    private int[] furtherMakers = new int[0];

    private int[] receivers = new int[0];
    private int[] receivedCells = new int[0];

    private SlotPlan(int[] slotOf, int slots, Cells[] cells) {
        this.holds = new int[slotOf.length];
        this.remote = new boolean[slotOf.length];
        this.slotOf = slotOf;
        this.defined = new long[(slots + 63) >>> 6];
        this.cells = cells;
    }

    static SlotPlan of(int workers, TaskRows tasks, DatasetRows datasets, StepRows steps) {
        int slots = 0;
        for (int row = 0; row < datasets.rows(); row++) {
            slots = Math.max(slots, datasets.slot(row) + 1);
        }
        SlotPlan plan = numbered(slots, workers, tasks, datasets, steps);
        int[] runs = tasks.runsByTask();
        for (int row = 0; row < datasets.rows(); row++) {
            int slot = datasets.slot(row);
            plan.defined[slot >>> 6] |= 1L << slot;
            int producer = datasets.producer(row);
            if (datasets.aliasOf(row) < 0 && producer >= 0 && producer < runs.length && runs[producer] > 0) {
                plan.holds[slot]++;
            }
        }
        for (int cell = slots; cell < plan.slotOf.length; cell++) {
            plan.holds[cell]++;
        }
        plan.take(steps, datasets);
        return plan;
    }

    /** Gives cells to the further runs of tasks, and tells each worker which are its own and which those of its senders. */
    private static SlotPlan numbered(int slots, int workers, TaskRows tasks, DatasetRows datasets, StepRows steps) {
        int[] runs = tasks.runsByTask();
        Map<Integer, int[]> slotsOfTask = new TreeMap<>();
        for (int row = 0; row < datasets.rows(); row++) {
            int producer = datasets.producer(row);
            if (producer >= 0 && producer < runs.length && runs[producer] > 1) {
                slotsOfTask.merge(producer, new int[] {datasets.slot(row)}, SlotPlan::joined);
            }
        }
        Cells[] cells = new Cells[workers];
        int[] slotOf = new int[slots];
        Arrays.setAll(slotOf, slot -> slot);
        if (slotsOfTask.isEmpty()) {
            Arrays.fill(cells, Cells.of(Map.of()));
            return new SlotPlan(slotOf, slots, cells);
        }
        List<Map<Integer, Integer>> made = new ArrayList<>();
        List<Map<Integer, Integer>> all = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            made.add(new TreeMap<>());
            all.add(new TreeMap<>());
        }
        boolean[] known = new boolean[runs.length];
        IntStream.Builder further = IntStream.builder();
        IntStream.Builder makers = IntStream.builder();
        int next = slots;
        for (int row = 0; row < tasks.rows(); row++) {
            int task = tasks.task(row);
            if (known[task]) {
                for (int slot : slotsOfTask.getOrDefault(task, new int[0])) {
                    made.get(tasks.worker()[row]).put(slot, next++);
                    further.add(slot);
                    makers.add(tasks.worker()[row]);
                }
            }
            known[task] = true;
        }
        for (int step = 0; step < steps.rows(); step++) {
            boolean named = steps.peer(step) >= 0 && steps.peer(step) < workers;
            if (steps.code(step) == WorkerPlans.RECEIVE && named) {
                Integer cell = made.get(steps.peer(step)).get(steps.slot(step));
                if (cell != null) {
                    all.get(steps.worker()[step]).put(steps.slot(step), cell);
                }
            }
        }
        for (int worker = 0; worker < workers; worker++) {
            all.get(worker).putAll(made.get(worker));
            cells[worker] = Cells.of(all.get(worker));
        }
        SlotPlan plan = new SlotPlan(joined(slotOf, further.build().toArray()), slots, cells);
        plan.furtherMakers = makers.build().toArray();
        return plan;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private void take(StepRows steps, DatasetRows datasets) {
        boolean[] purged = new boolean[holds.length];
        int[] aliasOf = new int[defined.length << 6];
        Arrays.fill(aliasOf, -1);
        for (int row = 0; row < datasets.rows(); row++) {
            aliasOf[datasets.slot(row)] = datasets.aliasOf(row);
        }
        IntStream.Builder receiver = IntStream.builder();
        IntStream.Builder received = IntStream.builder();
        for (int step = 0; step < steps.rows(); step++) {
            Cells own = cells[steps.worker()[step]];
            int slot = steps.slot(step);
            switch (steps.code(step)) {
                case WorkerPlans.ALIAS -> {
                    // The cells behind the slots have the hold of who makes them already.
                    holds[own.of(slot)] += own.of(slot) == slot ? 1 : 0;
                }
                case WorkerPlans.RECEIVE -> {
                    holds[own.of(slot)]++;
                    remote[own.of(slot)] = true;
                    receiver.add(steps.worker()[step]);
                    received.add(own.of(slot));
                }
                case WorkerPlans.PURGE -> purged[own.of(slot)] = true;
                default -> {
                    // Running and publishing begin no hold; what is sent is received.
                }
            }
        }
        receivers = receiver.build().toArray();
        receivedCells = received.build().toArray();
        for (int cell = 0; cell < holds.length; cell++) {
            int original = aliasOf[slotOf[cell]];
            if (original >= 0) {
                holds[cell] = purged[cell] ? holds[cell] : 0;
            }
        }
        // Where the plan moves the original, readers elsewhere may use either name.
        for (int row = 0; row < datasets.rows(); row++) {
            if (datasets.aliasOf(row) >= 0) {
                for (Cells own : cells) {
                    remote[own.of(datasets.slot(row))] |= remote[own.of(datasets.aliasOf(row))];
                }
            }
        }
    }

    /** How many cells there are; those of the slots' numbers come first. */
    public int cells() {
        return holds.length;
    }

    /** Where a worker finds datasets. */
    public Cells cells(int worker) {
        return cells[worker];
    }

    /** The slot whose dataset a cell takes. */
    public int slotOf(int cell) {
        return slotOf[cell];
    }

    /** A new array of the holds that each cell begins with. */
    public int[] holds() {
        return holds.clone();
    }

    /** For the cells behind those of the slots, in order, the worker whose run fills each. */
    int[] furtherMakers() {
        return furtherMakers;
    }

    /** For each time that a worker receives a dataset, the worker. */
    int[] receivers() {
        return receivers;
    }

    /** For each time that a worker receives a dataset, the cell that it is in. */
    int[] receivedCells() {
        return receivedCells;
    }

    /** Whether workers other than the one that makes it read a cell. */
    public boolean isRemote(int cell) {
        return remote[cell];
    }

    /** Whether the flow defines the dataset in a slot. */
    public boolean defined(int slot) {
        return slot >= 0 && slot < defined.length << 6 && (defined[slot >>> 6] >>> slot & 1) != 0;
    }
}
