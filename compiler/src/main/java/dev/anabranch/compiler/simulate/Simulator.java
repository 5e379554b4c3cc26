package dev.anabranch.compiler.simulate;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.StepKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a plan in virtual time: every worker takes its steps in the planned order, with tasks that take other times than
 * predicted. The workers of a gang go on together. Transfers are free of contention: they start when the dataset is there and do not slow each other.
 */
public final class Simulator {
    private final TaskGraph graph;
    private final Cluster cluster;
    private final Plan plan;
    private final double[] seconds;
    private final double[] start;
    private final double[] finish;
    private final double[] writing;
    private final double[] lastFinish;
    private final int[] unit;
    private final Map<Long, Integer> rowOn = new HashMap<>();
    private final Map<Long, Double> arrivals = new HashMap<>();
    private final Map<Integer, List<Integer>> met = new HashMap<>();

    private Simulator(TaskGraph graph, Cluster cluster, Plan plan, double[] seconds) {
        this.graph = graph;
        this.cluster = cluster;
        this.plan = plan;
        this.seconds = seconds;
        this.start = new double[seconds.length];
        this.finish = new double[seconds.length];
        this.writing = new double[cluster.workers()];
        this.lastFinish = new double[cluster.workers()];
        this.unit = new int[cluster.workers()];
        Arrays.fill(unit, -1);
        for (int row = 0; row < plan.tasks().task().length; row++) {
            rowOn.put(key(plan.tasks().task()[row], plan.tasks().worker()[row]), row);
        }
    }

    /**
     * What happened.
     *
     * @param start for each row of the plan's tasks, seconds from the start of the run
     * @param finish for each row of the plan's tasks, seconds from the start of the run
     * @param makespan when the last task finished, in seconds
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Simulation(double[] start, double[] finish, double makespan) {}

    /**
     * Runs a plan that {@link dev.anabranch.compiler.verify.PlanVerifier} accepts.
     *
     * @param seconds for each row of the plan's tasks how long it really takes on its worker
     * @throws IllegalArgumentException if the workers wait for each other in a circle
     */
    public static Simulation run(TaskGraph graph, Cluster cluster, Plan plan, double[] seconds) {
        if (seconds.length != plan.tasks().task().length) {
            throw new IllegalArgumentException(
                    seconds.length + " durations for " + plan.tasks().task().length + " tasks");
        }
        Simulator simulator = new Simulator(graph, cluster, plan, seconds);
        simulator.run();
        double makespan = Arrays.stream(simulator.finish).max().orElse(0);
        return new Simulation(simulator.start, simulator.finish, makespan);
    }

    /** The same with the times that were predicted. */
    public static Simulation run(TaskGraph graph, Cluster cluster, Plan plan) {
        double[] seconds = new double[plan.tasks().task().length];
        Arrays.setAll(
                seconds,
                row -> plan.tasks().work()[row] / cluster.speed(plan.tasks().worker()[row]));
        return run(graph, cluster, plan, seconds);
    }

