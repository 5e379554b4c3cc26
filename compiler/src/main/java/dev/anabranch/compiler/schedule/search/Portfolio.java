package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.schedule.list.Cpop;
import dev.anabranch.compiler.schedule.list.DuplicatingHeft;
import dev.anabranch.compiler.schedule.list.DynamicLevel;
import dev.anabranch.compiler.schedule.list.EarliestStart;
import dev.anabranch.compiler.schedule.list.InsertionHeft;
import dev.anabranch.compiler.schedule.list.ListScheduler;
import dev.anabranch.compiler.schedule.list.LookaheadHeft;
import dev.anabranch.compiler.schedule.list.Mcp;
import dev.anabranch.compiler.schedule.list.MinMin;
import dev.anabranch.compiler.schedule.list.OnePortHeft;
import dev.anabranch.compiler.schedule.list.OneWorker;
import dev.anabranch.compiler.schedule.list.PartitionSinks;
import dev.anabranch.compiler.schedule.list.Peft;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.model.cluster.MachineModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What all list schedulers find, on the whole cluster and on parts of it, each scored by the exact machine model. Those
 * that look at every pair of a ready task and a worker are left out where that would take too long.
 */
final class Portfolio {
    /** Tasks times workers up to which all schedulers run everywhere. */
    private static final long SMALL = 40_000;
    /** Tasks times workers up to which HEFT with insertion runs. */
    private static final long MIDDLE = 4_000_000;

    private static final int MOST_SEARCHED = 20_000;

    /** Whether even one look at each pair of a task and a worker takes too long, or each change of a search. */
    static boolean isLarge(Problem problem) {
        return (long) problem.tasks() * problem.workers() > MIDDLE || problem.tasks() > MOST_SEARCHED;
    }

    private final Problem problem;
    private final MachineModel model;
    private final boolean duplication;
    private final List<Candidate> found = new ArrayList<>();

    private Portfolio(Problem problem, MachineModel model, boolean duplication) {
        this.problem = problem;
        this.model = model;
        this.duplication = duplication;
    }

    /** The answers, the shortest first. */
    static List<Candidate> of(Problem problem, MachineModel model, boolean duplication) {
        Portfolio portfolio = new Portfolio(problem, model, duplication);
        portfolio.addAll(problem, "", worker -> worker);
        for (int[] part : SubClusters.of(problem)) {
            String where = "@first" + part.length;
            portfolio.addAll(problem.restrictedTo(part), where, worker -> part[worker]);
        }
        portfolio.found.sort(Comparator.comparingDouble(Candidate::makespan));
        return portfolio.found;
    }

    private interface Numbering {
        int of(int worker);
    }

    private void addAll(Problem part, String where, Numbering numbering) {
        int[] numbers = new int[part.workers()];
        for (int worker = 0; worker < numbers.length; worker++) {
            numbers[worker] = numbering.of(worker);
        }
        for (ListScheduler scheduler : schedulers(part)) {
            WorkerOrders orders = scheduler.schedule(part).onWorkers(numbers, problem.workers());
            double makespan = ExactTimes.of(model, problem, orders).makespan();
            found.add(new Candidate(scheduler.name() + where, orders, makespan));
        }
    }

    private List<ListScheduler> schedulers(Problem part) {
        if (part.workers() == 1) {
            return List.of(new OneWorker());
        }
        long size = (long) part.tasks() * part.workers();
        List<ListScheduler> chosen = new ArrayList<>(List.of(new InsertionHeft()));
        if (model == MachineModel.ONE_PORT) {
            chosen.add(new OnePortHeft());
        }
        chosen.addAll(List.of(new Mcp(), new Cpop()));
        if (part == problem) {
            // Parts begin with the fastest host; the fastest worker may be on another one.
            chosen.add(new OneWorker());
        }
        if (part.hosts() > 1) {
            chosen.add(PartitionSinks.contentionFree());
        }
        if (size <= SMALL * 4) {
            chosen.add(new Peft());
            if (part.hosts() > 1 && model == MachineModel.ONE_PORT) {
                chosen.add(PartitionSinks.onePort());
            }
            if (duplication) {
                chosen.add(new DuplicatingHeft());
            }
        }
        if (size <= SMALL) {
            chosen.addAll(
                    List.of(new LookaheadHeft(), new DynamicLevel(), new EarliestStart(), MinMin.min(), MinMin.max()));
        }
        return chosen;
    }
}
