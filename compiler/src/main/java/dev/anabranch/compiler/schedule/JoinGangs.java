package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Gives each task with a gang further workers, which run it at the same time: of its host, where that has as many, otherwise of
 * another that has, otherwise of as few hosts as have ({@link GangHosts}).
 *
 * <pre>
 *   a/0  x  g g  y             a/0  x  g g  y
 *   a/1  u  v  w       =>      a/1  u  g g  v  w
 * </pre>
 *
 * <p>A schedule in which each unit has one worker is gone through by start, what is read before what reads it. A unit starts
 * as soon as its worker is free and what it reads is there; a gang when that is so on all of its workers, which are those where
 * that is soonest. Every worker's order is cut from this one sequence, in which a gang is one member on all of
 * its workers. So of all that is left the first member of the sequence can always run, and no gang waits for another in a
 * circle (the argument is that of a total order on resources: Coffman, Elphick and Shoshani, "System deadlocks", 1971).
 * Between hosts with network cards, datasets leave in the order in which they are first asked for.
 */
public final class JoinGangs {
    /** As decisions name it. */
    public static final String NAME = "JoinGangs";

    private static final int NONE = -1;

    private final OptimizedGraph graph;
    private final Cluster cluster;
    private final Problem problem;
    private final int[] firstOfHost;

    /** @param problem the units of the graph on the cluster */
    JoinGangs(OptimizedGraph graph, Cluster cluster, Problem problem) {
        this.graph = graph;
        this.cluster = cluster;
        this.problem = problem;
        this.firstOfHost = new int[cluster.hosts().size() + 1];
        for (int host = 0; host < cluster.hosts().size(); host++) {
            firstOfHost[host + 1] =
                    firstOfHost[host] + cluster.hosts().get(host).speeds().size();
        }
        for (int unit = 0; unit < problem.tasks(); unit++) {
            requireRoom(unit);
        }
    }

    /** Whether any task of a graph asks for a gang. */
    public static boolean isNeeded(OptimizedGraph graph) {
        return graph.graph().families().stream()
                .anyMatch(family -> family.requirements().gang() > 1
                        && IntStream.range(0, graph.graph().taskCount(family.id()))
                                .anyMatch(i -> graph.unitOf(graph.graph().firstTask(family.id()) + i) >= 0));
    }

    /** @throws PlanningFailure if a unit can run on no worker, or there are too few workers for a gang */
    public static JoinGangs of(OptimizedGraph graph, Cluster cluster) {
        return new JoinGangs(graph, cluster, FlowProblem.of(graph, cluster).problem());
    }

    /**
     * A schedule with gangs.
     *
     * @param alone where each unit has one worker; copies are left out
     */
    public Scheduled of(Scheduled alone) {
        return of(alone, alone.schedule());
    }

    Scheduled of(Scheduled found, Schedule alone) {
        GangPlacement placement = new GangPlacement(this, alone);
        return found.withGangs(placement.schedule(), placement.transfers());
    }

    /** The schedule with rank 0 of each gang alone. */
    static Schedule withoutGangs(Schedule joined) {
        int[] number = new int[joined.placements()];
        int count = 0;
        for (int placement = 0; placement < number.length; placement++) {
            number[placement] = joined.rank(placement) == 0 ? count++ : NONE;
        }
        int[] unit = new int[count];
        int[] where = new int[count];
        double[] begin = new double[count];
        double[] end = new double[count];
        IntRows.Builder order = new IntRows.Builder();
        for (int w = 0; w < joined.order().rows(); w++) {
            for (int placement : joined.order().row(w)) {
                int kept = number[placement];
                if (kept != NONE) {
                    unit[kept] = joined.unit(placement);
                    where[kept] = w;
                    begin[kept] = joined.start(placement);
                    end[kept] = joined.finish(placement);
                    order.add(kept);
                }
            }
            order.endRow();
        }
        return new Schedule(unit, where, begin, end, order.build());
    }

    Cluster cluster() {
        return cluster;
    }

    Problem problem() {
        return problem;
    }

    /** How many workers a unit needs at the same time. */
    int gang(int unit) {
        return graph.graph().family(graph.units().get(unit, 0)).requirements().gang();
    }

    private void requireRoom(int unit) {
        int size = gang(unit);
        if (size == 1) {
            return;
        }
        int most = problem.candidates(unit).length;
        if (most < size) {
            TaskFamily family = graph.graph().family(graph.units().get(unit, 0));
            boolean all = problem.candidates(unit).length == cluster.workers();
            throw new PlanningFailure(
                    PlanningCodes.NO_ROOM_FOR_GANG,
                    "`" + family.name() + "` asks for a gang of " + size + ", and the cluster has " + most
                            + (most == 1 ? " worker" : " workers") + (all ? "" : " that may run it"),
                    Optional.of(family.origin()),
                    List.of(
                            "give the hosts of the cluster file " + size + " workers" + (all ? "" : " that may run it")
                                    + ", or plan with `--workers " + size + "` or more",
                            "ask for `@gang(" + Math.max(1, most) + ")`"));
        }
    }

    /** The hosts for a unit's gang, see {@link GangHosts#of}. */
    List<Integer> hosts(int unit, int own) {
        int[] room = IntStream.range(0, cluster.hosts().size())
                .map(host -> candidates(unit, host).size())
                .toArray();
        return GangHosts.of(room, own, gang(unit));
    }

    /** The workers of a host that may run a unit, ascending. */
    List<Integer> candidates(int unit, int host) {
        List<Integer> found = new ArrayList<>();
        for (int candidate : problem.candidates(unit)) {
            if (candidate >= firstOfHost[host] && candidate < firstOfHost[host + 1]) {
                found.add(candidate);
            }
        }
        return found;
    }
}
