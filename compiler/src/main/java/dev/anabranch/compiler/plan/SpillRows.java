package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.schedule.memory.Spill;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which datasets go to disk before which unit, and which come back; and since when each is in memory, as steps are written. */
final class SpillRows {
    private final TaskGraph tasks;
    private final Cluster cluster;
    private final Map<Integer, List<Integer>> writes = new HashMap<>();
    private final Map<Integer, List<Integer>> reads = new HashMap<>();
    private final Map<Integer, Double> since = new HashMap<>();
    private final int count;
    private final long bytes;

    SpillRows(TaskGraph tasks, Cluster cluster, List<Spill> spills) {
        this.tasks = tasks;
        this.cluster = cluster;
        this.count = spills.size();
        long sum = 0;
        for (Spill spill : spills) {
            writes.computeIfAbsent(spill.writtenBefore(), unused -> new ArrayList<>())
                    .add(spill.slot());
            reads.computeIfAbsent(spill.readBefore(), unused -> new ArrayList<>())
                    .add(spill.slot());
            since.put(spill.slot(), 0.0);
            sum += tasks.bytes(spill.slot());
        }
        this.bytes = sum;
    }

    /** The datasets that are written right before a unit, in their order. */
    List<Integer> writtenBefore(int unit) {
        return writes.getOrDefault(unit, List.of());
    }

    /** The datasets that are read back right before a unit, in their order. */
    List<Integer> readBefore(int unit) {
        return reads.getOrDefault(unit, List.of());
    }

    boolean isSpilled(int slot) {
        return since.containsKey(slot);
    }

    /** Since when a dataset that is spilled at some time is in memory now. */
    double since(int slot) {
        return since.getOrDefault(slot, 0.0);
    }

    void holdsSince(int slot, double time) {
        since.put(slot, time);
    }

    /** How long it takes to write a dataset, or to read it back. */
    double seconds(int slot, int worker) {
        return cluster.hosts().get(cluster.hostOf(worker)).disk().seconds(tasks.bytes(slot));
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }
}
