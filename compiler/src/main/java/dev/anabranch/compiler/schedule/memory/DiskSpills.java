package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Has datasets that are not read for long wait on disk, so that a schedule fits the memory of its hosts. */
public final class DiskSpills {
    private final OptimizedGraph graph;
    private final Cluster cluster;
    private final Problem problem;
    private final long[] limits;

    public DiskSpills(OptimizedGraph graph, Cluster cluster, Problem problem) {
        this.graph = graph;
        this.cluster = cluster;
        this.problem = problem;
        this.limits = HeldData.limits(cluster);
    }

    /**
     * The schedule with the spills that it needs, or with all that can help; empty if a unit runs several times, or if
     * datasets travel between hosts whose network cards would decide anew when.
     */
    public Optional<SpilledSchedule> of(Schedule schedule) {
        int units = problem.tasks();
        if (schedule.placements() != units) {
            return Optional.empty();
        }
        int[] worker = new int[units];
        int[] hostOf = new int[units];
        double[] start = new double[units];
        double[] finish = new double[units];
        for (int placement = 0; placement < units; placement++) {
            int unit = schedule.unit(placement);
            worker[unit] = schedule.worker(placement);
            hostOf[unit] = cluster.hostOf(schedule.worker(placement));
            start[unit] = schedule.start(placement);
            finish[unit] = schedule.finish(placement);
        }
        boolean oneHost = Arrays.stream(hostOf).distinct().count() <= 1;
        if (cluster.model() == MachineModel.ONE_PORT && !oneHost) {
            return Optional.empty();
        }
        HeldData held = new HeldData(graph, hostOf);
        int[] order = order(start, finish);
        SpillChoice choice = new SpillChoice(graph, problem, held, limits, order, worker, start, finish);
        choice.decide();
        long[] bytes = choice.spills().stream()
                .mapToLong(spill -> graph.graph().bytes(spill.slot()))
                .toArray();
        return Optional.of(
                new SpilledSchedule(new SpillTimes(problem, order, worker, choice, bytes).schedule(), choice.spills()));
    }

    private int[] order(double[] start, double[] finish) {
        int[] rank = new int[start.length];
        for (int place = 0; place < rank.length; place++) {
            rank[problem.dag().inOrder(place)] = place;
        }
        return IntStream.range(0, start.length)
                .boxed()
                .sorted((a, b) -> {
                    int byStart = Double.compare(start[a], start[b]);
                    int byTime = byStart != 0 ? byStart : Double.compare(finish[a], finish[b]);
                    return byTime != 0 ? byTime : Integer.compare(rank[a], rank[b]);
                })
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Everything one after the other on one worker of each host that can run all, in each of the orders that need least
     * memory: there every dataset can wait on disk.
     */
    public List<Schedule> sequential() {
        List<Schedule> schedules = new ArrayList<>();
        for (int host = 0; host < cluster.hosts().size(); host++) {
            int fastest = -1;
            for (int worker = 0; worker < cluster.workers(); worker++) {
                if (cluster.hostOf(worker) == host
                        && problem.canRunOn(new int[] {worker})
                        && (fastest < 0 || cluster.speed(worker) > cluster.speed(fastest))) {
                    fastest = worker;
                }
            }
            if (fastest >= 0) {
                int[] hostOf = new int[problem.tasks()];
                Arrays.fill(hostOf, host);
                for (SafeSequence sequence : SafeSequence.all(problem.dag(), new HeldData(graph, hostOf), limits)) {
                    schedules.add(onOne(fastest, sequence.units()));
                }
            }
        }
        return schedules;
    }

    private Schedule onOne(int worker, int[] units) {
        int[] workers = new int[units.length];
        Arrays.fill(workers, worker);
        double[] start = new double[units.length];
        double[] finish = new double[units.length];
        double at = 0;
        for (int i = 0; i < units.length; i++) {
            start[i] = at;
            at += problem.seconds(units[i], worker);
            finish[i] = at;
        }
        return WorkerOrders.ofSequence(cluster.workers(), units, workers, units.length)
                .schedule(start, finish);
    }
}
