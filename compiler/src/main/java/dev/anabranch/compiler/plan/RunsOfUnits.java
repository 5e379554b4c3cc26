package dev.anabranch.compiler.plan;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.HashMap;
import java.util.Map;

/** Where the units of a plan run, and which of several runs of one a worker has its dataset from. */
final class RunsOfUnits {
    private final int workers;
    private final int[] only;
    private final Map<Long, Integer> runOn = new HashMap<>();
    private final Map<Long, Integer> senders = new HashMap<>();

    /**
     * @param sequence the runs
     * @param workerOf for each of them in the same order its worker
     * @param unitOf for each run its unit, which is the number of the unit's first run
     * @param joined for each run whether it only joins a gang, and so makes nothing
     */
    RunsOfUnits(Plan plan, Cluster cluster, int units, int[] sequence, int[] workerOf, int[] unitOf, boolean[] joined) {
        this.workers = cluster.workers();
        this.only = new int[units];
        for (int unit = 0; unit < units; unit++) {
            only[unit] = unit;
        }
        for (int run = units; run < unitOf.length; run++) {
            only[unitOf[run]] = joined[run] ? only[unitOf[run]] : -1;
        }
        if (sequence.length == units) {
            return;
        }
        for (int place = 0; place < sequence.length; place++) {
            int unit = unitOf[sequence[place]];
            if (only[unit] < 0 && !joined[sequence[place]]) {
                runOn.put(key(unit, workerOf[place]), sequence[place]);
            }
        }
        PlanTransfers transfers = plan.transfers();
        for (int row = 0; row < transfers.slot().length; row++) {
            senders.put(
                    key(transfers.slot()[row], transfers.to()[row]), transfers.from()[row]);
        }
    }

    private long key(int of, int worker) {
        return (long) of * workers + worker;
    }

    /** The run of a unit that a worker has a slot's dataset from: its own, or that of the worker that sends it; else -1. */
    int sender(int unit, int slot, int worker) {
        if (only[unit] >= 0) {
            return only[unit];
        }
        Integer own = runOn.get(key(unit, worker));
        if (own != null) {
            return own;
        }
        Integer from = senders.get(key(slot, worker));
        return from == null ? -1 : runOn.getOrDefault(key(unit, from), -1);
    }
}
