package dev.anabranch.compiler.verify;

import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.PlanTransfers;
import dev.anabranch.model.plan.StepKind;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.AnyTensor;
import dev.anabranch.model.type.ValueType.BytesType;
import dev.anabranch.model.type.ValueType.TensorOf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Follows what each worker holds, step by step: nothing is used before it is there or after its purge, all is purged
 * once where it is not to be kept, what one worker takes in another has sent, and only what a worker has for itself goes to
 * disk and comes back.
 */
final class StepCheck {
    private static final byte ABSENT = 0;
    private static final byte HELD = 1;
    private static final byte PURGED = 2;
    private static final byte SPILLED = 3;

    private final PlanFacts facts;
    private final TaskGraph graph;
    private final PlanSteps steps;
    private final byte[] state;
    private final int[] touched;
    private int touchedCount;
    private final Set<Integer> named = new HashSet<>();
    private final Map<Integer, Integer> spilledOn = new HashMap<>();
    private final Map<Long, Integer> sent = new HashMap<>();
    private final Map<Long, Integer> received = new HashMap<>();

    StepCheck(PlanFacts facts) {
        this.facts = facts;
        this.graph = facts.graph;
        this.steps = facts.plan.steps();
        this.state = new byte[graph.slotCount()];
        this.touched = new int[graph.slotCount()];
        for (int alias : facts.plan.datasets().aliasOf()) {
            named.add(alias);
        }
    }

    void run() {
        for (int worker = 0; worker < facts.cluster.workers(); worker++) {
            for (int step = facts.firstStep[worker]; step < facts.firstStep[worker + 1]; step++) {
                take(worker, step);
            }
            for (int i = 0; i < touchedCount; i++) {
                boolean left = state[touched[i]] == HELD && !facts.keptOn(touched[i], worker);
                if (left || state[touched[i]] == SPILLED) {
                    facts.findings.add(
                            ViolationKind.PURGE_MISSING,
                            facts.dataset(touched[i]) + " is never purged on " + facts.worker(worker));
                }
                state[touched[i]] = ABSENT;
            }
            touchedCount = 0;
        }
        match();
        transfers();
        spills();
    }

    /** What others make or take in as well is not one worker's to write away. */
    private void spills() {
        for (int step = 0; step < facts.kinds.length; step++) {
            boolean moves = facts.kinds[step] == StepKind.SEND || facts.kinds[step] == StepKind.RECEIVE;
            Integer on = moves ? spilledOn.get(steps.slot()[step]) : null;
            if (on != null) {
                wrong(steps.slot()[step], on, "goes to disk on", "is sent as well");
            }
        }
        spilledOn.forEach((slot, worker) -> {
            for (int row = facts.firstRow(graph.producer(slot)); row >= 0; row = facts.nextRow(row)) {
                if (facts.plan.tasks().worker()[row] != worker) {
                    wrong(slot, worker, "goes to disk on", "is made elsewhere as well");
                }
            }
        });
    }

    private void take(int worker, int step) {
        int slot = steps.slot()[step];
        int peer = steps.peer()[step];
        switch (facts.kinds[step]) {
            case RECEIVE -> {
                arrive(slot, worker, "received");
                count(received, ViolationKind.DATASET_REPEATED, slot, worker, peer);
            }
            case RUN -> {
                run(worker, steps.task()[step]);
            }
            case JOIN -> {
                read(worker, steps.task()[step]);
            }
            case ALIAS -> {
                use(peer, worker, "named again", -1);
                if (facts.aliasOf(slot) != peer) {
                    facts.findings.add(
                            ViolationKind.ALIAS_UNEQUAL,
                            facts.dataset(slot) + " is made another name of " + facts.dataset(peer)
                                    + ", the datasets say otherwise");
                }
                arrive(slot, worker, "named again");
            }
            case PUBLISH -> {
                use(slot, worker, "published", -1);
            }
            case SEND -> {
                use(slot, worker, "sent", -1);
                count(sent, ViolationKind.TRANSFER_WRONG, slot, peer, worker);
            }
            case PURGE -> {
                purge(slot, worker);
            }
            case SPILL -> {
                spill(slot, worker);
            }
            case CHECKPOINT -> {
                use(slot, worker, "kept", -1);
            }
            case RESTORE -> {
                if (state[slot] == SPILLED) {
                    state[slot] = HELD;
                } else {
                    wrong(slot, worker, "comes back to", "was not on disk");
                }
            }
        }
    }

    /** Only who alone makes and reads a dataset can write it away, and only what files hold comes back as it was. */
    private void spill(int slot, int worker) {
        if (state[slot] == HELD) {
            state[slot] = SPILLED;
        } else {
            wrong(slot, worker, "goes to disk on", "is not held");
        }
        ValueType type = graph.array(slot).type();
        if (!(type instanceof TensorOf || type instanceof AnyTensor || type instanceof BytesType)) {
            wrong(slot, worker, "goes to disk on", "is a " + type.label());
        }
        if (facts.aliasOf(slot) >= 0 || named.contains(slot)) {
            wrong(slot, worker, "goes to disk on", "has another name");
        }
        if (facts.keptOn(slot, worker)) {
            wrong(slot, worker, "goes to disk on", "is to be kept");
        }
        spilledOn.put(slot, worker);
    }

