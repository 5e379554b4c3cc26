package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.compiler.analyse.UpwardRank;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Schedules that keep to the memory of the hosts as long as some order of single units does: with hosts as they were
 * given or all on one, after each of the sequences that need least, with urgency or memory first.
 */
public final class CappedSchedules {
    /** Units above which only the most promising is tried. */
    private static final int LARGE = 20_000;

    private final OptimizedGraph graph;
    private final Cluster cluster;
    private final Problem problem;
    private final long[] limits;

    public CappedSchedules(OptimizedGraph graph, Cluster cluster, Problem problem) {
        this.graph = graph;
        this.cluster = cluster;
        this.problem = problem;
        this.limits = HeldData.limits(cluster);
    }

    /**
     * Several schedules, each with what tells it from the others. Where no sequence fits, they are those that exceed the
     * memory least.
     *
     * @param hostOf a host for each unit on which it can run
     */
    public Map<String, Schedule> of(int[] hostOf) {
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        add(schedules, hostOf, "");
        if (cluster.hosts().size() > 1) {
            roomiest().ifPresent(host -> {
                int[] one = new int[problem.tasks()];
                Arrays.fill(one, host);
                add(schedules, one, " on " + cluster.hosts().get(host).name());
            });
        }
        return schedules;
    }

    private void add(Map<String, Schedule> schedules, int[] hostOf, String where) {
        HeldData held = new HeldData(graph, hostOf);
        List<SafeSequence> sequences = SafeSequence.all(problem.dag(), held, limits);
        boolean large = problem.tasks() > LARGE;
        int[] byRank = byRank();
        int number = 0;
        for (SafeSequence safe : sequences.subList(0, large ? 1 : 2)) {
            String name = where + (number++ == 0 ? "" : ", second sequence");
            schedules.put(
                    "releasing first" + name, CappedPlacement.schedule(problem, held, limits, safe, byRank, true));
            if (!large) {
                schedules.put(
                        "urgent first" + name, CappedPlacement.schedule(problem, held, limits, safe, byRank, false));
                schedules.put(
                        "in sequence" + name,
                        CappedPlacement.schedule(problem, held, limits, safe, safe.units(), false));
            }
        }
    }

    private int[] byRank() {
        double[] rank = UpwardRank.of(problem.dag(), problem::meanSeconds, bytes -> 0);
        return IntStream.range(0, rank.length)
                .boxed()
                .sorted((a, b) -> rank[a] != rank[b] ? Double.compare(rank[b], rank[a]) : Integer.compare(a, b))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The host with the most memory on which everything can run. */
    private OptionalInt roomiest() {
        List<Integer> able = new ArrayList<>();
        for (int host = 0; host < cluster.hosts().size(); host++) {
            int which = host;
            int[] workers = IntStream.range(0, cluster.workers())
                    .filter(worker -> cluster.hostOf(worker) == which)
                    .toArray();
            if (problem.canRunOn(workers)) {
                able.add(host);
            }
        }
        return able.stream().mapToInt(host -> host).reduce((a, b) -> limits[b] > limits[a] ? b : a);
    }
}
