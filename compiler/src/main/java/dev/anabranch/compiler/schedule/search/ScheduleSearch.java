package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.schedule.list.NoisyHeft;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.model.cluster.MachineModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The shortest schedule that a budget allows: a portfolio of list schedulers, randomised constructions, annealing from
 * several of the best answers, and annealing from the best of all. No step returns a longer schedule than it was given,
 * so none is longer than the best list scheduler's.
 */
public final class ScheduleSearch {
    private static final int STARTS = 3;
    private static final double CONSTRUCTIONS_UNTIL = 0.10;
    private static final double STARTS_UNTIL = 0.55;
    private static final double HOT = 0.05;
    private static final double WARM = 0.02;

    private final Problem problem;
    private final MachineModel model;
    private final boolean duplication;
    private final long seed;
    private final Spending spending;

    private ScheduleSearch(Problem problem, MachineModel model, boolean duplication, long seed, Budget budget) {
        this.problem = problem;
        this.model = model;
        this.duplication = duplication && model == MachineModel.CONTENTION_FREE;
        this.seed = seed;
        this.spending = new Spending(budget);
    }

    /**
     * What was found.
     *
     * @param orders on all workers of the cluster
     * @param makespan exact, in seconds
     * @param list the best list scheduler and, after an @, the part of the cluster that it used
     * @param listMakespan its makespan, in seconds
     */
    public record Result(WorkerOrders orders, double makespan, String list, double listMakespan) {}

    /**
     * Searches; equal problems, seeds and budgets of effort give equal results.
     *
     * @param duplication whether a task may run more than once; with one port every task runs once
     */
    public static Result run(Problem problem, MachineModel model, boolean duplication, long seed, Budget budget) {
        return new ScheduleSearch(problem, model, duplication, seed, budget).run();
    }

    /** Whether a problem is so large that only what grows near-linearly is tried, and no budget is needed. */
    public static boolean isLarge(Problem problem) {
        return Portfolio.isLarge(problem);
    }

    private Result run() {
        double bound = LowerLimit.of(problem);
        if (problem.tasks() == 0 || Portfolio.isLarge(problem)) {
            Candidate large = LargeGraphs.best(problem, model, bound);
            return new Result(large.orders(), large.makespan(), large.name(), large.makespan());
        }
        List<Candidate> found = Portfolio.of(problem, model, duplication);
        Candidate list = found.get(0);
        if (list.makespan() <= bound) {
            return new Result(list.orders(), list.makespan(), list.name(), list.makespan());
        }
        List<Candidate> starts = distinct(found);
        starts.add(0, construct(list));
        int most =
                starts.stream().mapToInt(start -> start.orders().places()).max().orElse(0);
        int copies = duplication ? Math.max(problem.tasks(), most - problem.tasks()) : 0;
        Annealing annealing = new Annealing(problem, model, copies, seed);
        Candidate best = list;
        int count = Math.min(STARTS, starts.size());
        for (int i = 0; i < count; i++) {
            double until = CONSTRUCTIONS_UNTIL + (STARTS_UNTIL - CONSTRUCTIONS_UNTIL) * (i + 1) / count;
            best = better(best, anneal(annealing, starts.get(i), bound, HOT, until));
        }
        best = better(best, anneal(annealing, best, bound, WARM, 1));
        return new Result(best.orders(), best.makespan(), list.name(), list.makespan());
    }

    private static Candidate better(Candidate a, Candidate b) {
        return b.makespan() < a.makespan() ? b : a;
    }

    /** The best answers of different lengths: equal ones are mostly the same. */
    private static List<Candidate> distinct(List<Candidate> sorted) {
        List<Candidate> distinct = new ArrayList<>();
        double last = -1;
        for (Candidate candidate : sorted) {
            if (candidate.makespan() > last * (1 + 1e-6)) {
                distinct.add(candidate);
                last = candidate.makespan();
            }
        }
        return distinct;
    }

    private Candidate anneal(Annealing annealing, Candidate from, double bound, double hottest, double until) {
        WorkerOrders orders = annealing.run(from.orders(), bound, hottest, spending.until(until));
        spending.add(annealing.effort());
        return exact("annealing", orders);
    }

    private Candidate exact(String name, WorkerOrders orders) {
        return new Candidate(name, orders, ExactTimes.of(model, problem, orders).makespan());
    }

    /** Noisy ranks around the best ones so far. */
    private Candidate construct(Candidate first) {
        NoisyHeft constructions = new NoisyHeft(problem);
        Chance chance = new Chance(seed ^ 0x5DEECE66DL);
        Candidate best = first;
        Budget budget = spending.until(CONSTRUCTIONS_UNTIL);
        long work = 0;
        for (int round = 0; budget.spent(work) < 1; round++) {
            NoisyHeft.Decoder decoder = decoder(round);
            double spread = 0.02 * Math.pow(2, round % 5);
            Candidate next = exact("noisy ranks", constructions.next(spread, chance::normal, decoder));
            if (next.makespan() < best.makespan()) {
                best = next;
                constructions.recenter();
            }
            work += effort(decoder);
        }
        spending.add(work);
        return best;
    }

    private NoisyHeft.Decoder decoder(int round) {
        if (model == MachineModel.ONE_PORT) {
            return NoisyHeft.Decoder.ONE_PORT;
        }
        return duplication && round % 4 == 3 ? NoisyHeft.Decoder.DUPLICATION : NoisyHeft.Decoder.INSERTION;
    }

    /** About how many computed times a construction is worth. */
    private long effort(NoisyHeft.Decoder decoder) {
        long pairs = (long) (problem.tasks() + problem.dag().edges() / 4) * problem.workers() / 2 + problem.tasks();
        return decoder == NoisyHeft.Decoder.INSERTION ? pairs : 8 * pairs;
    }
}