    private void wrong(int slot, int worker, String what, String why) {
        facts.findings.add(
                ViolationKind.SPILL_WRONG,
                facts.dataset(slot) + " " + what + " " + facts.worker(worker) + ", but it " + why);
    }

    private void run(int worker, int task) {
        read(worker, task);
        for (int i = 0; i < graph.outputs().size(task); i++) {
            int slot = graph.outputs().get(task, i);
            arrive(slot, worker, "made");
            if (facts.aliasOf(slot) >= 0) {
                facts.findings.add(
                        ViolationKind.ALIAS_UNEQUAL, facts.dataset(slot) + " is made and another name as well");
            }
        }
    }

    private void read(int worker, int task) {
        for (int i = 0; i < graph.inputs().size(task); i++) {
            use(graph.inputs().get(task, i), worker, "read", task);
        }
    }

    private void use(int slot, int worker, String how, int reader) {
        if (state[slot] == SPILLED) {
            facts.findings.add(
                    ViolationKind.USED_WHILE_SPILLED,
                    facts.dataset(slot) + " is " + how + (reader < 0 ? "" : " by " + graph.taskName(reader)) + " on "
                            + facts.worker(worker) + " while it is on disk");
        } else if (state[slot] != HELD) {
            facts.findings.add(
                    state[slot] == PURGED ? ViolationKind.USED_AFTER_PURGE : ViolationKind.DATASET_ABSENT,
                    facts.dataset(slot) + " is " + how + (reader < 0 ? "" : " by " + graph.taskName(reader)) + " on "
                            + facts.worker(worker)
                            + (state[slot] == PURGED ? " after its purge" : " but was never there"));
        }
    }

    private void arrive(int slot, int worker, String how) {
        if (state[slot] == ABSENT) {
            touched[touchedCount++] = slot;
            state[slot] = HELD;
        } else {
            facts.findings.add(
                    ViolationKind.DATASET_REPEATED,
                    facts.dataset(slot) + " is " + how + " on " + facts.worker(worker) + " a second time");
        }
    }

    private void purge(int slot, int worker) {
        if (facts.keptOn(slot, worker)) {
            facts.findings.add(
                    ViolationKind.KEPT_PURGED,
                    facts.dataset(slot) + " is to be kept and is purged on " + facts.worker(worker));
        }
        if (state[slot] == HELD) {
            state[slot] = PURGED;
        } else if (state[slot] == SPILLED) {
            state[slot] = PURGED;
            facts.findings.add(
                    ViolationKind.USED_WHILE_SPILLED,
                    facts.dataset(slot) + " is purged on " + facts.worker(worker) + " while it is on disk");
        } else {
            facts.findings.add(
                    ViolationKind.PURGE_REPEATED,
                    facts.dataset(slot) + " is purged on " + facts.worker(worker) + ", which does not hold it");
        }
    }

    private void count(Map<Long, Integer> moves, ViolationKind kind, int slot, int to, int from) {
        Integer earlier = moves.putIfAbsent(PlanFacts.key(slot, to), from);
        if (earlier != null) {
            facts.findings.add(kind, facts.dataset(slot) + " goes to " + facts.worker(to) + " more than once");
        }
    }

    private void match() {
        for (int step = 0; step < facts.kinds.length; step++) {
            int slot = steps.slot()[step];
            int worker = steps.worker()[step];
            int peer = steps.peer()[step];
            switch (facts.kinds[step]) {
                case RECEIVE -> {
                    if (sent.getOrDefault(PlanFacts.key(slot, worker), -1) != peer) {
                        facts.findings.add(
                                ViolationKind.SEND_MISSING,
                                facts.worker(worker) + " waits for " + facts.dataset(slot) + ", which "
                                        + facts.worker(peer) + " never sends to it");
                    }
                }
                case SEND -> {
                    if (received.getOrDefault(PlanFacts.key(slot, peer), -1) != worker) {
                        facts.findings.add(
                                ViolationKind.RECEIVE_MISSING,
                                facts.worker(worker) + " sends " + facts.dataset(slot) + " to " + facts.worker(peer)
                                        + ", which does not take it in");
                    }
                }
                default -> {}
            }
        }
    }

    private void transfers() {
        PlanTransfers transfers = facts.plan.transfers();
        Map<Long, Integer> open = new HashMap<>(sent);
        double previous = 0;
        for (int row = 0; row < transfers.slot().length; row++) {
            int slot = transfers.slot()[row];
            Integer from = open.remove(PlanFacts.key(slot, transfers.to()[row]));
            // A host may send on what it received, which takes no step of a worker; SenderCheck looks at that.
            if (from == null || !(from == transfers.from()[row] || facts.mayBeSentOn(row))) {
                facts.findings.add(
                        ViolationKind.TRANSFER_WRONG,
                        "no step moves " + facts.dataset(slot) + " from "
                                + facts.worker(transfers.from()[row]) + " to "
                                + facts.worker(transfers.to()[row]));
            }
            if (transfers.start()[row] < previous) {
                facts.findings.add(
                        ViolationKind.TRANSFER_WRONG, "the transfers are not in the order in which they start");
            }
            previous = transfers.start()[row];
        }
        if (!open.isEmpty()) {
            facts.findings.add(
                    ViolationKind.TRANSFER_WRONG, open.size() + " datasets are sent that the transfers do not have");
        }
    }
}
