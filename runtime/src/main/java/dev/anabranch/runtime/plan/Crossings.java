package dev.anabranch.runtime.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Which datasets of a plan go from part to part when its workers are dealt to several processes or hosts, as one of these
 * parts sees them. Numbers are not among them, see {@link NumberCrossings}: they have no holds.
 */
public final class Crossings {
    private static final int NONE = -1;

    private final int[] crossingOf;
    private final int[] cellOf;
    private final int[] owner;
    private final int[][] readers;
    private final int[] holds;
    private final int[] originalOf;

    private Crossings(int cells, int crossings) {
        this.crossingOf = new int[cells];
        this.cellOf = new int[crossings];
        this.owner = new int[crossings];
        this.readers = new int[crossings][];
        this.holds = new int[cells];
        this.originalOf = new int[cells];
        Arrays.fill(crossingOf, NONE);
        Arrays.fill(originalOf, NONE);
    }

    /**
     * The view of one part.
     *
     * @param deal who runs which workers
     * @param part which part asks
     */
    public static Crossings of(ExecutionPlan plan, Deal deal, int part) {
        SlotPlan slots = plan.slots();
        int[] filler = fillers(plan);
        int[] total = slots.holds();
        IntColumn receiver = slots.receivers();
        IntColumn received = slots.receivedCells();
        BitSet[] reads = reads(plan, deal, filler);
        BitSet crossing = new BitSet();
        Arrays.stream(reads).forEach(crossing::or);
        for (int cell = crossing.nextSetBit(0); cell >= 0; cell = crossing.nextSetBit(cell + 1)) {
            if (plan.numbers().contains(slots.slotOf(cell))) {
                crossing.clear(cell);
            }
        }
        Crossings result = new Crossings(slots.cells(), crossing.cardinality());
        int number = 0;
        for (int cell = crossing.nextSetBit(0); cell >= 0; cell = crossing.nextSetBit(cell + 1)) {
            int here = cell;
            result.crossingOf[cell] = number;
            result.cellOf[number] = cell;
            result.owner[number] = deal.partOf(filler[cell]);
            result.readers[number] = IntStream.range(0, reads.length)
                    .filter(reader -> reads[reader].get(here))
                    .toArray();
            number++;
        }
        result.count(deal, part, filler, total, receiver, received);
        result.findOriginals(plan, deal, part, filler);
        return result;
    }

    /** A part has the holds of its own workers, and its owner one more for all other parts. */
    private void count(Deal deal, int part, int[] filler, int[] total, IntColumn receiver, IntColumn received) {
        for (int cell = 0; cell < holds.length; cell++) {
            if (filler[cell] >= 0 && deal.partOf(filler[cell]) == part) {
                holds[cell]++;
                holds[cell] += crossingOf[cell] >= 0 ? 1 : 0;
            }
        }
        for (int i = 0; i < received.rows(); i++) {
            holds[received.get(i)] += deal.partOf(receiver.get(i)) == part ? 1 : 0;
        }
        for (int cell = 0; cell < holds.length; cell++) {
            holds[cell] = total[cell] == 0 ? 0 : holds[cell];
        }
    }

    /** Names without holds live as long as what they name, which every reader finds by its first name. */
    private void findOriginals(ExecutionPlan plan, Deal deal, int part, int[] filler) {
        SlotPlan slots = plan.slots();
        int[] total = slots.holds();
        int[] aliasOf = plan.datasets().aliasOfSlots(slots);
        for (int cell = 0; cell < originalOf.length; cell++) {
            int original = aliasOf[slots.slotOf(cell)];
            if (original >= 0 && total[cell] == 0 && filler[cell] >= 0 && deal.partOf(filler[cell]) != part) {
                originalOf[cell] = slots.cells(filler[cell]).of(original);
            }
        }
    }

    /** By part, the cells that others fill and it reads; in order, so that a part counts once for each. */
    static BitSet[] reads(ExecutionPlan plan, Deal deal, int[] filler) {
        SlotPlan slots = plan.slots();
        int[] total = slots.holds();
        IntColumn receiver = slots.receivers();
        IntColumn received = slots.receivedCells();
        BitSet[] reads = new BitSet[deal.parts()];
        Arrays.setAll(reads, any -> new BitSet());
        for (int i = 0; i < received.rows(); i++) {
            int cell = received.get(i);
            int reader = deal.partOf(receiver.get(i));
            if (filler[cell] >= 0 && total[cell] > 0 && reader != deal.partOf(filler[cell])) {
                reads[reader].set(cell);
            }
        }
        return reads;
    }

    /** For each cell the worker that fills it, or -1. */
    static int[] fillers(ExecutionPlan plan) {
        SlotPlan slots = plan.slots();
        DatasetRows datasets = plan.datasets();
        TaskRows tasks = plan.tasks();
        int[] filler = new int[slots.cells()];
        Arrays.fill(filler, NONE);
        int[] workerOf = new int[tasks.numbers()];
        Arrays.fill(workerOf, NONE);
        for (int row = tasks.rows() - 1; row >= 0; row--) {
            if (tasks.rank(row) == 0) {
                workerOf[tasks.task(row)] = tasks.worker(row);
            }
        }
        for (int row = 0; row < datasets.rows(); row++) {
            int producer = datasets.producer(row);
            if (datasets.aliasOf(row) < 0 && producer >= 0 && producer < workerOf.length) {
                filler[datasets.slot(row)] = workerOf[producer];
            }
        }
        int[] makers = slots.furtherMakers();
        System.arraycopy(makers, 0, filler, filler.length - makers.length, makers.length);
        for (int worker = 0; worker < plan.workers(); worker++) {
            WorkerPlan program = plan.worker(worker);
            for (int operation = 0; operation < program.operations(); operation++) {
                if (program.operation(operation) == Operation.ALIAS) {
                    filler[slots.cells(worker).of(program.slot(operation))] = worker;
                }
            }
        }
        return filler;
    }

    /** How many datasets go from part to part. */
    public int size() {
        return cellOf.length;
    }

    /** The number of a cell's crossing, or -1 if the cell's dataset stays in its part. */
    public int of(int cell) {
        return crossingOf[cell];
    }

    /** The cell of a crossing. */
    public int cell(int crossing) {
        return cellOf[crossing];
    }

    /** The part that makes a crossing's dataset. */
    public int owner(int crossing) {
        return owner[crossing];
    }

    /** The other parts that read it. Not to be changed. */
    public int[] readers(int crossing) {
        return readers[crossing];
    }

    /** For another name without holds that another part gives, the cell of what it names; otherwise -1. */
    public int original(int cell) {
        return originalOf[cell];
    }

    /** A new array of the holds that each cell begins with in this part. */
    public int[] holds() {
        return holds.clone();
    }
}
