package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.schedule.memory.DiskSpills;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;

/** Schedules that take less memory since datasets that are not read for long wait on disk. */
public final class SpillToDisk {
    /** As decisions name it. */
    public static final String NAME = "PlanMemory";

    private SpillToDisk() {}

    /**
     * Several; those fit in which enough can wait on disk.
     *
     * @param tried schedules that do not fit
     */
    public static List<Scheduled> of(OptimizedGraph graph, Cluster cluster, List<Scheduled> tried) {
        DiskSpills disk =
                new DiskSpills(graph, cluster, FlowProblem.of(graph, cluster).problem());
        List<Scheduled> all = new ArrayList<>(tried);
        for (Schedule one : disk.sequential()) {
            all.add(Scheduled.of(one, HostTransfers.atOnce(), "OneWorker", "one unit after the other"));
        }
        List<Scheduled> found = new ArrayList<>();
        for (Scheduled scheduled : all) {
            disk.of(scheduled.schedule())
                    .ifPresent(spilled -> found.add(scheduled.withSpills(spilled.schedule(), spilled.spills())));
        }
        return found;
    }
}
