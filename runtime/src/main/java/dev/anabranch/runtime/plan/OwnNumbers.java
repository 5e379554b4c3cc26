package dev.anabranch.runtime.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/** The numbers that a worker makes and no other reads, counted in the order in which it makes them. */
final class OwnNumbers {
    private int[] cells = new int[16];
    private int count;
    /** By run of the worker how many there are when it has ended. */
    private final int[] made;

    OwnNumbers(int runs) {
        this.made = new int[runs];
    }

    void add(int cell) {
        if (count == cells.length) {
            cells = Arrays.copyOf(cells, 2 * count);
        }
        cells[count++] = cell;
    }

    void endRun(int run) {
        made[run] = count;
    }

    int count() {
        return count;
    }

    /** The cell of the number with this count. */
    int cell(int number) {
        return cells[number];
    }

    /**
     * In how many places they can go round, a power of two: from one number to its purge no more are made than that. As many as
     * there are, or more, where that is so for none.
     *
     * @param countOf the count of the own number in a slot; anything else where there is none
     */
    int round(StepRows steps, int firstStep, int endStep, IntUnaryOperator countOf) {
        BitSet purged = new BitSet(count);
        int longest = 1;
        int run = -1;
        for (int step = firstStep; step < endStep; step++) {
            byte code = steps.code(step);
            if (code == WorkerPlans.RUN || code == WorkerPlans.JOIN) {
                run++;
            } else if (code == WorkerPlans.PURGE && run >= 0) {
                int number = countOf.applyAsInt(steps.slot(step));
                if (number >= 0 && number < made[run]) {
                    purged.set(number);
                    longest = Math.max(longest, made[run] - number);
                }
            }
        }
        longest = Math.max(longest, count - purged.nextClearBit(0));
        return longest > 1 << 30 ? Integer.MAX_VALUE : Integer.highestOneBit(2 * longest - 1);
    }
}