    /** Each worker goes on until it waits; who sends it what it waits for wakes it. */
    private void run() {
        PlanSteps steps = plan.steps();
        int[] next = new int[cluster.workers() + 1];
        for (int worker : steps.worker()) {
            next[worker + 1]++;
        }
        for (int worker = 0; worker < cluster.workers(); worker++) {
            next[worker + 1] += next[worker];
        }
        int[] end = Arrays.copyOfRange(next, 1, next.length);
        double[] clock = new double[cluster.workers()];
        Map<Long, Integer> waiting = new HashMap<>();
        Deque<Integer> awake = new ArrayDeque<>();
        for (int worker = 0; worker < cluster.workers(); worker++) {
            awake.add(worker);
        }
        int done = 0;
        for (Integer worker = awake.poll(); worker != null; worker = awake.poll()) {
            while (next[worker] < end[worker]) {
                int step = next[worker];
                StepKind kind = StepKind.valueOf(steps.kind()[step]);
                long key = key(steps.slot()[step], kind == StepKind.SEND ? steps.peer()[step] : worker);
                if (kind == StepKind.RECEIVE) {
                    Double arrival = arrivals.get(key);
                    if (arrival == null) {
                        waiting.put(key, worker);
                        break;
                    }
                    clock[worker] = Math.max(clock[worker], arrival);
                } else if (kind == StepKind.CHECKPOINT) {
                    // Written after the whole unit, which hands over what it makes before.
                    writing[worker] += diskSeconds(worker, steps.slot()[step]);
                } else if (kind == StepKind.RUN || kind == StepKind.JOIN) {
                    int row = row(steps.task()[step], worker);
                    if (gang(row) > 1) {
                        clock[worker] = Math.max(clock[worker], free(worker));
                        if (!meets(row, worker, clock, awake)) {
                            break;
                        }
                    }
                    if (plan.tasks().unit()[row] != unit[worker]) {
                        unit[worker] = plan.tasks().unit()[row];
                        clock[worker] = Math.max(clock[worker], free(worker));
                    }
                    start[row] = clock[worker];
                    clock[worker] += seconds[row];
                    finish[row] = clock[worker];
                    lastFinish[worker] = clock[worker];
                } else if (kind == StepKind.SPILL || kind == StepKind.RESTORE) {
                    clock[worker] = Math.max(clock[worker], free(worker)) + diskSeconds(worker, steps.slot()[step]);
                } else if (kind == StepKind.SEND) {
                    arrivals.put(key, arrival(steps.slot()[step], worker, steps.peer()[step]));
                    Integer woken = waiting.remove(key);
                    if (woken != null) {
                        awake.add(woken);
                    }
                }
                next[worker]++;
                done++;
            }
        }
        if (done < steps.worker().length) {
            throw new IllegalArgumentException("the workers wait for each other in a circle");
        }
    }

    private int gang(int row) {
        return plan.families().gang()[plan.tasks().family()[row]];
    }

    /** Whether all workers of a gang have come to it; who comes last wakes the others, and all go on when it does. */
    private boolean meets(int row, int worker, double[] clock, Deque<Integer> awake) {
        List<Integer> here = met.computeIfAbsent(plan.tasks().task()[row], unused -> new ArrayList<>());
        if (here.contains(worker)) {
            return true;
        }
        here.add(worker);
        if (here.size() < gang(row)) {
            return false;
        }
        double start = here.stream().mapToDouble(member -> clock[member]).max().orElseThrow();
        for (int member : here) {
            clock[member] = start;
            if (member != worker) {
                awake.add(member);
            }
        }
        return true;
    }

    /** When a worker has written what its last unit has to keep. */
    private double free(int worker) {
        double free = lastFinish[worker] + writing[worker];
        writing[worker] = 0;
        return free;
    }

    private double diskSeconds(int worker, int slot) {
        long bytes = plan.datasets().bytes()[Arrays.binarySearch(plan.datasets().slot(), slot)];
        return cluster.hosts().get(cluster.hostOf(worker)).disk().seconds(bytes);
    }

    private double arrival(int slot, int from, int to) {
        int dataset = Arrays.binarySearch(plan.datasets().slot(), slot);
        int row = row(plan.datasets().producer()[dataset], from);
        double share = plan.datasets().aliasOf()[dataset] < 0 ? graph.readiness(slot) : 1;
        double there = share == 1 ? finish[row] : start[row] + share * (finish[row] - start[row]);
        return there + cluster.transferSeconds(from, to, plan.datasets().bytes()[dataset]);
    }

    private int row(int task, int worker) {
        Integer row = rowOn.get(key(task, worker));
        if (row == null) {
            throw new IllegalArgumentException(graph.taskName(task) + " does not run on worker " + worker);
        }
        return row;
    }

    private static long key(int slot, int worker) {
        return (long) slot << 32 | worker;
    }
}
