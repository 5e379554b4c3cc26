package dev.anabranch.runtime.plan;

import java.util.Arrays;

/**
 * Where in memory each cell's dataset lies. What one worker makes lies together, in the order in which it makes it; what
 * others read lies behind what only it reads itself. So a worker writes to cache lines of its own, and the lines that move
 * between workers hold nothing else. Numbers that only their maker reads go round in as few places as the plan's purges
 * allow, so that they stay in the cache however many a run makes.
 */
public final class Places {
    /** Empty places between two parts: two cache lines of words, one of references and more. */
    private static final int GAP = 16;

    private static final int NOWHERE = Integer.MIN_VALUE;

    private final int[] placeOf;
    private final int[][] bySlot;
    private final int[] firstOwn;
    private final int[] alone;
    private final int[] round;
    private final int[] firstShared;
    private final int[] endOwn;
    private int objects;
    private int numbers;

    private Places(int cells, int workers) {
        this.placeOf = new int[cells];
        this.bySlot = new int[workers][];
        this.firstOwn = new int[workers];
        this.alone = new int[workers];
        this.round = new int[workers];
        this.firstShared = new int[workers];
        this.endOwn = new int[workers];
        Arrays.fill(placeOf, NOWHERE);
    }

    static Places of(
            int workers, TaskRows tasks, DatasetRows datasets, SlotPlan slots, NumberSlots numbers, StepRows steps)
            throws PlanFormatException {
        Places places = new Places(slots.cells(), workers);
        boolean[] number = new boolean[slots.cells()];
        for (int cell = 0; cell < number.length; cell++) {
            number[cell] = numbers.contains(slots.slotOf(cell));
        }
        WorkerRanges stepRows = WorkerRanges.of(workers, steps.worker(), "steps");
        Products products = new Products(tasks, datasets);
        for (int worker = 0; worker < workers; worker++) {
            OwnNumbers own = places.placeAlone(worker, products, slots, number);
            places.goRound(worker, own, slots.cells(worker), steps, stepRows);
            places.objects += GAP;
            places.numbers += GAP;
            places.placeShared(worker, products, slots, number);
            places.objects += GAP;
            places.numbers += GAP;
        }
        // Second names, and slots that nothing fills.
        for (int cell = 0; cell < number.length; cell++) {
            places.assign(cell, number[cell]);
        }
        for (int worker = 0; worker < workers; worker++) {
            places.bySlot[worker] = slots.cells(worker).through(places.placeOf);
        }
        return places;
    }

    private OwnNumbers placeAlone(int worker, Products products, SlotPlan slots, boolean[] number) {
        Cells cells = slots.cells(worker);
        int firstRow = products.firstRow(worker);
        int endRow = products.endRow(worker);
        OwnNumbers own = new OwnNumbers(endRow - firstRow);
        firstOwn[worker] = numbers;
        for (int row = firstRow; row < endRow; row++) {
            for (int i = products.first(row); i < products.end(row); i++) {
                int cell = cells.of(products.slots[i]);
                if (!slots.isRemote(cell)) {
                    assign(cell, number[cell]);
                    if (number[cell]) {
                        own.add(cell);
                    }
                }
            }
            own.endRun(row - firstRow);
        }
        return own;
    }

    private void goRound(int worker, OwnNumbers own, Cells cells, StepRows steps, WorkerRanges stepRows) {
        int first = firstOwn[worker];
        alone[worker] = own.count();
        round[worker] = own.round(
                steps, stepRows.first(worker), stepRows.end(worker), slot -> ~placeOf[cells.of(slot)] - first);
        if (round[worker] < own.count()) {
            for (int count = 0; count < own.count(); count++) {
                placeOf[own.cell(count)] = ~(first + (count & (round[worker] - 1)));
            }
            numbers = first + round[worker];
        } else {
            round[worker] = 0;
        }
    }

    private void placeShared(int worker, Products products, SlotPlan slots, boolean[] number) {
        Cells cells = slots.cells(worker);
        firstShared[worker] = numbers;
        for (int row = products.firstRow(worker); row < products.endRow(worker); row++) {
            for (int i = products.first(row); i < products.end(row); i++) {
                int cell = cells.of(products.slots[i]);
                if (slots.isRemote(cell)) {
                    assign(cell, number[cell]);
                }
            }
        }
        endOwn[worker] = numbers;
    }

    private void assign(int cell, boolean number) {
        if (placeOf[cell] == NOWHERE) {
            placeOf[cell] = number ? ~numbers++ : objects++;
        }
    }

    /** By cell its place among the objects, or the complement of its place among the numbers. Not to be changed. */
    public int[] byCell() {
        return placeOf;
    }

    /** How many places there are for objects. */
    public int objects() {
        return objects;
    }

    /** How many places there are for numbers. */
    public int numbers() {
        return numbers;
    }

    /** The same by slot, as a worker finds datasets. Not to be changed. */
    public int[] bySlot(int worker) {
        return bySlot[worker];
    }

    /** Where the numbers begin that a worker makes. */
    public int firstOwn(int worker) {
        return firstOwn[worker];
    }

    /** How many numbers a worker makes for itself alone; their places come first. */
    public int alone(int worker) {
        return alone[worker];
    }

    /**
     * Which bits of the count of a number that a worker makes for itself alone, in the order of making, say how far behind the
     * first it lies: all, or fewer where later ones take the places of purged ones.
     */
    public int mask(int worker) {
        return round[worker] - 1;
    }

    /** Where, among the numbers that a worker makes, those begin that others read. */
    public int firstShared(int worker) {
        return firstShared[worker];
    }

    /** Behind the last number that a worker makes. */
    public int endOwn(int worker) {
        return endOwn[worker];
    }

    /** The slots that each task fills; second names are not among them. */
    private static final class Products {
        private final TaskRows tasks;
        private final int[] first;
        private final int[] slots;

        Products(TaskRows tasks, DatasetRows datasets) {
            int numbers = tasks.numbers();
            this.tasks = tasks;
            this.first = new int[numbers + 1];
            for (int row = 0; row < datasets.rows(); row++) {
                if (isMade(datasets, row, numbers)) {
                    first[datasets.producer(row) + 1]++;
                }
            }
            for (int task = 0; task < numbers; task++) {
                first[task + 1] += first[task];
            }
            this.slots = new int[first[numbers]];
            int[] next = first.clone();
            for (int row = 0; row < datasets.rows(); row++) {
                if (isMade(datasets, row, numbers)) {
                    slots[next[datasets.producer(row)]++] = datasets.slot(row);
                }
            }
        }

        int firstRow(int worker) {
            return tasks.ranges().first(worker);
        }

        int endRow(int worker) {
            return tasks.ranges().end(worker);
        }

        /** Where the slots begin that a row of tasks fills. */
        int first(int row) {
            return first[tasks.task(row)];
        }

        /** Behind the last of them; who only joins a gang makes nothing. */
        int end(int row) {
            return tasks.rank(row) == 0 ? first[tasks.task(row) + 1] : first(row);
        }

        private static boolean isMade(DatasetRows datasets, int row, int numbers) {
            int producer = datasets.producer(row);
            return datasets.aliasOf(row) < 0 && producer >= 0 && producer < numbers;
        }
    }
}
