package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.schedule.memory.DiskSpills;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
    public static List<CheckpointedSchedule> of(
            OptimizedGraph graph, Cluster cluster, Scheduled scheduled, Set<Integer> slots) {
        boolean gangs = JoinGangs.isNeeded(graph);
        SplitUnits units = new SplitUnits(graph, slots);
        OptimizedGraph split = units.graph();
        Schedule schedule = units.schedule(gangs ? JoinGangs.withoutGangs(scheduled.schedule()) : scheduled.schedule());
        List<Integer> kept = List.copyOf(new TreeSet<>(slots));
        FlowProblem flow = FlowProblem.of(split, cluster).pausingAfter(pauses(split, cluster, schedule, kept));
        if (gangs) {
            Scheduled joined = new JoinGangs(split, cluster, flow.problem()).of(scheduled, schedule);
            return List.of(new CheckpointedSchedule(
                    split, scheduled.withCheckpoints(joined.schedule(), joined.transfers(), kept)));
        }
        List<CheckpointedSchedule> found = new ArrayList<>();
        if (scheduled.spills().isEmpty()) {
            Scheduled timed = flow.timed(WorkerOrders.of(schedule), scheduled.by(), "");
            found.add(new CheckpointedSchedule(
                    split, scheduled.withCheckpoints(timed.schedule(), timed.transfers(), kept)));
        }
        new DiskSpills(split, cluster, flow.problem())
                .of(schedule)
                .ifPresent(with -> found.add(new CheckpointedSchedule(
                        split,
                        scheduled
                                .withSpills(with.schedule(), with.spills())
                                .withCheckpoints(with.schedule(), HostTransfers.atOnce(), kept))));
        return found;
    }

    /** By unit, how long its worker writes. */
    private static double[] pauses(OptimizedGraph graph, Cluster cluster, Schedule schedule, List<Integer> slots) {
        int[] workerOf = new int[graph.units().rows()];
        for (int placement = schedule.placements() - 1; placement >= 0; placement--) {
            workerOf[schedule.unit(placement)] = schedule.worker(placement);
        }
        double[] pauses = new double[workerOf.length];
        for (int slot : slots) {
            int unit = graph.producerUnit(slot);
            int host = cluster.hostOf(workerOf[unit]);
            pauses[unit] +=
                    cluster.hosts().get(host).disk().seconds(graph.graph().bytes(slot));
        }
        return pauses;
    }
}
