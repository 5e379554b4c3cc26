package dev.anabranch.compiler.verify;

import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * That what each host holds at any time, by the predicted times, fits its memory. Workers of a host share datasets; a
 * dataset made on the host is one however many names it goes under, but as many as there are runs that make it. What is on
 * disk takes none; what is kept against a crash is there until it is written.
 */
final class MemoryCheck {
    private final PlanFacts facts;
    private final TaskGraph graph;
    private final Map<Long, Integer> transferRow = new HashMap<>();
    private final DiskTimes disk;
    private final WriteTimes checkpoints;
    private double end;

    MemoryCheck(PlanFacts facts, DiskTimes disk, WriteTimes checkpoints) {
        this.facts = facts;
        this.graph = facts.graph;
        this.disk = disk;
        this.checkpoints = checkpoints;
    }

    void run() {
        PlanTransfers transfers = facts.plan.transfers();
        for (int row = 0; row < transfers.slot().length; row++) {
            transferRow.put(PlanFacts.key(transfers.slot()[row], transfers.to()[row]), row);
        }
        for (double finish : facts.plan.tasks().finish()) {
            end = Math.max(end, finish);
        }
        int worker = 0;
        for (int host = 0; host < facts.cluster.hosts().size(); host++) {
            int workers = facts.cluster.hosts().get(host).speeds().size();
            long memory = facts.cluster.hosts().get(host).memory();
            if (memory > 0) {
                host(host, worker, worker + workers, memory);
            }
            worker += workers;
        }
    }

    private void host(int host, int firstWorker, int endWorker, long memory) {
        Map<Long, double[]> lives = new TreeMap<>();
        List<double[]> events = new ArrayList<>();
        for (int worker = firstWorker; worker < endWorker; worker++) {
            follow(host, worker, lives, events);
        }
        sends(host, lives);
        lives.forEach((content, life) -> {
            int slot = (int) (content >> 32);
            int maker = (int) (long) content;
            life[1] = maker >= 0 && facts.keptOn(slot, maker) ? Math.max(life[1], end) : life[1];
            event(events, life[0], life[1], graph.bytes(facts.made(slot)));
        });
        // What ends at a time ends before what begins then.
        events.sort((a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
        double now = 0;
        for (double[] event : events) {
            now += event[1];
            if (now > memory) {
                facts.findings.add(
                        ViolationKind.MEMORY_EXCEEDED,
                        "host " + facts.cluster.hosts().get(host).name() + " has " + memory + " bytes and holds "
                                + (long) now + " at " + event[0] + " s");
                return;
            }
        }
    }

    private void follow(int host, int worker, Map<Long, double[]> lives, List<double[]> events) {
        PlanSteps steps = facts.plan.steps();
        Map<Integer, Integer> senders = new HashMap<>();
        double start = 0;
        double finish = 0;
        for (int step = facts.firstStep[worker]; step < facts.firstStep[worker + 1]; step++) {
            int slot = steps.slot()[step];
            switch (facts.kinds[step]) {
                case RUN -> {
                    int task = steps.task()[step];
                    int row = facts.rowOn(task, worker);
                    if (row < 0) {
                        continue;
                    }
                    start = facts.plan.tasks().start()[row];
                    finish = facts.plan.tasks().finish()[row];
                    event(
                            events,
                            start,
                            finish,
                            graph.family(task).requirements().memory());
                    for (int i = 0; i < graph.outputs().size(task); i++) {
                        live(lives, graph.outputs().get(task, i), worker, host, start);
                    }
                }
                case JOIN -> {
                    int row = facts.rowOf(step);
                    if (row < 0) {
                        continue;
                    }
                    start = facts.plan.tasks().start()[row];
                    finish = facts.plan.tasks().finish()[row];
                    long besides =
                            graph.family(steps.task()[step]).requirements().memory();
                    event(events, start, finish, besides);
                }
                case RECEIVE -> {
                    senders.put(slot, steps.peer()[step]);
                    Integer transfer = transferRow.get(PlanFacts.key(slot, worker));
                    if (transfer != null) {
                        boolean sameHost = facts.cluster.hostOf(steps.peer()[step]) == host;
                        PlanTransfers t = facts.plan.transfers();
                        live(
                                lives,
                                slot,
                                steps.peer()[step],
                                host,
                                sameHost ? t.finish()[transfer] : t.start()[transfer]);
                    }
                }
                case ALIAS -> {
                    live(lives, slot, worker, host, start);
                }
                case PURGE -> {
                    live(lives, slot, senders.getOrDefault(slot, worker), host, finish);
                }
                case SPILL -> {
                    double[] life = lives.remove(PlanFacts.key(facts.made(slot), worker));
                    if (life != null) {
                        event(events, life[0], disk.of(step), graph.bytes(facts.made(slot)));
                    }
                }
                case CHECKPOINT -> live(lives, slot, worker, host, checkpoints.written(step));
                case RESTORE -> live(lives, slot, worker, host, disk.of(step));
                default -> {}
            }
        }
    }

    /** What a network card sends is held until it is sent, whoever has purged it. */
    private void sends(int host, Map<Long, double[]> lives) {
        PlanTransfers transfers = facts.plan.transfers();
        for (int row = 0; row < transfers.slot().length; row++) {
            int slot = transfers.slot()[row];
            int from = transfers.from()[row];
            int to = transfers.to()[row];
            if (facts.cluster.model() == MachineModel.ONE_PORT
                    && facts.cluster.hostOf(from) == host
                    && facts.cluster.hostOf(to) != host) {
                // What a host sends on was made elsewhere.
                int maker = facts.producerRow(slot, from) >= 0 ? from : to;
                live(lives, slot, maker, host, transfers.finish()[row]);
            }
        }
    }

    /** What comes from another host is there once, whoever made it. */
    private void live(Map<Long, double[]> lives, int slot, int maker, int host, double time) {
        boolean madeHere = facts.cluster.hostOf(maker) == host;
        long content = madeHere ? PlanFacts.key(facts.made(slot), maker) : (long) slot << 32 | 0xffffffffL;
        double[] life = lives.computeIfAbsent(content, unused -> new double[] {time, time});
        life[0] = Math.min(life[0], time);
        life[1] = Math.max(life[1], time);
    }

    private static void event(List<double[]> events, double begin, double end, long bytes) {
        if (bytes > 0 && end > begin) {
            events.add(new double[] {begin, bytes});
            events.add(new double[] {end, -bytes});
        }
    }
}
