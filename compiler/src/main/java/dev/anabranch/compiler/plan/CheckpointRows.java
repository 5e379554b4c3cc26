package dev.anabranch.compiler.plan;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which datasets are kept against a crash, and until when each takes memory since it is being written. */
final class CheckpointRows {
    private final OptimizedGraph graph;
    private final Cluster cluster;
    private final Set<Integer> slots;
    private final Map<Integer, Double> written = new HashMap<>();
    private final Map<Integer, Double> freeAfter = new HashMap<>();
    private final long bytes;

    CheckpointRows(OptimizedGraph graph, Cluster cluster, TaskRows rows, List<Integer> slots) {
        this.graph = graph;
        this.cluster = cluster;
        this.slots = new HashSet<>(slots);
        TaskGraph tasks = graph.graph();
        long sum = 0;
        for (int slot : slots) {
            sum += tasks.bytes(slot);
        }
        this.bytes = sum;
        if (slots.isEmpty()) {
            return;
        }
        for (int first = 0, row = 0; row < rows.size(); row++) {
            boolean last = row + 1 == rows.size()
                    || rows.unit[row + 1] != rows.unit[row]
                    || rows.worker[row + 1] != rows.worker[row];
            if (last) {
                writeAfter(rows, first, row);
                first = row + 1;
            }
        }
    }

    /** A worker writes what a unit's tasks have made after the last of them. */
    private void writeAfter(TaskRows rows, int first, int last) {
        double end = rows.finish[last];
        for (int row = first; row <= last; row++) {
            for (int slot : graph.graph().outputs().row(rows.task[row])) {
                end += isKept(slot) && rows.rank[row] == 0 ? seconds(slot, rows.worker[row]) : 0;
            }
        }
        freeAfter.put(last, end);
        for (int row = first; row <= last; row++) {
            for (int slot : graph.graph().outputs().row(rows.task[row])) {
                if (isKept(slot) && rows.rank[row] == 0) {
                    written.put(slot, end);
                }
            }
        }
    }

    boolean isKept(int slot) {
        return slots.contains(slot);
    }

    /** When a dataset, under any of its names, is on disk if it is kept; else the time given. */
    double whenWritten(int slot, double otherwise) {
        return Math.max(otherwise, written.getOrDefault(graph.resolve(slot), otherwise));
    }

    /** When the worker of a unit's last row has written what is to be kept of it. */
    double free(int lastRow, double finish) {
        return freeAfter.getOrDefault(lastRow, finish);
    }

    double seconds(int slot, int worker) {
        return cluster.hosts()
                .get(cluster.hostOf(worker))
                .disk()
                .seconds(graph.graph().bytes(slot));
    }

    int count() {
        return slots.size();
    }

    long bytes() {
        return bytes;
    }
}
