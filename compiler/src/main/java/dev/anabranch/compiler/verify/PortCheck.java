package dev.anabranch.compiler.verify;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

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

    void run() {
        Cluster cluster = facts.cluster;
        if (cluster.model() != MachineModel.ONE_PORT) {
            return;
        }
        PlanTransfers transfers = facts.plan.transfers();
        double[] canSend = new double[cluster.hosts().size()];
        double[] canReceive = new double[cluster.hosts().size()];
        Map<Long, Integer> seen = new HashMap<>();
        // What takes no time may start when something longer does.
        int[] order = IntStream.range(0, transfers.slot().length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> transfers.start()[row])
                        .thenComparingDouble(row -> transfers.finish()[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int row : order) {
            int from = cluster.hostOf(transfers.from()[row]);
            int to = cluster.hostOf(transfers.to()[row]);
            if (from == to) {
                continue;
            }
            Integer same = seen.putIfAbsent(PlanFacts.key(transfers.slot()[row], to), row);
            if (same != null) {
                if (transfers.from()[same] != transfers.from()[row]
                        || transfers.start()[same] != transfers.start()[row]) {
                    facts.findings.add(
                            ViolationKind.TRANSFER_WRONG,
                            facts.dataset(transfers.slot()[row]) + " goes twice to host "
                                    + cluster.hosts().get(to).name());
                }
                continue;
            }
            double start = transfers.start()[row];
            if (start < canSend[from] - TOLERANCE * canSend[from]
                    || start < canReceive[to] - TOLERANCE * canReceive[to]) {
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
