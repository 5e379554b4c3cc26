package dev.anabranch.compiler.verify;

import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.HashMap;
import java.util.Map;

/**
 * That a host sends only what it holds: what one of its workers made, or what has arrived at the worker that is said to send
 * it.
 */
final class SenderCheck {
    private static final double TOLERANCE = 1e-9;

    private final PlanFacts facts;
    private final PlanTransfers transfers;
    private final Map<Long, Integer> rowOf = new HashMap<>();

    SenderCheck(PlanFacts facts) {
        this.facts = facts;
        this.transfers = facts.plan.transfers();
    }

    void run() {
        if (facts.cluster.model() != MachineModel.ONE_PORT) {
            return;
        }
        for (int row = 0; row < transfers.slot().length; row++) {
            rowOf.put(PlanFacts.key(transfers.slot()[row], transfers.to()[row]), row);
        }
        for (int row = 0; row < transfers.slot().length; row++) {
            if (facts.mayBeSentOn(row)) {
                holds(row);
            }
        }
    }

    private void holds(int row) {
        int slot = transfers.slot()[row];
        int from = transfers.from()[row];
        // That it leaves its maker no sooner than it is there the times have shown.
        if (facts.producerRow(slot, from) >= 0) {
            return;
        }
        Integer arrival = rowOf.get(PlanFacts.key(slot, from));
        if (arrival == null
                || !(transfers.start()[row]
                        >= transfers.finish()[arrival] - TOLERANCE * transfers.finish()[arrival])) {
            facts.findings.add(
                    ViolationKind.TRANSFER_WRONG,
                    facts.worker(from) + " sends " + facts.dataset(slot) + " to "
                            + facts.worker(transfers.to()[row]) + " and does not have it");
        }
    }
}
