package dev.anabranch.compiler.schedule.copies;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.Deliveries;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.model.cluster.MachineModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Adds copies to workers' orders as long as the exact machine model says that the last run ends earlier. Tries all that
 * {@link CopyRule} proposes at once, then group by group, task by task, and one by one: several copies often gain only
 * together, and equal decisions within a group keep its order regular. What is not needed for the gain is taken out again.
 */
final class CopyTrials {
    /** Shorter by less is rounding. */
    private static final double NOTICEABLE = 1e-9;

    private final Problem problem;
    private final Dag dag;
    private final MachineModel model;
    private final IntUnaryOperator groupOf;
    private final long mostEffort;
    private long effort;

    /**
     * @param groupOf the group of a task, best tried together
     * @param mostEffort how many times may be computed
     */
    CopyTrials(Problem problem, MachineModel model, IntUnaryOperator groupOf, long mostEffort) {
        this.problem = problem;
        this.dag = problem.dag();
        this.model = model;
        this.groupOf = groupOf;
        this.mostEffort = mostEffort;
    }

    /** Infinite where workers would wait for each other in a circle. */
    double makespan(WorkerOrders orders) {
        effort += orders.places() + dag.edges();
        return ExactTimes.makespanOrInfinite(model, problem, orders);
    }

    /** With copies that make it shorter, or as it was. */
    WorkerOrders improved(WorkerOrders orders) {
        WorkerOrders best = orders;
        double makespan = makespan(orders);
        for (boolean found = true; found; ) {
            found = false;
            List<Proposal> proposals = new CopyRule(problem, deliveries(best)).proposals();
            for (List<Proposal> together : batches(proposals)) {
                if (effort > mostEffort) {
                    return best;
                }
                WorkerOrders trial = CopiedOrders.with(best, together);
                double length = makespan(trial);
                if (length < makespan * (1 - NOTICEABLE)) {
                    best = trial;
                    makespan = length;
                    found = true;
                    break;
                }
            }
        }
        return best;
    }

    private Deliveries deliveries(WorkerOrders orders) {
        effort += orders.places() + dag.edges();
        return Deliveries.of(model, problem, orders);
    }

    /** Coarse ones first, of equally coarse ones those that promise most. */
    private List<List<Proposal>> batches(List<Proposal> proposals) {
        List<List<Proposal>> batches = new ArrayList<>();
        if (!proposals.isEmpty()) {
            batches.add(proposals);
        }
        batches.addAll(grouped(proposals, proposal -> groupOf.applyAsInt(proposal.task())));
        batches.addAll(grouped(proposals, Proposal::task));
        List<Proposal> single = new ArrayList<>(proposals);
        single.sort((a, b) -> Double.compare(b.gain(), a.gain()));
        single.forEach(proposal -> batches.add(List.of(proposal)));
        return batches;
    }

    private static List<List<Proposal>> grouped(List<Proposal> proposals, Function<Proposal, Integer> key) {
        Map<Integer, List<Proposal>> groups = new TreeMap<>();
        for (Proposal proposal : proposals) {
            groups.computeIfAbsent(key.apply(proposal), unused -> new ArrayList<>())
                    .add(proposal);
        }
        List<List<Proposal>> sorted = new ArrayList<>(groups.values());
        sorted.sort((a, b) -> Double.compare(gain(b), gain(a)));
        return sorted;
    }

    private static double gain(List<Proposal> proposals) {
        return proposals.stream().mapToDouble(Proposal::gain).sum();
    }

    /**
     * Without runs that come after a reader on their own worker, and without those that give nothing to anybody. What is
     * left holds where each worker reads its own run's data.
     */
    WorkerOrders useful(WorkerOrders orders) {
        WorkerOrders left = withoutLate(orders);
        while (left.hasCopies(problem.tasks()) && makespan(left) < Double.POSITIVE_INFINITY) {
            boolean[] dropped = unused(deliveries(left));
            WorkerOrders fewer = CopiedOrders.without(left, dropped);
            if (fewer.places() == left.places() || makespan(fewer) > makespan(left)) {
                return left;
            }
            left = fewer;
        }
        return left;
    }

