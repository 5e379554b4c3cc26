package dev.anabranch.testkit;

import static java.util.Objects.requireNonNull;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.StepKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts what each host holds at each moment of a plan, dataset by dataset, from nothing but the plan's steps and times.
 * Slow and simple on purpose, and it shares no code with who planned and who verified: all must agree.
 */
public final class ByteCounter {
    private final TaskGraph graph;
    private final Cluster cluster;
    private final Plan plan;
    private final Map<Integer, Long> bytes = new HashMap<>();
    private final Map<Integer, Integer> content = new HashMap<>();
    private final Map<List<Integer>, Integer> rowOfRun = new HashMap<>();
    private final List<Stretch> stretches = new ArrayList<>();

    private ByteCounter(TaskGraph graph, Cluster cluster, Plan plan) {
        this.graph = graph;
        this.cluster = cluster;
        this.plan = plan;
        for (int row = 0; row < plan.datasets().slot().length; row++) {
            int slot = plan.datasets().slot()[row];
            int alias = plan.datasets().aliasOf()[row];
            bytes.put(slot, plan.datasets().bytes()[row]);
            content.put(slot, alias < 0 ? slot : alias);
        }
        for (int row = 0; row < plan.tasks().task().length; row++) {
            rowOfRun.put(List.of(plan.tasks().task()[row], plan.tasks().worker()[row]), row);
        }
    }

    private int rowOf(int task, int worker) {
        return requireNonNull(rowOfRun.get(List.of(task, worker)));
    }

    /** By host, the most bytes that it holds at once, with what its tasks take besides. */
    public static long[] peaks(TaskGraph graph, Cluster cluster, Plan plan) {
        ByteCounter counter = new ByteCounter(graph, cluster, plan);
        for (int worker = 0; worker < cluster.workers(); worker++) {
            counter.follow(worker);
        }
        long[] peaks = new long[cluster.hosts().size()];
        for (int host = 0; host < peaks.length; host++) {
            for (Stretch moment : counter.stretches) {
                peaks[host] = Math.max(peaks[host], counter.heldAt(host, moment.from));
            }
        }
        return peaks;
    }

    private long heldAt(int host, double moment) {
        long sum = 0;
        Set<String> counted = new HashSet<>();
        for (Stretch stretch : stretches) {
            boolean now = stretch.from <= moment && moment < stretch.until;
            if (now && stretch.host == host && counted.add(stretch.what)) {
                sum += stretch.bytes;
            }
        }
        return sum;
    }

    /** One worker's steps; what it begins to hold ends with its purge, or with the run. */
    private void follow(int worker) {
        PlanSteps steps = plan.steps();
        int host = cluster.hostOf(worker);
        Map<Integer, Double> since = new HashMap<>();
        Map<Integer, Integer> senders = new HashMap<>();
        Map<Integer, Double> written = new HashMap<>();
        double clock = 0;
        double began = 0;
        for (int step = 0; step < steps.kind().length; step++) {
            if (steps.worker()[step] != worker) {
                continue;
            }
            int slot = steps.slot()[step];
            switch (StepKind.valueOf(steps.kind()[step])) {
                case RUN -> {
                    int task = steps.task()[step];
                    int row = rowOf(task, worker);
                    began = plan.tasks().start()[row];
                    clock = plan.tasks().finish()[row];
                    stretches.add(new Stretch(
                            host,
                            "beside " + task,
                            graph.family(task).requirements().memory(),
                            began,
                            clock));
                    for (int i = 0; i < graph.outputs().size(task); i++) {
                        since.put(graph.outputs().get(task, i), began);
                    }
                }
                case JOIN -> {
                    int task = steps.task()[step];
                    int row = rowOf(task, worker);
                    began = plan.tasks().start()[row];
                    clock = plan.tasks().finish()[row];
                    long besides = graph.family(task).requirements().memory();
                    stretches.add(new Stretch(host, "beside " + task + " on " + worker, besides, began, clock));
                }
                case ALIAS -> since.put(slot, began);
                case RECEIVE -> {
                    senders.put(slot, steps.peer()[step]);
                    since.put(slot, arrival(slot, worker, steps.peer()[step]));
                }
                case SPILL -> {
                    clock = Math.max(clock, written.values().stream().reduce(0.0, Math::max)) + diskSeconds(host, slot);
                    hold(host, slot, senders.getOrDefault(slot, worker), requireNonNull(since.remove(slot)), clock);
                }
                case RESTORE -> since.put(slot, beginsToComeBack(worker, host, step));
                case CHECKPOINT -> written.put(content.get(slot), afterTheUnit(worker, host, step));
                case PURGE ->
                    hold(
                            host,
                            slot,
                            senders.getOrDefault(slot, worker),
                            requireNonNull(since.remove(slot)),
                            Math.max(clock, written.getOrDefault(content.get(slot), 0.0)));
                default -> {
                    // Sending and publishing change nothing here.
                }
            }
        }
        double end = plan.summary().makespan();
        since.forEach((slot, from) -> hold(host, slot, senders.getOrDefault(slot, worker), from, end));
    }

