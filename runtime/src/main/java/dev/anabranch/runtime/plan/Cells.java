package dev.anabranch.runtime.plan;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where one worker finds datasets: in the cells that have their slots' numbers, but for those of tasks that run on several
 * workers, of which each run fills cells of its own. An open hash table of the exceptions.
 */
public final class Cells {
    private static final Cells PLAIN = new Cells(new TreeMap<>());

    private final int[] slots;
    private final int[] cells;
    private final int mask;

    private Cells(Map<Integer, Integer> exceptions) {
        int size = exceptions.isEmpty() ? 0 : Integer.highestOneBit(exceptions.size()) * 4;
        this.slots = new int[size];
        this.cells = new int[size];
        this.mask = size - 1;
        Arrays.fill(slots, -1);
        exceptions.forEach((slot, cell) -> {
            int at = at(slot);
            slots[at] = slot;
            cells[at] = cell;
        });
    }

    static Cells of(Map<Integer, Integer> exceptions) {
        return exceptions.isEmpty() ? PLAIN : new Cells(exceptions);
    }

    /** The cell of a slot. */
    public int of(int slot) {
        if (mask < 0) {
            return slot;
        }
        int at = at(slot);
        return slots[at] == slot ? cells[at] : slot;
    }

    /** What an array has by cell, by slot; the array itself where all cells have their slots' numbers. */
    int[] through(int[] byCell) {
        if (mask < 0) {
            return byCell;
        }
        int[] bySlot = byCell.clone();
        for (int at = 0; at < slots.length; at++) {
            if (slots[at] >= 0) {
                bySlot[slots[at]] = byCell[cells[at]];
            }
        }
        return bySlot;
    }

    private int at(int slot) {
        int at = ((slot * 0x9E3779B9) >>> 7) & mask;
        while (slots[at] >= 0 && slots[at] != slot) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
