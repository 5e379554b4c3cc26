package dev.anabranch.runtime.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the plan says about each slot, and about each cell: a place for a dataset. A slot's first run fills the cell of the
 * slot's number; where a task runs on several workers, each further run fills a cell behind all of them. A cell's holds are
 * the workers that have its dataset, each until it purges it: the one that makes it and those that receive it from there. A
 * name that no worker purges (an alias that lives as long as what it names) has no holds.
 */
public final class SlotPlan {
    private final int slots;
    /** The slots of the cells that come behind all slots. */
    private final int[] further;

    private final boolean[] remote;
    private final long[] defined;
    private final Cells[] cells;
    private IntColumn holds = IntColumn.of(new int[0]);
    /** By cell behind those of the slots, the worker whose run fills it. */
    private int[] furtherMakers = new int[0];

    private IntColumn receivers = IntColumn.of(new int[0]);
    private IntColumn receivedCells = IntColumn.of(new int[0]);

    private SlotPlan(int[] further, int slots, Cells[] cells) {
        this.slots = slots;
        this.further = further;
        this.remote = new boolean[Math.addExact(slots, further.length)];
        this.defined = new long[(slots + 63) >>> 6];
        this.cells = cells;
    }

    static SlotPlan of(int workers, TaskRows tasks, DatasetRows datasets, StepRows steps) {
        int slots = 0;
        for (int row = 0; row < datasets.rows(); row++) {
            slots = Math.max(slots, datasets.slot(row) + 1);
        }
        int[] runs = tasks.runsByTask();
        SlotPlan plan = numbered(slots, workers, runs, tasks, datasets, steps);
        int[] holds = new int[plan.cells()];
        for (int row = 0; row < datasets.rows(); row++) {
            int slot = datasets.slot(row);
            plan.defined[slot >>> 6] |= 1L << slot;
            int producer = datasets.producer(row);
            if (datasets.aliasOf(row) < 0 && producer >= 0 && producer < runs.length && runs[producer] > 0) {
                holds[slot]++;
            }
        }
        for (int cell = slots; cell < holds.length; cell++) {
            holds[cell]++;
        }
        plan.take(steps, datasets, holds);
        plan.holds = IntColumn.of(holds);
        return plan;
    }

    /** Gives cells to the further runs of tasks, and tells each worker which are its own and which those of its senders. */
    private static SlotPlan numbered(
            int slots, int workers, int[] runs, TaskRows tasks, DatasetRows datasets, StepRows steps) {
        Map<Integer, int[]> slotsOfTask = new TreeMap<>();
        for (int row = 0; row < datasets.rows(); row++) {
            int producer = datasets.producer(row);
            if (producer >= 0 && producer < runs.length && runs[producer] > 1) {
                slotsOfTask.merge(producer, new int[] {datasets.slot(row)}, SlotPlan::joined);
            }
        }
        Cells[] cells = new Cells[workers];
        if (slotsOfTask.isEmpty()) {
            Arrays.fill(cells, Cells.of(Map.of()));
            return new SlotPlan(new int[0], slots, cells);
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
            if (tasks.rank(row) != 0) {
                continue;
            }
            if (known[task]) {
                for (int slot : slotsOfTask.getOrDefault(task, new int[0])) {
                    made.get(tasks.worker(row)).put(slot, next++);
                    further.add(slot);
                    makers.add(tasks.worker(row));
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
        SlotPlan plan = new SlotPlan(further.build().toArray(), slots, cells);
        plan.furtherMakers = makers.build().toArray();
        return plan;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private void take(StepRows steps, DatasetRows datasets, int[] holds) {
        int received = 0;
        for (int step = 0; step < steps.rows(); step++) {
            received += steps.code(step) == WorkerPlans.RECEIVE ? 1 : 0;
        }
        int[] workers = new int[received];
        int[] filled = new int[received];
        received = 0;
        for (int step = 0; step < steps.rows(); step++) {
            byte code = steps.code(step);
            // Running and publishing begin no hold; what is sent is received.
            if (code == WorkerPlans.ALIAS || code == WorkerPlans.RECEIVE) {
                int slot = steps.slot(step);
                int cell = cells[steps.worker()[step]].of(slot);
                // The cells behind the slots have the hold of who makes them already.
                holds[cell] += code == WorkerPlans.RECEIVE || cell == slot ? 1 : 0;
                if (code == WorkerPlans.RECEIVE) {
                    remote[cell] = true;
                    workers[received] = steps.worker()[step];
                    filled[received++] = cell;
                }
            } else if (code == WorkerPlans.PURGE) {
                Objects.checkIndex(steps.slot(step), slots);
            }
        }
        receivers = IntColumn.of(workers);
        receivedCells = IntColumn.of(filled);
        if (datasets.hasAliases()) {
            letGoOfNames(steps, datasets, holds);
        }
    }

    /** Second names that no worker purges have no holds; and where the plan moves the original, readers use either name. */
    private void letGoOfNames(StepRows steps, DatasetRows datasets, int[] holds) {
        boolean[] purged = new boolean[holds.length];
        for (int step = 0; step < steps.rows(); step++) {
            if (steps.code(step) == WorkerPlans.PURGE) {
                purged[cells[steps.worker()[step]].of(steps.slot(step))] = true;
            }
        }
        int[] aliasOf = datasets.aliasOfSlots(this);
        for (int cell = 0; cell < holds.length; cell++) {
            if (aliasOf[slotOf(cell)] >= 0 && !purged[cell]) {
                holds[cell] = 0;
            }
        }
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
        return remote.length;
    }

    /** Where a worker finds datasets. */
    public Cells cells(int worker) {
        return cells[worker];
    }

    /** The slot whose dataset a cell takes. */
    public int slotOf(int cell) {
        return cell < slots ? cell : further[cell - slots];
    }

    /** A new array of the holds that each cell begins with. */
    public int[] holds() {
        int[] copy = new int[holds.rows()];
        for (int cell = 0; cell < copy.length; cell++) {
            copy[cell] = holds.get(cell);
        }
        return copy;
    }

    /** For the cells behind those of the slots, in order, the worker whose run fills each. */
    int[] furtherMakers() {
        return furtherMakers;
    }

    /** For each time that a worker receives a dataset, the worker. */
    IntColumn receivers() {
        return receivers;
    }

    /** For each time that a worker receives a dataset, the cell that it is in. */
    IntColumn receivedCells() {
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