    /** Each run that makes a dataset here makes one of its own; what comes from another host is here once. */
    private void hold(int host, int slot, int maker, double from, double until) {
        boolean home = cluster.hostOf(maker) == host;
        String what = home ? "dataset " + content.get(slot) + " of " + maker : "copy of " + slot;
        stretches.add(new Stretch(host, what, requireNonNull(bytes.get(slot)), from, until));
    }

    /** From another host it takes room while it comes, from this one it is there already. */
    private double arrival(int slot, int worker, int from) {
        for (int row = 0; row < plan.transfers().slot().length; row++) {
            if (plan.transfers().slot()[row] == slot && plan.transfers().to()[row] == worker) {
                return cluster.hostOf(from) == cluster.hostOf(worker)
                        ? plan.transfers().finish()[row]
                        : plan.transfers().start()[row];
            }
        }
        throw new IllegalStateException("nothing brings " + graph.datasetName(slot));
    }

    /** When a worker has written all that is kept of the unit in which a step is. */
    private double afterTheUnit(int worker, int host, int step) {
        int[] unit = plan.tasks().unit();
        double end = 0;
        double writing = 0;
        int own = -1;
        for (int other = 0; other < plan.steps().kind().length; other++) {
            String kind = plan.steps().kind()[other];
            if (plan.steps().worker()[other] == worker && kind.equals(StepKind.RUN.name())) {
                int row = rowOf(plan.steps().task()[other], worker);
                if (other < step || unit[row] == own) {
                    writing = unit[row] == own ? writing : 0;
                    own = unit[row];
                    end = plan.tasks().finish()[row];
                } else {
                    break;
                }
            } else if (plan.steps().worker()[other] == worker && kind.equals(StepKind.CHECKPOINT.name())) {
                writing += diskSeconds(host, plan.steps().slot()[other]);
            }
        }
        return end + writing;
    }

    private double diskSeconds(int host, int slot) {
        return cluster.hosts().get(host).disk().seconds(requireNonNull(bytes.get(slot)));
    }

    /** As late as the run behind it allows, which waits for what comes back after it, too. */
    private double beginsToComeBack(int worker, int host, int step) {
        int run = step;
        while (!plan.steps().kind()[run].equals(StepKind.RUN.name())) {
            run++;
        }
        double time = plan.tasks().start()[rowOf(plan.steps().task()[run], worker)];
        for (int other = run - 1; other >= step; other--) {
            time -= plan.steps().kind()[other].equals(StepKind.RESTORE.name())
                    ? diskSeconds(host, plan.steps().slot()[other])
                    : 0;
        }
        return time;
    }

    private record Stretch(int host, String what, long bytes, double from, double until) {}
}
