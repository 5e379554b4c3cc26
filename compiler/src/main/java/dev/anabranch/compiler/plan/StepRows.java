package dev.anabranch.compiler.plan;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.StepKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What each worker does, step by step. Before a unit it takes in what the unit reads from other workers; after each
 * task come the further names of its outputs, what is published, what is kept against a crash, what is sent, and what is read
 * here no more. What is
 * to be kept is never purged where it was made. Of a task that runs on several workers, one run publishes, and each sends
 * to those workers that have its data. Of a gang, rank 0 does all this; the others take in and purge what they read. What waits on disk is written right after a unit and read back right before one.
 */
final class StepRows {
    private final TaskGraph tasks;
    private final TaskRows rows;
    private final DatasetNames names;
    private final PublicationRows publications;
    private final SpillRows spills;
    private final CheckpointRows checkpoints;
    private final Cluster cluster;
    private final Holds holds;
    private final IntRows receivers;
    private final IntColumn worker = new IntColumn();
    private final TextColumn kind = new TextColumn();
    private final IntColumn task = new IntColumn();
    private final IntColumn slot = new IntColumn();
    private final IntColumn peer = new IntColumn();
    private final int[] touchedBy;
    private final int[] lastRow;
    private final int[] receivedBy;

    StepRows(
            TaskGraph tasks,
            Cluster cluster,
            TaskRows rows,
            DatasetNames names,
            PublicationRows publications,
            SpillRows spills,
            CheckpointRows checkpoints) {
        this.tasks = tasks;
        this.rows = rows;
        this.names = names;
        this.publications = publications;
        this.spills = spills;
        this.checkpoints = checkpoints;
        this.cluster = cluster;
        this.holds = new Holds();
        this.touchedBy = new int[tasks.slotCount()];
        this.lastRow = new int[tasks.slotCount()];
        this.receivedBy = new int[tasks.slotCount()];
        this.receivers = receivers(cluster.workers());
        Arrays.fill(touchedBy, -1);
        Arrays.fill(receivedBy, -1);
        for (int w = 0; w < cluster.workers(); w++) {
            findLastReaders(w);
            for (int row = rows.firstRow[w]; row < rows.firstRow[w + 1]; row++) {
                if (row == rows.firstRow[w] || rows.unit[row] != rows.unit[row - 1]) {
                    moveToDiskAndBack(w, row);
                    receive(w, row);
                }
                run(w, row);
            }
        }
    }

    /** For each slot the workers, ascending, that read it and do not make it. */
    private IntRows receivers(int workers) {
        IntRows.Builder perWorker = new IntRows.Builder();
        for (int w = 0; w < workers; w++) {
            for (int row = rows.firstRow[w]; row < rows.firstRow[w + 1]; row++) {
                int reader = rows.task[row];
                for (int i = 0; i < tasks.inputs().size(reader); i++) {
                    if (!names.isMadeOn(tasks.inputs().get(reader, i), w)) {
                        perWorker.add(tasks.inputs().get(reader, i));
                    }
                }
            }
            perWorker.endRow();
        }
        return perWorker.build().transposed(tasks.slotCount());
    }

    private void findLastReaders(int w) {
        for (int row = rows.firstRow[w]; row < rows.firstRow[w + 1]; row++) {
            int reader = rows.task[row];
            for (int i = 0; i < tasks.inputs().size(reader); i++) {
                int input = tasks.inputs().get(reader, i);
                touchedBy[input] = w;
                lastRow[input] = row;
            }
        }
    }

    private void moveToDiskAndBack(int w, int row) {
        double at = row == rows.firstRow[w] ? 0 : checkpoints.free(row - 1, rows.finish[row - 1]);
        for (int moved : spills.writtenBefore(rows.unit[row])) {
            step(w, StepKind.SPILL, -1, moved, -1);
            at += spills.seconds(moved, w);
            holds.add(moved, w, spills.since(moved), at);
        }
        List<Integer> back = spills.readBefore(rows.unit[row]);
        at = rows.start[row];
        for (int i = back.size() - 1; i >= 0; i--) {
            at -= spills.seconds(back.get(i), w);
            spills.holdsSince(back.get(i), at);
        }
        for (int moved : back) {
            step(w, StepKind.RESTORE, -1, moved, -1);
        }
    }

