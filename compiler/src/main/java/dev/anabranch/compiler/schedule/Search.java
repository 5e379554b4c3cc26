package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.LowerBound;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.search.Budget;
import dev.anabranch.compiler.schedule.search.ScheduleSearch;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.type.Quantity;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * HEFT, and a search for something better where there is room above the lower bound. HEFT keeps the tasks of a family
 * together in the order of their indices, from which short programs with plain loops are generated; so what the search
 * found is taken only where it saves a share of the makespan that is worth that.
 */
public final class Search implements Scheduler {
    /** So much of HEFT's makespan must be saved. */
    private static final double WORTH = 0.01;
    /** Units times workers up to which HEFT looks for idle gaps everywhere. */
    private static final long MOST_PAIRS = 20_000_000;

    private static final long SEED = 1;

    private final DoubleFunction<Budget> budget;

    private final boolean clocked;

    private Search(DoubleFunction<Budget> budget, boolean clocked) {
        this.budget = budget;
        this.clocked = clocked;
    }

    /** With a budget of work that follows from the makespan: equal graphs, equal schedules. */
    public static Search reproducible() {
        return new Search(Budget::adequate, false);
    }

    /** With so many computed times, whatever the makespan. */
    public static Search ofEffort(long effort) {
        return new Search(makespan -> Budget.ofEffort(effort), false);
    }

    /** With a budget by the clock, begun when the search begins; no two runs need agree. */
    public static Search within(DoubleFunction<Budget> budgetOfMakespan) {
        return new Search(budgetOfMakespan, true);
    }

    @Override
    public String name() {
        return "Search";
    }

    @Override
    public Scheduled schedule(OptimizedGraph graph, Cluster cluster) {
        FlowProblem flow = FlowProblem.of(graph, cluster);
        Problem problem = flow.problem();
        double bound = LowerBound.of(problem.dag(), cluster).seconds();
        if ((long) problem.tasks() * problem.workers() > MOST_PAIRS) {
            ScheduleSearch.Result found = ScheduleSearch.run(problem, cluster.model(), false, SEED, Budget.ofEffort(1));
            return flow.timed(found.orders(), found.list(), "");
        }
        Scheduled heft = new Heft().schedule(graph, cluster);
        double makespan = heft.schedule().makespan();
        if (makespan * (1 - WORTH) <= bound) {
            return ShortTasks.arranged(flow, cluster, heft);
        }
        boolean large = ScheduleSearch.isLarge(problem);
        ScheduleSearch.Result found = ScheduleSearch.run(
                problem, cluster.model(), false, SEED, large ? Budget.ofEffort(1) : budget.apply(makespan));
        boolean byClock = clocked && !large;
        if (found.makespan() > makespan * (1 - WORTH)) {
            Scheduled best = ShortTasks.arranged(flow, cluster, heft);
            return byClock ? best.byClock() : best;
        }
        String reason = String.format(
                Locale.ROOT,
                "%.1f %% shorter than HEFT's %s; the best list scheduler was %s with %s",
                100 * (1 - found.makespan() / makespan),
                Quantity.showSeconds(makespan),
                found.list(),
                Quantity.showSeconds(found.listMakespan()));
        Scheduled better = ShortTasks.arranged(flow, cluster, flow.timed(found.orders(), name(), reason));
        return byClock ? better.byClock() : better;
    }
}
