package dev.anabranch.compiler.plan;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The line of each worker of a draft, with its datasets under the names that they were made by. */
final class WorkerLines {
    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final Cluster cluster;
    private final PlanDraft draft;
    private final KeepableDatasets keepable;
    private final TaskRows rows;
    private final boolean[] elsewhere;
    private final int[] lastUse;

    WorkerLines(OptimizedGraph graph, Cluster cluster, PlanDraft draft, KeepableDatasets keepable) {
        this.graph = graph;
        this.tasks = graph.graph();
        this.cluster = cluster;
        this.draft = draft;
        this.keepable = keepable;
        this.rows = draft.rows;
        this.elsewhere = new boolean[tasks.slotCount()];
        this.lastUse = new int[tasks.slotCount()];
        findUsesElsewhere();
    }

    /** Published datasets and those with an effect's readers are used again by every run that goes on. */
    private void findUsesElsewhere() {
        for (Publication publication : tasks.publications()) {
            for (int slot : publication.slots()) {
                elsewhere[graph.resolve(slot)] = true;
            }
        }
        for (int row = 0; row < rows.size(); row++) {
            int task = rows.task[row];
            boolean effect = tasks.family(task).signature().effect();
            for (int input : tasks.inputs().row(task)) {
                elsewhere[graph.resolve(input)] |= effect || !draft.names.isMadeOn(input, rows.worker[row]);
            }
            if (tasks.family(task).requirements().keep()) {
                for (int output : tasks.outputs().row(task)) {
                    elsewhere[output] = true;
                }
            }
        }
    }

    /** Of the workers that run anything. */
    List<WorkerLine> all() {
        List<WorkerLine> lines = new ArrayList<>();
        for (int worker = 0; worker < cluster.workers(); worker++) {
            if (rows.firstRow[worker] < rows.firstRow[worker + 1]) {
                lines.add(line(worker));
            }
        }
        return lines;
    }

    private WorkerLine line(int worker) {
        int first = rows.firstRow[worker];
        int end = rows.firstRow[worker + 1];
        for (int row = first; row < end; row++) {
            for (int output : made(row)) {
                lastUse[output] = row - first;
            }
            for (int input : tasks.inputs().row(rows.task[row])) {
                if (draft.names.isMadeOn(input, worker)) {
                    lastUse[graph.resolve(input)] = row - first;
                }
            }
        }
        IntColumn slots = new IntColumn();
        IntColumn made = new IntColumn();
        for (int row = first; row < end; row++) {
            for (int output : made(row)) {
                if (elsewhere[output] || lastUse[output] > row - first) {
                    slots.add(output);
                    made.add(row - first);
                }
            }
        }
        int[] slot = slots.toArray();
        int[] last = new int[slot.length];
        boolean[] outside = new boolean[slot.length];
        double[] write = new double[slot.length];
        double[] read = new double[slot.length];
        for (int i = 0; i < slot.length; i++) {
            last[i] = lastUse[slot[i]];
            outside[i] = elsewhere[slot[i]];
            read[i] = draft.checkpoints.seconds(slot[i], worker);
            write[i] = writing(slot[i], read[i]);
        }
        double[] over = new double[end - first];
        Arrays.setAll(over, task -> draft.checkpoints.free(first + task, rows.finish[first + task]));
        return new WorkerLine(
                over,
                Math.max(rows.makespan(), over[over.length - 1]),
                slot,
                made.toArray(),
                last,
                outside,
                write,
                read);
    }

    /** Of a gang only rank 0 makes something. */
    private int[] made(int row) {
        return rows.rank[row] == 0 ? tasks.outputs().row(rows.task[row]) : new int[0];
    }

    private double writing(int slot, double seconds) {
        if (draft.checkpoints.isKept(slot) || keepable.isOnDisk(slot)) {
            return 0;
        }
        // Who runs several times would have to write several times, or the others wait for one.
        return keepable.contains(slot) && !rows.hasCopies(tasks.producer(slot)) ? seconds : Double.POSITIVE_INFINITY;
    }
}
