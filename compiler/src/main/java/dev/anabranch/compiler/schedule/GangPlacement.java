package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** One schedule with gangs, as {@link JoinGangs} makes it: gone through once, worker by worker and host by host. */
final class GangPlacement {
    private final JoinGangs gangs;
    private final Cluster cluster;
    private final Problem problem;
    private final Dag dag;
    private final int[] worker;
    private final double[] start;
    private final double[] finish;
    private final double[] free;
    private final double[] sends;
    private final double[] receives;
    private final Map<Long, Double> arrivals = new HashMap<>();
    private final List<List<Integer>> orders = new ArrayList<>();
    private final List<Joined> joined = new ArrayList<>();
    private final HostTransfers transfers;

    /** A rank beside the first of a unit's gang. */
    private record Joined(int unit, int worker, int rank) {}

    /** @param alone where each unit has one worker; copies are left out */
    GangPlacement(JoinGangs gangs, Schedule alone) {
        this.gangs = gangs;
        this.cluster = gangs.cluster();
        this.problem = gangs.problem();
        this.dag = problem.dag();
        this.worker = new int[dag.units()];
        this.start = new double[dag.units()];
        this.finish = new double[dag.units()];
        this.free = new double[cluster.workers()];
        this.sends = new double[cluster.hosts().size()];
        this.receives = new double[cluster.hosts().size()];
        this.transfers = cluster.model() == MachineModel.ONE_PORT ? HostTransfers.empty() : HostTransfers.atOnce();
        for (int w = 0; w < cluster.workers(); w++) {
            orders.add(new ArrayList<>());
        }
        for (int unit : sequence(alone)) {
            int size = gangs.gang(unit);
            if (size == 1) {
                begin(unit, ready(unit, worker[unit], true));
            } else {
                placeGang(unit, size);
            }
        }
    }

    /** When datasets leave for other hosts. */
    HostTransfers transfers() {
        return transfers;
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

    private void begin(int unit, double time) {
        int where = worker[unit];
        start[unit] = time;
        finish[unit] = time + problem.seconds(unit, where);
        free[where] = finish[unit] + problem.pause(unit);
        orders.get(where).add(unit);
    }

    private void placeGang(int unit, int size) {
        List<Integer> members = members(unit, gangs.hosts(unit, cluster.hostOf(worker[unit])), size);
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

    /** Of hosts in order all workers that may run the unit, of the last as many as are missing. */
    private List<Integer> members(int unit, List<Integer> hosts, int size) {
        List<Integer> members = new ArrayList<>(members(unit, hosts.get(0), size));
        int leader = members.get(0);
        for (int host : hosts.subList(1, hosts.size())) {
            List<Integer> candidates = gangs.candidates(unit, host);
            List<Integer> more = soonest(unit, candidates, leader, size - members.size());
            members.addAll(more);
        }
        return members;
    }

    /** Those of the first host, rank 0 where the scheduler put it. */
    private List<Integer> members(int unit, int host, int size) {
        List<Integer> candidates = gangs.candidates(unit, host);
        int leader = candidates.contains(worker[unit]) ? worker[unit] : soonest(unit, candidates);
        candidates.remove((Integer) leader);
        List<Integer> members = new ArrayList<>();
        members.add(leader);
        members.addAll(soonest(unit, candidates, leader, size - 1));
        return members;
    }

    /** At most so many workers that are ready first, or when the leader is; of equal ones its neighbours. Ascending. */
    private List<Integer> soonest(int unit, List<Integer> candidates, int leader, int most) {
        double sure = ready(unit, leader, false);
        return candidates.stream()
                .sorted(Comparator.<Integer>comparingDouble(other -> Math.max(sure, ready(unit, other, false)))
                        .thenComparingInt(other -> Math.abs(other - leader))
                        .thenComparingInt(other -> other))
                .limit(most)
                .sorted()
                .toList();
    }

    private int soonest(int unit, List<Integer> candidates) {
        int best = candidates.get(0);
        for (int candidate : candidates) {
            best = ready(unit, candidate, false) < ready(unit, best, false) ? candidate : best;
        }
        return best;
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
    Schedule schedule() {
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
