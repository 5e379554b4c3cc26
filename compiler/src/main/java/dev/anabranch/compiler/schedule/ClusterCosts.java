package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.TaskFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The contention-free model of related machines: {@code work / speed}, {@code latency + bytes / bandwidth}. */
public final class ClusterCosts implements CostModel {
    private final Dag dag;
    private final Cluster cluster;
    private final int[][] candidates;
    private final double sameHostShare;

    /**
     * @param dag the units of the graph
     * @throws PlanningFailure if a unit can run on no worker
     */
    public ClusterCosts(Dag dag, OptimizedGraph graph, Cluster cluster) {
        this.dag = dag;
        this.cluster = cluster;
        this.candidates = candidates(graph, cluster);
        int pairs = 0;
        int sameHost = 0;
        for (int from = 0; from < cluster.workers(); from++) {
            for (int to = 0; to < cluster.workers(); to++) {
                if (from != to) {
                    pairs++;
                    sameHost += cluster.hostOf(from) == cluster.hostOf(to) ? 1 : 0;
                }
            }
        }
        this.sameHostShare = pairs == 0 ? 1 : (double) sameHost / pairs;
    }

    /** Units with the same demands share one array. */
    private static int[][] candidates(OptimizedGraph graph, Cluster cluster) {
        Map<List<String>, int[]> byLabels = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        int[][] perUnit = new int[graph.units().rows()][];
        int[] everyone = workers(cluster, List.of());
        for (int unit = 0; unit < perUnit.length; unit++) {
            List<String> labels = labels(graph, unit);
            if (labels.isEmpty()) {
                perUnit[unit] = everyone;
                continue;
            }
            perUnit[unit] = byLabels.computeIfAbsent(labels, wanted -> workers(cluster, wanted));
            if (perUnit[unit].length == 0) {
                throw noWorker(graph.graph().family(graph.units().get(unit, 0)), labels, cluster);
            }
        }
        return perUnit;
    }

    private static PlanningFailure noWorker(TaskFamily family, List<String> labels, Cluster cluster) {
        boolean gpu = family.requirements().gpus() > 0 && workers(cluster, List.of(Requirements.GPU)).length == 0;
        List<String> help = gpu
                ? List.of(
                        "write `labels: [" + Requirements.GPU + "]` at the hosts of the cluster file that have GPUs",
                        "leave `@gpu` out where the task also runs without")
                : help(cluster, labels);
        return new PlanningFailure(
                PlanningCodes.NO_SUCH_WORKER,
                gpu
                        ? "`" + family.name() + "` asks for GPUs with `@gpu("
                                + family.requirements().gpus() + ")`, and no host has the label `" + Requirements.GPU
                                + "`"
                        : "no worker has the " + (labels.size() == 1 ? "label `" : "labels `")
                                + String.join("` and `", labels) + "` that `" + family.name() + "` asks for",
                Optional.of(family.origin()),
                help);
    }

    private static List<String> labels(OptimizedGraph graph, int unit) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < graph.units().size(unit); i++) {
            Requirements requirements =
                    graph.graph().family(graph.units().get(unit, i)).requirements();
            requirements.labels().stream()
                    .filter(label -> !labels.contains(label))
                    .forEach(labels::add);
        }
        return labels;
    }

    /** The workers, ascending, whose hosts have all of these labels, or who are called so. */
    public static int[] workers(Cluster cluster, List<String> labels) {
        int[] found = new int[cluster.workers()];
        int count = 0;
        for (int worker = 0; worker < cluster.workers(); worker++) {
            Host host = cluster.hosts().get(cluster.hostOf(worker));
            String name = cluster.workerName(worker);
            if (labels.stream().allMatch(l -> l.equals(name) || host.labels().contains(l))) {
                found[count++] = worker;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static List<String> help(Cluster cluster, List<String> wanted) {
        List<String> labels = new ArrayList<>();
        for (Host host : cluster.hosts()) {
            host.labels().stream().filter(l -> !labels.contains(l)).forEach(labels::add);
        }
        List<String> help = new ArrayList<>();
        for (String label : wanted) {
            Spelling.closest(label, labels).ifPresent(meant -> help.add("did you mean `@on(" + meant + ")`?"));
        }
        help.add(known(cluster, labels));
        return help;
    }

    private static String known(Cluster cluster, List<String> labels) {
        return labels.isEmpty()
                ? "no host of the cluster has labels; name a worker, such as `" + cluster.workerName(0) + "`"
                : "the cluster's labels are `" + String.join("`, `", labels) + "`";
    }

    @Override
    public int workers() {
        return cluster.workers();
    }

    @Override
    public int[] candidates(int unit) {
        return candidates[unit];
    }

    @Override
    public double seconds(int unit, int worker) {
        return dag.work(unit) / cluster.speed(worker);
    }

    @Override
    public double transfer(int from, int to, double bytes) {
        return seconds(cluster.hostOf(from) == cluster.hostOf(to) ? cluster.sameHost() : cluster.otherHost(), bytes);
    }

    @Override
    public double meanTransfer(double bytes) {
        if (cluster.workers() == 1) {
            return 0;
        }
        return sameHostShare * seconds(cluster.sameHost(), bytes)
                + (1 - sameHostShare) * seconds(cluster.otherHost(), bytes);
    }

    private static double seconds(Link link, double bytes) {
        return link.latency() + bytes / link.bandwidth();
    }
}
