package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.analyse.Readiness;
import dev.anabranch.compiler.schedule.HostTransfers;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanDatasets;

/** The slots that exist in a run: what its tasks make, and further names of it that are read or published. */
final class DatasetNames {
    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final TaskRows rows;
    private final Cluster cluster;
    private final HostTransfers transfers;
    private final Readiness readiness;
    private final IntRows aliases;

    DatasetNames(OptimizedGraph graph, TaskRows rows, Cluster cluster, HostTransfers transfers) {
        this.cluster = cluster;
        this.transfers = transfers;
        this.graph = graph;
        this.tasks = graph.graph();
        this.rows = rows;
        this.readiness = new Readiness(graph);
        this.aliases = usedAliases();
    }

    /** For each slot its further names that somebody uses, ascending. */
    private IntRows usedAliases() {
        boolean[] used = new boolean[tasks.slotCount()];
        for (Publication publication : tasks.publications()) {
            for (int slot : publication.slots()) {
                used[slot] = true;
            }
        }
        for (int task : rows.task) {
            for (int i = 0; i < tasks.inputs().size(task); i++) {
                used[tasks.inputs().get(task, i)] = true;
            }
        }
        IntRows.Builder survivor = new IntRows.Builder();
        for (int slot = 0; slot < used.length; slot++) {
            if (used[slot] && graph.aliasOf(slot) >= 0) {
                survivor.add(graph.aliasOf(slot));
            }
            survivor.endRow();
        }
        return survivor.build().transposed(used.length);
    }

    IntRows aliases() {
        return aliases;
    }

    private int producer(int slot) {
        return tasks.producer(graph.resolve(slot));
    }

    /** Whether a worker makes a dataset itself, under whatever name. */
    boolean isMadeOn(int slot, int worker) {
        return rows.rowOn(producer(slot), worker) >= 0;
    }

    /** The row of the run from which a worker that needs a dataset has it, under this name: its own, if there is one. */
    int sourceRow(int slot, int reader) {
        if (!rows.hasCopies(producer(slot))) {
            return rows.rowOf(producer(slot));
        }
        int own = rows.rowOn(producer(slot), reader);
        return own >= 0 ? own : rows.rowOn(producer(slot), transfers.maker(slot, cluster.hostOf(reader)));
    }

    /** The worker of {@link #sourceRow}. */
    int sender(int slot, int reader) {
        return rows.worker[sourceRow(slot, reader)];
    }

    long bytes(int slot) {
        return tasks.bytes(graph.resolve(slot));
    }

    /** Whether a dataset stays where it is made until the run ends, under all its names. */
    boolean kept(int slot) {
        return tasks.family(producer(slot)).requirements().keep();
    }

    /** When a dataset can leave the worker of a run that makes it, under this name. */
    private double there(int slot, int row) {
        double share = readiness.inTask(slot);
        return share == 1 ? rows.finish[row] : rows.start[row] + share * rows.seconds(row);
    }

    /** When a dataset does leave for another worker, under this name. */
    double leaves(int slot, int to) {
        int source = sourceRow(slot, to);
        double there = there(slot, source);
        int host = cluster.hostOf(to);
        return host == cluster.hostOf(rows.worker[source]) ? there : transfers.start(slot, host, there);
    }

    /**
     * The worker that sends a dataset to another: the one that makes it, or the first on a host that sends on what it received.
     *
     * @param receivers for each slot the workers that receive it, ascending
     */
    int sendingWorker(int slot, int to, IntRows receivers) {
        int maker = sender(slot, to);
        int host = transfers.sender(slot, cluster.hostOf(to), cluster.hostOf(maker));
        if (cluster.hostOf(to) != cluster.hostOf(maker) && host != cluster.hostOf(maker)) {
            for (int i = 0; i < receivers.size(slot); i++) {
                if (cluster.hostOf(receivers.get(slot, i)) == host) {
                    return receivers.get(slot, i);
                }
            }
        }
        return maker;
    }

    /** Until when a worker that purges a dataset still has it, since its host's card is to send it. */
    double held(int slot, int holder, double purged) {
        return Math.max(purged, transfers.sentUntil(slot, cluster.hostOf(holder)));
    }

    PlanDatasets table() {
        IntColumn slots = new IntColumn();
        for (int slot = 0; slot < tasks.slotCount(); slot++) {
            int producer = tasks.producer(slot);
            int survivor = graph.aliasOf(slot);
            if (survivor < 0 ? producer >= 0 && rows.rowOf(producer) >= 0 : usedAlias(survivor, slot)) {
                slots.add(slot);
            }
        }
        int[] slot = slots.toArray();
        String[] name = new String[slot.length];
        int[] producer = new int[slot.length];
        long[] bytes = new long[slot.length];
        String[] sizeSource = new String[slot.length];
        int[] aliasOf = new int[slot.length];
        double[] share = new double[slot.length];
        for (int i = 0; i < slot.length; i++) {
            name[i] = tasks.datasetName(slot[i]);
            producer[i] = tasks.producer(graph.resolve(slot[i]));
            bytes[i] = bytes(slot[i]);
            sizeSource[i] = tasks.sizeSource(graph.resolve(slot[i])).name();
            aliasOf[i] = graph.aliasOf(slot[i]);
            share[i] = readiness.inTask(slot[i]);
        }
        return new PlanDatasets(slot, name, producer, bytes, sizeSource, aliasOf, share);
    }

    private boolean usedAlias(int survivor, int slot) {
        for (int i = 0; i < aliases.size(survivor); i++) {
            if (aliases.get(survivor, i) == slot) {
                return true;
            }
        }
        return false;
    }
}
