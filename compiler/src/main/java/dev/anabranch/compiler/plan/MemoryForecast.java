package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.schedule.PlanningCodes;
import dev.anabranch.compiler.schedule.PlanningFailure;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much memory a plan takes, as predicted. A dataset takes its size from the start of the task that makes it, or of
 * its transfer from another host, until the last worker of the host has purged it under all its names; workers of one
 * host share it, but each copy that a further run makes is one more. A task takes what it asks for besides while it runs.
 */
final class MemoryForecast {
    private static final int MOST_NAMED = 5;

    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final Cluster cluster;
    private final TaskRows rows;
    private final DatasetNames names;
    private final Holds holds;
    private final int[] stretchOf;
    private final int[] mergedFor;
    private final Map<Long, Integer> stretchOfCopy = new HashMap<>();
    private int merges;

    MemoryForecast(OptimizedGraph graph, Cluster cluster, TaskRows rows, DatasetNames names, Holds holds) {
        this.graph = graph;
        this.tasks = graph.graph();
        this.cluster = cluster;
        this.rows = rows;
        this.names = names;
        this.holds = holds;
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

    /**
     * Checks every host whose memory is limited.
     *
     * @throws PlanningFailure naming the datasets that are alive at the peak of the first host that has not enough
     */
    void requireFit() {
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
                    throw tooSmall(cluster.hosts().get(host), occupancy);
                }
            }
            firstWorker = endWorker;
        }
    }

    private Occupancy occupancy(int firstHold, int endHold, int firstWorker, int endWorker) {
        Occupancy occupancy = new Occupancy();
        merges++;
        stretchOfCopy.clear();
        for (int row = firstHold; row < endHold; row++) {
            int slot = holds.slot(row);
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

    private PlanningFailure tooSmall(Host host, Occupancy occupancy) {
        Map<String, long[]> alive = new TreeMap<>();
        Map<String, Origin> origins = new TreeMap<>();
        for (int row = 0; row < occupancy.size(); row++) {
            if (occupancy.aliveAtPeak(row)) {
                int subject = occupancy.subject(row);
                String name = subject >= 0
                        ? tasks.array(subject).name()
                        : "@memory of " + tasks.family(-1 - subject).name();
                origins.put(
                        name,
                        subject >= 0
                                ? tasks.array(subject).origin()
                                : tasks.family(-1 - subject).origin());
                long[] sums = alive.computeIfAbsent(name, unused -> new long[] {0, 0, subject});
                sums[0]++;
                sums[1] += occupancy.bytes(row);
            }
        }
        List<String> largest = new ArrayList<>(alive.keySet());
        largest.sort((a, b) -> Long.compare(sums(alive, b)[1], sums(alive, a)[1]));
        List<String> shown = new ArrayList<>();
        for (String name : largest.subList(0, Math.min(MOST_NAMED, largest.size()))) {
            long[] sums = sums(alive, name);
            String what = sums[0] == 1 && sums[2] >= 0 ? tasks.datasetName((int) sums[2]) : sums[0] + " x " + name;
            shown.add(what + " (" + Quantity.showBytes(sums[1]) + ")");
        }
        if (largest.size() > MOST_NAMED) {
            shown.add((largest.size() - MOST_NAMED) + " more");
        }
        return new PlanningFailure(
                PlanningCodes.OUT_OF_MEMORY,
                "host `" + host.name() + "` has " + Quantity.showBytes(host.memory()) + ", the plan needs "
                        + Quantity.showBytes(occupancy.peak()) + " at " + Quantity.showSeconds(occupancy.peakTime())
                        + ": " + String.join(", ", shown),
                Optional.ofNullable(origins.get(largest.get(0))),
                Arrays.asList(
                        "plan with fewer workers, so that less is alive at once",
                        "give the host more memory in the cluster file",
                        "aggregate over an index before all of its datasets are there"));
    }

    private static long[] sums(Map<String, long[]> alive, String name) {
        return alive.getOrDefault(name, new long[3]);
    }
}
