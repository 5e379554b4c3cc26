package dev.anabranch.runtime.plan;

import dev.anabranch.api.WorkerProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When each worker uses each dataset, by the position of the task that reads it in the worker's order. What a worker does
 * between two tasks counts as the first one's. A name without holds is used where what it names is.
 */
public final class NextUses {
    private final ExecutionPlan plan;
    /** By cell where its uses begin; each is a worker and a position, ascending. */
    private final int[] first;

    private final long[] uses;
    private final int[] maker;
    private final int[] madeAt;
    private final Map<Integer, List<Integer>> names = new TreeMap<>();

    private NextUses(ExecutionPlan plan, int[] workers) {
        this.plan = plan;
        int cells = plan.slots().cells();
        this.maker = new int[cells];
        this.madeAt = new int[cells];
        Arrays.fill(maker, -1);
        int[] counts = new int[cells + 1];
        int[] holds = plan.slots().holds();
        int[] aliasOf = plan.datasets().hasAliases() ? plan.datasets().aliasOfSlots(plan.slots()) : new int[0];
        for (int worker : workers) {
            visit(worker, holds, aliasOf, (cell, position) -> counts[cell + 1]++);
        }
        for (int cell = 0; cell < cells; cell++) {
            counts[cell + 1] += counts[cell];
        }
        this.first = counts;
        this.uses = new long[counts[cells]];
        int[] next = Arrays.copyOf(counts, cells);
        for (int worker : workers) {
            visit(worker, holds, aliasOf, (cell, position) -> uses[next[cell]++] = key(worker, position));
        }
        findMakers(workers);
        for (int worker : workers) {
            for (int slot = 0; slot < aliasOf.length; slot++) {
                int cell = plan.slots().cells(worker).of(slot);
                int named = named(worker, cell, holds, aliasOf);
                if (named != cell) {
                    List<Integer> known = names.computeIfAbsent(named, key -> new ArrayList<>());
                    if (!known.contains(cell)) {
                        known.add(cell);
                    }
                }
            }
        }
    }

    /**
     * The uses by some workers.
     *
     * @param workers ascending
     */
    public static NextUses of(ExecutionPlan plan, int... workers) {
        return new NextUses(plan, workers);
    }

    private interface Use {
        void at(int cell, int position);
    }

    private void visit(int worker, int[] holds, int[] aliasOf, Use use) {
        WorkerPlan program = plan.worker(worker);
        Cells cells = plan.slots().cells(worker);
        int operation = 0;
        for (int position = 0; position < program.runs(); position++) {
            int task = plan.tasks().task(program.row(position));
            for (int i = plan.arguments().first(task); i < plan.arguments().first(task + 1); i++) {
                use.at(named(worker, cells.of(plan.arguments().slot(i)), holds, aliasOf), position);
            }
            for (; operation < program.operations() && program.afterRun(operation) == position; operation++) {
                switch (program.operation(operation)) {
                    case PUBLISH, CHECKPOINT ->
                        use.at(named(worker, cells.of(program.slot(operation)), holds, aliasOf), position);
                    case ALIAS -> use.at(named(worker, cells.of(program.peer(operation)), holds, aliasOf), position);
                    case PURGE, SPILL, RESTORE, LEAVE -> {}
                }
            }
        }
    }

    /** The cell itself, or of a name without holds that of what it names. */
    private int named(int worker, int cell, int[] holds, int[] aliasOf) {
        int named = cell;
        while (aliasOf.length > 0 && holds[named] == 0 && aliasOf[plan.slots().slotOf(named)] >= 0) {
            named = plan.slots().cells(worker).of(aliasOf[plan.slots().slotOf(named)]);
        }
        return named;
    }

    private void findMakers(int[] workers) {
        DatasetRows datasets = plan.datasets();
        int numbers = plan.tasks().numbers();
        int[] begin = new int[numbers + 1];
        for (int row = 0; row < datasets.rows(); row++) {
            if (isMade(row, numbers)) {
                begin[datasets.producer(row) + 1]++;
            }
        }
        for (int task = 0; task < numbers; task++) {
            begin[task + 1] += begin[task];
        }
        int[] slots = new int[begin[numbers]];
        int[] next = begin.clone();
        for (int row = 0; row < datasets.rows(); row++) {
            if (isMade(row, numbers)) {
                slots[next[datasets.producer(row)]++] = datasets.slot(row);
            }
        }
        for (int worker : workers) {
            WorkerPlan program = plan.worker(worker);
            for (int position = 0; position < program.runs(); position++) {
                int task = plan.tasks().task(program.row(position));
                for (int i = begin[task]; i < begin[task + 1]; i++) {
                    int cell = plan.slots().cells(worker).of(slots[i]);
                    maker[cell] = worker;
                    madeAt[cell] = position;
                }
            }
        }
    }

    private boolean isMade(int row, int numbers) {
        int producer = plan.datasets().producer(row);
        return plan.datasets().aliasOf(row) < 0 && producer >= 0 && producer < numbers;
    }

    private static long key(int worker, int position) {
        return (long) worker << 32 | position;
    }

    /** The first use of a cell's dataset by a worker that is not before a position, or -1. */
    public int next(int cell, int worker, int from) {
        int at = Arrays.binarySearch(uses, first[cell], first[cell + 1], key(worker, from));
        if (at < 0) {
            at = ~at;
        }
        return at < first[cell + 1] && (int) (uses[at] >>> 32) == worker ? (int) uses[at] : -1;
    }

    /** Whether a worker's task reads a cell's dataset. */
    public boolean isUsed(int cell, int worker, int position) {
        return next(cell, worker, position) == position;
    }

    /** Whether a worker's task has made a cell's dataset. */
    public boolean isMade(int cell, int worker, int position) {
        return maker[cell] == worker && madeAt[cell] == position;
    }

    /**
     * Whether a worker that is at a task may have a cell's dataset in a variable of its program: tasks of a unit hand each
     * other what they have made, and do not ask for it.
     */
    public boolean isPassedOn(int cell, int worker, int position) {
        if (maker[cell] != worker || unit(worker, madeAt[cell]) != unit(worker, position)) {
            return false;
        }
        int next = next(cell, worker, position + 1);
        return next >= 0 && unit(worker, next) == unit(worker, position) && isLine(worker, position);
    }

    /** Whether the unit of a task is so short that its tasks may stand in one line of the program. */
    private boolean isLine(int worker, int position) {
        int unit = unit(worker, position);
        int first = position;
        while (first > 0 && position - first <= WorkerProgram.LONGEST_LINE && unit(worker, first - 1) == unit) {
            first--;
        }
        int end = position + 1;
        while (end < plan.worker(worker).runs()
                && end - first <= WorkerProgram.LONGEST_LINE
                && unit(worker, end) == unit) {
            end++;
        }
        return end - first <= WorkerProgram.LONGEST_LINE;
    }

    private int unit(int worker, int position) {
        return plan.tasks().unit(plan.worker(worker).row(position));
    }

    /** Further names of a cell's dataset, without holds. */
    public List<Integer> names(int cell) {
        return names.getOrDefault(cell, List.of());
    }
}