    private WorkerOrders withoutLate(WorkerOrders orders) {
        int[] runs = new int[problem.tasks()];
        for (int place = 0; place < orders.places(); place++) {
            runs[orders.task(place)]++;
        }
        boolean[] dropped = new boolean[orders.places()];
        int[] readOn = new int[problem.tasks()];
        Arrays.fill(readOn, -1);
        for (int worker = 0; worker < orders.workers(); worker++) {
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                int task = orders.task(place);
                if (readOn[task] == worker && runs[task] > 1) {
                    dropped[place] = true;
                    runs[task]--;
                    continue;
                }
                for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                    readOn[dag.source(edge)] = worker;
                }
            }
        }
        return CopiedOrders.without(orders, dropped);
    }

    /** Runs that nobody reads from; a task keeps the run that ends first. */
    private boolean[] unused(Deliveries deliveries) {
        WorkerOrders orders = deliveries.orders();
        boolean[] used = new boolean[orders.places()];
        for (int place = 0; place < orders.places(); place++) {
            int task = orders.task(place);
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                used[deliveries.source(edge, deliveries.worker(place))] = true;
            }
        }
        boolean[] dropped = new boolean[used.length];
        for (int task = 0; task < problem.tasks(); task++) {
            int keep = -1;
            for (int run = deliveries.firstCopy(task); run >= 0; run = deliveries.nextCopy(run)) {
                boolean sooner = keep < 0
                        || deliveries.times().finish()[run] < deliveries.times().finish()[keep];
                if (keep < 0 || (used[run] && !used[keep]) || (used[run] == used[keep] && sooner)) {
                    keep = run;
                }
            }
            for (int run = deliveries.firstCopy(task); run >= 0; run = deliveries.nextCopy(run)) {
                dropped[run] = run != keep && !used[run];
            }
        }
        return dropped;
    }

    /**
     * Without copies that the makespan does not need: group by group, task by task, then one by one.
     *
     * @param home for each task the worker whose run is the last to go
     */
    WorkerOrders fewest(WorkerOrders orders, int[] home) {
        WorkerOrders best = orders;
        double makespan = makespan(orders);
        for (IntUnaryOperator level : List.<IntUnaryOperator>of(groupOf, task -> task)) {
            for (List<Copy> copies : spare(best, home, level)) {
                WorkerOrders trial = without(best, copies);
                double length = effort > mostEffort ? Double.POSITIVE_INFINITY : makespan(trial);
                if (length <= makespan) {
                    best = trial;
                    makespan = length;
                }
            }
        }
        for (List<Copy> copies : spare(best, home, task -> task)) {
            for (Copy copy : copies) {
                WorkerOrders trial = without(best, List.of(copy));
                double length = effort > mostEffort ? Double.POSITIVE_INFINITY : makespan(trial);
                if (length <= makespan) {
                    best = trial;
                    makespan = length;
                }
            }
        }
        return best;
    }

    /** The runs that are one too many, by group. */
    private List<List<Copy>> spare(WorkerOrders orders, int[] home, IntUnaryOperator level) {
        int[] kept = new int[problem.tasks()];
        Arrays.fill(kept, -1);
        forEachRun(orders, (task, worker) -> kept[task] = kept[task] < 0 || worker == home[task] ? worker : kept[task]);
        Map<Integer, List<Copy>> groups = new TreeMap<>();
        forEachRun(orders, (task, worker) -> {
            if (worker != kept[task]) {
                groups.computeIfAbsent(level.applyAsInt(task), unused -> new ArrayList<>())
                        .add(new Copy(task, worker, -1));
            }
        });
        return new ArrayList<>(groups.values());
    }

    private static WorkerOrders without(WorkerOrders orders, List<Copy> copies) {
        Set<Long> gone = new HashSet<>();
        copies.forEach(copy -> gone.add((long) copy.task() << 32 | copy.worker()));
        boolean[] dropped = new boolean[orders.places()];
        for (int worker = 0; worker < orders.workers(); worker++) {
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                dropped[place] = gone.contains((long) orders.task(place) << 32 | worker);
            }
        }
        return CopiedOrders.without(orders, dropped);
    }

    private interface Runs {
        void run(int task, int worker);
    }

    private static void forEachRun(WorkerOrders orders, Runs runs) {
        for (int worker = 0; worker < orders.workers(); worker++) {
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                runs.run(orders.task(place), worker);
            }
        }
    }
}
