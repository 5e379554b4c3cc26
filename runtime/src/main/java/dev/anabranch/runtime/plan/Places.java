package dev.anabranch.runtime.plan;

import java.util.Arrays;

/**
 * Where in memory each cell's dataset lies. What one worker makes lies together, in the order in which it makes it; what
 * others read lies behind what only it reads itself. So a worker writes to cache lines of its own, and the lines that move
 * between workers hold nothing else.
 */
public final class Places {
    /** Empty places between two parts: two cache lines of words, one of references and more. */
    private static final int GAP = 16;

    private static final int NOWHERE = Integer.MIN_VALUE;

    private final int[] placeOf;
    private final int[][] bySlot;
    private final int[] firstOwn;
    private final int[] endAlone;
    private final int[] firstShared;
    private final int[] endOwn;
    private int objects;
    private int numbers;

    private Places(int cells, int workers) {
        this.placeOf = new int[cells];
        this.bySlot = new int[workers][];
        this.firstOwn = new int[workers];
        this.endAlone = new int[workers];
        this.firstShared = new int[workers];
        this.endOwn = new int[workers];
        Arrays.fill(placeOf, NOWHERE);
    }

    static Places of(int workers, TaskRows tasks, DatasetRows datasets, SlotPlan slots, NumberSlots numbers) {
        Places places = new Places(slots.cells(), workers);
        boolean[] number = new boolean[slots.cells()];
        for (int cell = 0; cell < number.length; cell++) {
            number[cell] = numbers.contains(slots.slotOf(cell));
        }
        Products products = new Products(tasks, datasets);
        int row = 0;
        for (int worker = 0; worker < workers; worker++) {
            int end = tasks.ranges().end(worker);
            places.firstOwn[worker] = places.numbers;
            for (int pass = 0; pass < 2; pass++) {
                for (int run = row; run < end; run++) {
                    int task = tasks.task(run);
                    int behind = tasks.rank(run) == 0 ? products.first[task + 1] : products.first[task];
                    for (int i = products.first[task]; i < behind; i++) {
                        int cell = slots.cells(worker).of(products.slots[i]);
                        if (slots.isRemote(cell) == (pass == 1)) {
                            places.assign(cell, number[cell]);
                        }
                    }
                }
                if (pass == 0) {
                    places.endAlone[worker] = places.numbers;
                }
                places.endOwn[worker] = places.numbers;
                places.objects += GAP;
                places.numbers += GAP;
                if (pass == 0) {
                    places.firstShared[worker] = places.numbers;
                }
            }
            row = end;
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

    /** Behind the last of the numbers that a worker makes for itself alone, which come first. */
    public int endAlone(int worker) {
        return endAlone[worker];
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
        private final int[] first;
        private final int[] slots;

        Products(TaskRows tasks, DatasetRows datasets) {
            int numbers = tasks.numbers();
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

        private static boolean isMade(DatasetRows datasets, int row, int numbers) {
            int producer = datasets.producer(row);
            return datasets.aliasOf(row) < 0 && producer >= 0 && producer < numbers;
        }
    }
}
