package dev.anabranch.compiler.plan;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much memory a plan takes, as predicted. A dataset takes its size from the start of the task that makes it, or of
 * its transfer from another host, until the last worker of the host has purged it under all its names; workers of one
 * host share it, but each copy that a further run makes is one more. What is
 * on disk takes none until it begins to be read back. A task takes what it asks for besides while it runs.
 */
final class MemoryForecast {
    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final Cluster cluster;
    private final TaskRows rows;
    private final DatasetNames names;
    private final Holds holds;
    private final SpillRows spills;
    private final int[] stretchOf;
    private final int[] mergedFor;
    private final Map<Long, Integer> stretchOfCopy = new HashMap<>();
    private int merges;

    MemoryForecast(
            OptimizedGraph graph, Cluster cluster, TaskRows rows, DatasetNames names, Holds holds, SpillRows spills) {
        this.graph = graph;
        this.tasks = graph.graph();
        this.cluster = cluster;
        this.rows = rows;
        this.names = names;
        this.holds = holds;
        this.spills = spills;
        this.stretchOf = new int[tasks.slotCount()];
        this.mergedFor = new int[tasks.slotCount()];
    }

    /** For each worker the most that it holds at once, with what its tasks take besides. */
    long[] workerPeaks() {
        long[] peaks = new long[cluster.workers()];
        int row = 0;
        for (int worker = 0; worker < peaks.length; worker++) {
            int first = row;
            while (row < holds.size() && holds.worker(row) == worker) {
                row++;
            }
            peaks[worker] = occupancy(first, row, worker, worker + 1).measure().peak();
        }
        return peaks;
    }

    /** What is alive at the peak of the first host that has not enough memory for it. */
    Optional<MemoryShortage> shortage() {
        int row = 0;
        int firstWorker = 0;
        for (int host = 0; host < cluster.hosts().size(); host++) {
            int first = row;
            int endWorker = firstWorker + cluster.hosts().get(host).speeds().size();
            while (row < holds.size() && holds.worker(row) < endWorker) {
                row++;
            }
            long memory = cluster.hosts().get(host).memory();
            if (memory > 0) {
                Occupancy occupancy =
                        occupancy(first, row, firstWorker, endWorker).measure();
                if (occupancy.peak() > memory) {
                    return Optional.of(tooSmall(cluster.hosts().get(host), firstWorker, endWorker, occupancy));
                }
            }
            firstWorker = endWorker;
        }
        return Optional.empty();
    }

    private Occupancy occupancy(int firstHold, int endHold, int firstWorker, int endWorker) {
        Occupancy occupancy = new Occupancy();
        merges++;
        stretchOfCopy.clear();
        for (int row = firstHold; row < endHold; row++) {
            int slot = holds.slot(row);
            if (spills.isSpilled(slot)) {
                occupancy.add(holds.from(row), holds.until(row), names.bytes(slot), slot);
                continue;
            }
            int source = names.sourceRow(slot, holds.worker(row));
            boolean madeHere = cluster.hostOf(rows.worker[source]) == cluster.hostOf(firstWorker);
            int content = madeHere ? graph.resolve(slot) : slot;
            boolean single = !rows.hasCopies(rows.task[source]);
            // Each copy that is made here has memory of its own.
            long copy = (long) content << 32 | (madeHere ? source + 1 : 0);
            int known = single ? stretch(content) : stretchOfCopy.getOrDefault(copy, -1);
            if (known >= 0) {
                occupancy.cover(known, holds.from(row), holds.until(row));
                continue;
            }
            int added = occupancy.add(holds.from(row), holds.until(row), names.bytes(slot), content);
            if (single) {
                mergedFor[content] = merges;
                stretchOf[content] = added;
            } else {
                stretchOfCopy.put(copy, added);
            }
        }
        for (int row = rows.firstRow[firstWorker]; row < rows.firstRow[endWorker]; row++) {
            long besides = tasks.family(rows.task[row]).requirements().memory();
            if (besides > 0) {
                occupancy.add(rows.start[row], rows.finish[row], besides, -1 - rows.task[row]);
            }
        }
        return occupancy;
    }

    private int stretch(int content) {
        return mergedFor[content] == merges ? stretchOf[content] : -1;
    }

    private MemoryShortage tooSmall(Host host, int firstWorker, int endWorker, Occupancy occupancy) {
        int tipping = occupancy.subject(occupancy.peakRow());
        int task = tipping >= 0 ? tasks.producer(graph.resolve(tipping)) : -1 - tipping;
        boolean starts = false;
        for (int worker = firstWorker; worker < endWorker; worker++) {
            int row = rows.rowOn(task, worker);
            starts |= row >= 0 && rows.start[row] == occupancy.peakTime();
        }
        Set<Integer> own = starts ? own(task) : new HashSet<>();
        MemorySum ofTask = new MemorySum(tasks);
        MemorySum others = new MemorySum(tasks);
        for (int row = 0; row < occupancy.size(); row++) {
            if (occupancy.aliveAtPeak(row)) {
                int subject = occupancy.subject(row);
                (own.remove(subject) ? ofTask : others).add(subject, occupancy.bytes(row));
            }
        }
        return new MemoryShortage(
                host.name(),
                host.memory(),
                occupancy.peakTime(),
                starts ? tasks.taskName(task) : tasks.datasetName(tipping),
                starts,
                tasks.family(task).origin(),
                ofTask.parts(),
                others.parts());
    }

    /** What a task reads and makes, and what it takes besides, as subjects. */
    private Set<Integer> own(int task) {
        Set<Integer> own = new HashSet<>();
        own.add(-1 - task);
        for (int i = 0; i < tasks.inputs().size(task); i++) {
            int slot = tasks.inputs().get(task, i);
            if (graph.producerUnit(slot) >= 0) {
                own.add(slot);
                own.add(graph.resolve(slot));
            }
        }
        for (int i = 0; i < tasks.outputs().size(task); i++) {
            own.add(tasks.outputs().get(task, i));
        }
        return own;
    }
}
