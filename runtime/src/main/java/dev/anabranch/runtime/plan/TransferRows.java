package dev.anabranch.runtime.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The table of transfers, in the order in which they start. */
final class TransferRows {
    /** What differs by less differs by rounding. */
    private static final double TOLERANCE = 1e-9;

    private final IntColumn slot;
    private final IntColumn from;
    private final IntColumn to;
    private final long[] bytes;
    private final boolean turns;

    /** @param hostOf by worker the number of its host */
    TransferRows(PlanTable table, int[] hostOf) throws PlanFormatException {
        this.slot = table.numbers("slot");
        this.from = table.numbers("from");
        this.to = table.numbers("to");
        this.bytes = table.longs("bytes");
        this.turns = takeTurns(hostOf, table.doubles("start"), table.doubles("finish"));
    }

    /** How many there are. */
    int rows() {
        return slot.rows();
    }

    /** Which dataset. */
    int slot(int row) {
        return slot.get(row);
    }

    /** The worker that sends. */
    int from(int row) {
        return from.get(row);
    }

    /** The worker that receives. */
    int to(int row) {
        return to.get(row);
    }

    /** How large it is, as far as the plan knows. */
    long bytes(int row) {
        return bytes[row];
    }

    /** Whether each host sends one dataset after the other: only then does the plan say in which order. */
    boolean takeTurns() {
        return turns;
    }

    private boolean takeTurns(int[] hostOf, double[] start, double[] finish) {
        Map<Integer, Double> busy = new HashMap<>();
        Set<Long> seen = new HashSet<>();
        for (int row = 0; row < rows(); row++) {
            int sends = hostOf[from(row)];
            int receives = hostOf[to(row)];
            // Several workers of a host have it from one transfer.
            if (sends != receives && seen.add((long) slot(row) << 32 | receives)) {
                double until = busy.getOrDefault(sends, 0.0);
                if (start[row] < until - TOLERANCE * until) {
                    return false;
                }
                busy.put(sends, finish[row]);
            }
        }
        return rows() > 0;
    }
}
