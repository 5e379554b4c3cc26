package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.schedule.copies.CopyPlacement;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs a task again where its data is read, if that is sooner there than a message:
 *
 * <pre>
 * worker 0   [  p  ][   a   ]                  worker 0   [  p  ][   a   ]
 *                   \\\\\\\                  =>
 * worker 1                      [   b   ]      worker 1   [  p  ][   b   ]
 * </pre>
 *
 * <p>The rule: {@code p} runs again on the worker of {@code b} if that run ends before its message would arrive; {@code b}
 * waits for just this message, or it is larger than what the copy would need sent instead; what the copy waits for can be
 * copied on the same terms; all of it fits where the worker is idle; {@code p} gives the same each time; and the last run of
 * all ends earlier, by the exact machine model with all readers on all hosts. Where that moves more, the readers are placed
 * anew by HEFT with copies. A schedule with copies is taken only if it is at least a hundredth shorter: never is the outcome
 * longer than what was given.
 *
 * <p>After Kruatrachue and Lewis, "Grain size determination for parallel processing", IEEE Software 5(1), 1988, who copy
 * what a task waits for into the idle time before it, and Ahmad and Kwok, "On exploiting task duplication in parallel program
 * scheduling", IEEE TPDS 9(9), 1998, whose copies bring copies of what they wait for in turn.
 */
public final class RecomputeOrTransmit {
    /** As decisions name it. */
    public static final String NAME = "RecomputeOrTransmit";

    /** So much of the makespan must be saved. */
    private static final double WORTH = 0.01;

    private static final long ORDINARY_EFFORT = 6_000_000;

    private final long effort;

    private RecomputeOrTransmit(long effort) {
        this.effort = effort;
    }

    /** With as much effort as takes about a second. */
    public static RecomputeOrTransmit standard() {
        return new RecomputeOrTransmit(ORDINARY_EFFORT);
    }

    /** All units run once. */
    public static RecomputeOrTransmit never() {
        return new RecomputeOrTransmit(0);
    }

    /** With so many computed times. */
    public static RecomputeOrTransmit ofEffort(long effort) {
        return new RecomputeOrTransmit(effort);
    }

    /** The schedule with copies where they make it noticeably shorter, else as it was. */
    public Scheduled improve(OptimizedGraph graph, Cluster cluster, Scheduled scheduled) {
        if (effort == 0) {
            return scheduled;
        }
        FlowProblem flow = FlowProblem.of(graph, cluster);
        Problem problem = flow.problem();
        WorkerOrders orders = WorkerOrders.of(scheduled.schedule());
        double makespan = scheduled.schedule().makespan();
        WorkerOrders copied = CopyPlacement.improved(problem, orders, unit -> firstFamily(graph, unit), effort, WORTH);
        if (!copied.hasCopies(problem.tasks())) {
            return scheduled;
        }
        Scheduled timed = flow.timed(copied, scheduled.by(), scheduled.reason());
        if (timed.schedule().makespan() > makespan * (1 - WORTH)) {
            return scheduled;
        }
        return scheduled.withCopies(timed, decisions(graph, problem, copied, scheduled, timed));
    }

    private static int firstFamily(OptimizedGraph graph, int unit) {
        return graph.graph().familyId(graph.units().get(unit, 0));
    }

    /** What the copies of one family's tasks, and of those that run in units with them, come to. */
    private static final class Tally {
        final Set<Integer> units = new TreeSet<>();
        final Set<Integer> workers = new TreeSet<>();
        int copies;
        double running;
        double sending;
    }

    private static List<Decision> decisions(
            OptimizedGraph graph, Problem problem, WorkerOrders copied, Scheduled before, Scheduled after) {
        int[] home = home(problem, copied, before);
        Map<Integer, Tally> tallies = new TreeMap<>();
        int copies = 0;
        for (int worker = 0; worker < copied.workers(); worker++) {
            for (int place = copied.first(worker); place < copied.first(worker + 1); place++) {
                int unit = copied.task(place);
                if (worker != home[unit]) {
                    Tally tally = tallies.computeIfAbsent(firstFamily(graph, unit), unused -> new Tally());
                    tally.units.add(unit);
                    tally.workers.add(worker);
                    tally.workers.add(home[unit]);
                    tally.copies++;
                    tally.running += problem.seconds(unit, worker);
                    tally.sending += sending(problem, unit, home[unit], worker);
                    copies++;
                }
            }
        }
        List<Decision> decisions = new ArrayList<>();
        tallies.forEach((family, tally) -> decisions.add(new Decision(
                NAME,
                graph.graph().families().get(family).name(),
                String.format(
                        Locale.ROOT,
                        "%,d %s recomputed on %d workers: %s each against %s to send",
                        tally.units.size(),
                        tally.units.size() == 1 ? "task" : "tasks",
                        tally.workers.size(),
                        Quantity.showSeconds(tally.running / tally.copies),
                        Quantity.showSeconds(tally.sending / tally.copies)),
                tally.copies)));
        double shorter = after.schedule().makespan();
        double longer = before.schedule().makespan();
        decisions.add(new Decision(
                NAME,
                graph.graph().flow(),
                String.format(
                        Locale.ROOT,
                        "ends after %s instead of %s, %.1f %% earlier",
                        Quantity.showSeconds(shorter),
                        Quantity.showSeconds(longer),
                        100 * (1 - shorter / longer)),
                copies));
        return decisions;
    }

    /** For each unit the worker whose run is not called a copy: where it was placed first, if it still runs there. */
    private static int[] home(Problem problem, WorkerOrders copied, Scheduled before) {
        int[] placed = new int[problem.tasks()];
        for (int placement = 0; placement < before.schedule().placements(); placement++) {
            placed[before.schedule().unit(placement)] = before.schedule().worker(placement);
        }
        int[] home = new int[problem.tasks()];
        Arrays.fill(home, -1);
        for (int worker = 0; worker < copied.workers(); worker++) {
            for (int place = copied.first(worker); place < copied.first(worker + 1); place++) {
                int unit = copied.task(place);
                home[unit] = home[unit] < 0 || worker == placed[unit] ? worker : home[unit];
            }
        }
        return home;
    }

    /** Seconds that the largest of a unit's datasets takes to a worker. */
    private static double sending(Problem problem, int unit, int from, int to) {
        double longest = 0;
        for (int i = 0; i < problem.dag().outDegree(unit); i++) {
            longest = Math.max(longest, problem.transfer(problem.dag().outEdge(unit, i), from, to));
        }
        return longest;
    }
}
