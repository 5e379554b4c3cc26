package dev.anabranch.compiler.verify;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.HashSet;
import java.util.Set;

/**
 * That no network card sends, or receives, two datasets at a time, where the machine model says so. What several workers
 * of a host get is one transfer.
 */
final class PortCheck {
    private static final double TOLERANCE = 1e-9;

    private final PlanFacts facts;

    PortCheck(PlanFacts facts) {
        this.facts = facts;
    }

    /** The transfers' order is that of their starts, which {@link StepCheck} proves. */
    void run() {
        Cluster cluster = facts.cluster;
        if (cluster.model() != MachineModel.ONE_PORT) {
            return;
        }
        PlanTransfers transfers = facts.plan.transfers();
        double[] canSend = new double[cluster.hosts().size()];
        double[] canReceive = new double[cluster.hosts().size()];
        Set<Long> seen = new HashSet<>();
        for (int row = 0; row < transfers.slot().length; row++) {
            int from = cluster.hostOf(transfers.from()[row]);
            int to = cluster.hostOf(transfers.to()[row]);
            if (from == to || !seen.add(PlanFacts.key(transfers.slot()[row], to))) {
                continue;
            }
            double start = transfers.start()[row];
            if (start < canSend[from] - TOLERANCE * canSend[from] || start < canReceive[to] - TOLERANCE * canReceive[to]) {
                facts.findings.add(
                        ViolationKind.TRANSFER_WRONG,
                        facts.dataset(transfers.slot()[row]) + " leaves at " + start
                                + " s, when a network card between the hosts is busy");
            }
            canSend[from] = transfers.finish()[row];
            canReceive[to] = transfers.finish()[row];
        }
    }
}