    private void receive(int w, int firstRow) {
        for (int row = firstRow; row < rows.firstRow[w + 1] && rows.unit[row] == rows.unit[firstRow]; row++) {
            int reader = rows.task[row];
            for (int i = 0; i < tasks.inputs().size(reader); i++) {
                int input = tasks.inputs().get(reader, i);
                if (!names.isMadeOn(input, w) && receivedBy[input] != w) {
                    int from = names.sender(input, w);
                    receivedBy[input] = w;
                    step(w, StepKind.RECEIVE, -1, input, from);
                    boolean sameHost = cluster.hostOf(from) == cluster.hostOf(w);
                    double sent = names.leaves(input, w);
                    double arrival = sent + cluster.transferSeconds(from, w, names.bytes(input));
                    double purged = rows.finish[lastRow[input]];
                    if (sameHost) {
                        holds.add(input, w, arrival, purged);
                    } else {
                        holds.add(input, w, sent, names.held(input, w, purged));
                    }
                }
            }
        }
    }

    private void run(int w, int row) {
        int running = rows.task[row];
        if (rows.rank[row] > 0) {
            step(w, StepKind.JOIN, running, -1, rows.rank[row]);
            purgeInputs(w, row);
            return;
        }
        step(w, StepKind.RUN, running, -1, -1);
        IntRows outputs = tasks.outputs();
        for (int i = 0; i < outputs.size(running); i++) {
            int output = outputs.get(running, i);
            for (int a = 0; a < names.aliases().size(output); a++) {
                step(w, StepKind.ALIAS, -1, names.aliases().get(output, a), output);
            }
        }
        if (rows.publisher(running) == row) {
            forEachName(running, name -> {
                for (int publication : publications.of(name)) {
                    step(w, StepKind.PUBLISH, -1, name, publication);
                }
            });
        }
        for (int i = 0; i < outputs.size(running); i++) {
            if (checkpoints.isKept(outputs.get(running, i))) {
                step(w, StepKind.CHECKPOINT, -1, outputs.get(running, i), -1);
            }
        }
        forEachName(running, name -> {
            for (int i = 0; i < receivers.size(name); i++) {
                if (names.sourceRow(name, receivers.get(name, i)) == row) {
                    step(w, StepKind.SEND, -1, name, receivers.get(name, i));
                }
            }
        });
        purgeInputs(w, row);
        boolean kept = tasks.family(running).requirements().keep();
        forEachName(running, name -> {
            boolean readHere = touchedBy[name] == w;
            double until = kept ? rows.makespan() : rows.finish[readHere ? lastRow[name] : row];
            if (spills.isSpilled(name)) {
                spills.holdsSince(name, rows.start[row]);
            } else {
                holds.add(name, w, rows.start[row], names.held(name, w, checkpoints.whenWritten(name, until)));
            }
            if (!(readHere || kept)) {
                step(w, StepKind.PURGE, -1, name, -1);
            }
        });
    }

    /** What is read here no more. */
    private void purgeInputs(int w, int row) {
        int running = rows.task[row];
        for (int i = 0; i < tasks.inputs().size(running); i++) {
            int input = tasks.inputs().get(running, i);
            if (touchedBy[input] == w && lastRow[input] == row) {
                touchedBy[input] = -1;
                if (spills.isSpilled(input)) {
                    holds.add(input, w, spills.since(input), rows.finish[row]);
                }
                if (!(names.kept(input) && names.isMadeOn(input, w))) {
                    step(w, StepKind.PURGE, -1, input, -1);
                }
            }
        }
    }

    private void forEachName(int producer, IntConsumer action) {
        IntRows outputs = tasks.outputs();
        for (int i = 0; i < outputs.size(producer); i++) {
            int output = outputs.get(producer, i);
            action.accept(output);
            for (int a = 0; a < names.aliases().size(output); a++) {
                action.accept(names.aliases().get(output, a));
            }
        }
    }

    private void step(int w, StepKind what, int whichTask, int whichSlot, int whichPeer) {
        worker.add(w);
        kind.add(what.name());
        task.add(whichTask);
        slot.add(whichSlot);
        peer.add(whichPeer);
    }

    PlanSteps table() {
        return new PlanSteps(worker.toArray(), kind.toArray(), task.toArray(), slot.toArray(), peer.toArray());
    }

    IntRows receiversOf() {
        return receivers;
    }

    Holds holds() {
        return holds;
    }
}
