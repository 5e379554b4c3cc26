package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.schedule.memory.DiskSpills;
import dev.anabranch.compiler.schedule.memory.SpilledSchedule;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of a schedule whose workers write datasets to the checkpoints. The runtime writes beside the tasks; the plan
 * counts the whole time of writing as the worker's, after the unit that made the dataset, as it is where every core has a
 * worker. Who reads the dataset does not wait for it.
 */
public final class CheckpointTimes {
    private CheckpointTimes() {}

    /**
     * The same orders with the time for writing, the earliest first: without regard to memory where nothing waits on disk,
     * then with no more alive at once than before.
     *
     * @param slots of datasets whose units run once
     */
    public static List<Scheduled> of(
            OptimizedGraph graph, Cluster cluster, Scheduled scheduled, List<Integer> slots) {
        FlowProblem flow = FlowProblem.of(graph, cluster).pausingAfter(pauses(graph, cluster, scheduled, slots));
        List<Scheduled> found = new ArrayList<>();
        if (scheduled.spills().isEmpty()) {
            Scheduled timed = flow.timed(WorkerOrders.of(scheduled.schedule()), scheduled.by(), "");
            found.add(scheduled.withCheckpoints(timed.schedule(), timed.transfers(), slots));
        }
        Optional<SpilledSchedule> spilled =
                new DiskSpills(graph, cluster, flow.problem()).of(scheduled.schedule());
        spilled.ifPresent(with -> found.add(scheduled
                .withSpills(with.schedule(), with.spills())
                .withCheckpoints(with.schedule(), HostTransfers.atOnce(), slots)));
        return found;
    }

    /** By unit, how long its worker writes. */
    private static double[] pauses(OptimizedGraph graph, Cluster cluster, Scheduled scheduled, List<Integer> slots) {
        Schedule schedule = scheduled.schedule();
        int[] workerOf = new int[graph.units().rows()];
        for (int placement = schedule.placements() - 1; placement >= 0; placement--) {
            workerOf[schedule.unit(placement)] = schedule.worker(placement);
        }
        double[] pauses = new double[workerOf.length];
        for (int slot : slots) {
            int unit = graph.producerUnit(slot);
            int host = cluster.hostOf(workerOf[unit]);
            pauses[unit] += cluster.hosts().get(host).disk().seconds(graph.graph().bytes(slot));
        }
        return pauses;
    }
}
