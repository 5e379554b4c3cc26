package dev.anabranch.runtime.plan;

import java.util.Arrays;
import java.util.BitSet;

/** Which numbers of a plan other parts than the one that makes them read. */
public final class NumberCrossings {
    private static final int[] NOBODY = {};

    /** By place among the numbers. */
    private final int[][] readers;

    private final int[] cellOf;

    private NumberCrossings(int numbers) {
        this.readers = new int[numbers][];
        this.cellOf = new int[numbers];
        Arrays.fill(readers, NOBODY);
    }

    /** Of a plan whose workers are dealt so. */
    public static NumberCrossings of(ExecutionPlan plan, Deal deal) {
        int[] filler = Crossings.fillers(plan);
        BitSet[] reads = Crossings.reads(plan, deal, filler);
        int[] places = plan.places().byCell();
        NumberCrossings crossings = new NumberCrossings(plan.places().numbers());
        for (int part = 0; part < reads.length; part++) {
            for (int cell = reads[part].nextSetBit(0); cell >= 0; cell = reads[part].nextSetBit(cell + 1)) {
                crossings.add(part, cell, places[cell]);
            }
        }
        if (plan.datasets().hasAliases()) {
            crossings.addNames(plan, filler, reads);
        }
        return crossings;
    }

    /** Where the plan moves what a name means, readers use either. */
    private void addNames(ExecutionPlan plan, int[] filler, BitSet[] reads) {
        SlotPlan slots = plan.slots();
        int[] aliasOf = plan.datasets().aliasOfSlots(slots);
        for (int cell = 0; cell < slots.cells(); cell++) {
            int named = aliasOf[slots.slotOf(cell)];
            for (int part = 0; part < reads.length && named >= 0 && filler[cell] >= 0; part++) {
                if (reads[part].get(slots.cells(filler[cell]).of(named)) && !reads[part].get(cell)) {
                    add(part, cell, plan.places().byCell()[cell]);
                }
            }
        }
    }

    private void add(int part, int cell, int place) {
        if (place < 0) {
            int[] known = readers[~place];
            readers[~place] = Arrays.copyOf(known, known.length + 1);
            readers[~place][known.length] = part;
            cellOf[~place] = cell;
        }
    }

    /** The other parts that read the number at a place. Not to be changed. */
    public int[] readers(int place) {
        return readers[place];
    }

    /** The cell of the number at a place. */
    public int cell(int place) {
        return cellOf[place];
    }
}
