package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Gives each task with a gang further workers of its host, which run it at the same time.
 *
 * <pre>
 *   a/0  x  g g  y             a/0  x  g g  y
 *   a/1  u  v  w       =>      a/1  u  g g  v  w
 * </pre>
 *
 * <p>A schedule in which each unit has one worker is gone through by start, what is read before what reads it. A unit starts
 * as soon as its worker is free and what it reads is there; a gang when that is so on all of its workers, which are those of
 * the host where that is soonest. Every worker's order is cut from this one sequence, in which a gang is one member on all of
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
    private final Dag dag;
    private final int[] firstOfHost;
    private final int[] worker;
    private final double[] start;
    private final double[] finish;
    private final double[] free;
    private final double[] sends;
    private final double[] receives;
    private final Map<Long, Double> arrivals = new HashMap<>();
    private final List<List<Integer>> orders = new ArrayList<>();
    private final List<Joined> joined = new ArrayList<>();
    private HostTransfers transfers = HostTransfers.atOnce();

    /** A rank beside the first of a unit's gang. */
    private record Joined(int unit, int worker, int rank) {}

    /** @param problem the units of the graph on the cluster */
    JoinGangs(OptimizedGraph graph, Cluster cluster, Problem problem) {
        this.graph = graph;
        this.cluster = cluster;
        this.problem = problem;
        this.dag = problem.dag();
        this.worker = new int[dag.units()];
        this.start = new double[dag.units()];
        this.finish = new double[dag.units()];
        this.free = new double[cluster.workers()];
        this.sends = new double[cluster.hosts().size()];
        this.receives = new double[cluster.hosts().size()];
        this.firstOfHost = new int[cluster.hosts().size() + 1];
        for (int host = 0; host < cluster.hosts().size(); host++) {
            firstOfHost[host + 1] =
                    firstOfHost[host] + cluster.hosts().get(host).speeds().size();
        }
        for (int unit = 0; unit < dag.units(); unit++) {
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

    /** @throws PlanningFailure if a unit can run on no worker, or no host has workers for a gang */
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
        clear();
        for (int unit : sequence(alone)) {
            int size = gang(unit);
            if (size == 1) {
                place(unit, worker[unit]);
            } else {
                placeGang(unit, size);
            }
        }
        return found.withGangs(schedule(), transfers);
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

    private int gang(int unit) {
        return graph.graph().family(graph.units().get(unit, 0)).requirements().gang();
    }

    private void requireRoom(int unit) {
        int size = gang(unit);
        if (size == 1) {
            return;
        }
        int most = 0;
        for (int host = 0; host < cluster.hosts().size(); host++) {
            most = Math.max(most, candidates(unit, host).size());
        }
        if (most < size) {
            TaskFamily family = graph.graph().family(graph.units().get(unit, 0));
            boolean all = problem.candidates(unit).length == cluster.workers();
            throw new PlanningFailure(
                    PlanningCodes.NO_ROOM_FOR_GANG,
                    "`" + family.name() + "` asks for a gang of " + size + ", and no host has more than " + most
                            + (most == 1 ? " worker" : " workers") + (all ? "" : " that may run it"),
                    Optional.of(family.origin()),
                    List.of(
                            "give a host of the cluster file " + size + " workers" + (all ? "" : " that may run it")
                                    + ", or plan with `--workers " + size + "` or more",
                            "ask for `@gang(" + Math.max(1, most) + ")`"));
        }
    }

    private void clear() {
        arrivals.clear();
        orders.clear();
        joined.clear();
        Arrays.fill(free, 0);
        Arrays.fill(sends, 0);
        Arrays.fill(receives, 0);
        for (int w = 0; w < cluster.workers(); w++) {
            orders.add(new ArrayList<>());
        }
        transfers = cluster.model() == MachineModel.ONE_PORT ? HostTransfers.empty() : HostTransfers.atOnce();
    }

    /** The units by their first starts, each behind what it reads; where each is put for now. */
    private int[] sequence(Schedule alone) {
        double[] first = new double[dag.units()];
        Arrays.fill(first, Double.POSITIVE_INFINITY);
        for (int placement = 0; placement < alone.placements(); placement++) {
            int unit = alone.unit(placement);
            if (alone.start(placement) < first[unit]) {
                first[unit] = alone.start(placement);
                worker[unit] = alone.worker(placement);
            }
        }
        int[] missing = new int[dag.units()];
        PriorityQueue<Integer> ready = new PriorityQueue<>(
                Comparator.<Integer>comparingDouble(unit -> first[unit]).thenComparingInt(unit -> unit));
        for (int unit = 0; unit < missing.length; unit++) {
            missing[unit] = dag.firstIn(unit + 1) - dag.firstIn(unit);
            if (missing[unit] == 0) {
                ready.add(unit);
            }
        }
        int[] sequence = new int[missing.length];
        int known = 0;
        for (Integer unit = ready.poll(); unit != null; unit = ready.poll()) {
            sequence[known++] = unit;
            for (int i = 0; i < dag.outDegree(unit); i++) {
                int reader = dag.target(dag.outEdge(unit, i));
                if (--missing[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        return sequence;
    }

    private void place(int unit, int where) {
        worker[unit] = where;
        begin(unit, ready(unit, where, true));
    }

    private void begin(int unit, double time) {
        int where = worker[unit];
        start[unit] = time;
        finish[unit] = time + problem.seconds(unit, where);
        free[where] = finish[unit] + problem.pause(unit);
        orders.get(where).add(unit);
    }

    private void placeGang(int unit, int size) {
        int own = cluster.hostOf(worker[unit]);
        List<Integer> members = candidates(unit, own).size() >= size ? members(unit, own, size) : List.of();
        for (int host = 0; members.isEmpty() && host < cluster.hosts().size(); host++) {
            // The scheduler took a host that has no room for the gang; the first that has takes all of it.
            members = candidates(unit, host).size() >= size ? members(unit, host, size) : List.of();
        }
        double time = 0;
        for (int member : members) {
            time = Math.max(time, ready(unit, member, true));
        }
        worker[unit] = members.get(0);
        begin(unit, time);
        for (int rank = 1; rank < size; rank++) {
            int member = members.get(rank);
            orders.get(member).add(dag.units() + joined.size());
            joined.add(new Joined(unit, member, rank));
            free[member] = time + problem.seconds(unit, member);
        }
    }

    /** The workers that are ready first, rank 0 where the scheduler put it; of equal ones the neighbours. */
    private List<Integer> members(int unit, int host, int size) {
        List<Integer> candidates = candidates(unit, host);
        int leader = candidates.contains(worker[unit]) ? worker[unit] : soonest(unit, candidates);
        candidates.remove((Integer) leader);
        double sure = ready(unit, leader, false);
        candidates.sort(Comparator.<Integer>comparingDouble(other -> Math.max(sure, ready(unit, other, false)))
                .thenComparingInt(other -> Math.abs(other - leader))
                .thenComparingInt(other -> other));
        List<Integer> members = new ArrayList<>(candidates.subList(0, size - 1));
        members.sort(Comparator.naturalOrder());
        members.add(0, leader);
        return members;
    }

    private int soonest(int unit, List<Integer> candidates) {
        int best = candidates.get(0);
        for (int candidate : candidates) {
            best = ready(unit, candidate, false) < ready(unit, best, false) ? candidate : best;
        }
        return best;
    }

    private List<Integer> candidates(int unit, int host) {
        List<Integer> found = new ArrayList<>();
        for (int candidate : problem.candidates(unit)) {
            if (candidate >= firstOfHost[host] && candidate < firstOfHost[host + 1]) {
                found.add(candidate);
            }
        }
        return found;
    }

    /** When a worker is free and has what a unit reads; to know it for certain, what comes from elsewhere is sent. */
    private double ready(int unit, int where, boolean send) {
        double time = free[where];
        for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
            time = Math.max(time, arrival(edge, where, send));
        }
        return time;
    }

    private double arrival(int edge, int where, boolean send) {
        int source = dag.source(edge);
        int from = cluster.hostOf(worker[source]);
        int to = cluster.hostOf(where);
        if (from == to || cluster.model() != MachineModel.ONE_PORT) {
            return problem.arrival(edge, finish[source], worker[source], where);
        }
        long key = (long) problem.message(edge) << 32 | to;
        Double known = arrivals.get(key);
        if (known != null) {
            return known;
        }
        double there = finish[source] - problem.late(edge) * problem.seconds(source, worker[source]);
        double leaves = Math.max(there, Math.max(sends[from], receives[to]));
        double arrives = leaves + problem.far(edge);
        if (send) {
            arrivals.put(key, arrives);
            sends[from] = arrives;
            receives[to] = arrives;
            transfers.add(problem.message(edge), from, to, leaves, arrives);
        }
        return arrives;
    }

    /** Rank 0 of each unit has the unit's number. */
    private Schedule schedule() {
        int units = dag.units();
        int all = units + joined.size();
        int[] unit = Arrays.copyOf(IntStream.range(0, units).toArray(), all);
        int[] where = Arrays.copyOf(worker, all);
        int[] rank = new int[all];
        double[] begin = Arrays.copyOf(start, all);
        double[] end = Arrays.copyOf(finish, all);
        for (int i = 0; i < joined.size(); i++) {
            Joined one = joined.get(i);
            unit[units + i] = one.unit();
            where[units + i] = one.worker();
            rank[units + i] = one.rank();
            begin[units + i] = start[one.unit()];
            end[units + i] = begin[units + i] + problem.seconds(one.unit(), one.worker());
        }
        IntRows.Builder order = new IntRows.Builder();
        for (List<Integer> row : orders) {
            row.forEach(order::add);
            order.endRow();
        }
        return new Schedule(unit, where, rank, begin, end, order.build());
    }
}
