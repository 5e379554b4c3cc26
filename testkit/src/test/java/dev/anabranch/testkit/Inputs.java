package dev.anabranch.testkit;

import dev.anabranch.compiler.plan.PlanHash;
import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.rewrite.Optimizer;
import dev.anabranch.compiler.rewrite.Pass;
import dev.anabranch.compiler.rewrite.PassPipeline;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.schedule.Search;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanHashes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Plans for the tests of this module. */
final class Inputs {
    /** As the standard one, with searches that are over in milliseconds. */
    private static final Planner PLANNER =
            Planner.withSearch(Search.ofEffort(2_000), RecomputeOrTransmit.ofEffort(10_000));

    /** Two hosts of two workers; links of some milliseconds and 100 MB/s. */
    static final Cluster TWO_HOSTS = Cluster.of(
            List.of(
                    new Host("a", List.of(1.0, 1.0), 0, List.of("gpu")),
                    new Host("b", List.of(1.0, 1.0), 0, List.of())),
            new Link(1e-4, 1e9),
            new Link(1e-3, 1e8));

    private Inputs() {}

    /** For each unit the names of its tasks. */
    static List<List<String>> units(OptimizedGraph graph) {
        return IntStream.range(0, graph.units().rows())
                .mapToObj(unit -> Arrays.stream(graph.units().row(unit))
                        .mapToObj(graph.graph()::taskName)
                        .toList())
                .toList();
    }

    static OptimizedGraph optimized(TaskGraph graph, Cluster cluster) {
        return Optimizer.standard(cluster).optimize(graph);
    }

    static OptimizedGraph optimized(TaskGraph graph, List<Pass> passes) {
        return new Optimizer(new PassPipeline(passes)).optimize(graph);
    }

    static PlanHashes hashes(TaskGraph graph, Cluster cluster) {
        return PlanHash.of(graph, Map.of("test.Tasks", "00"), cluster, "1");
    }

    static Plan plan(OptimizedGraph graph, Cluster cluster) {
        return PLANNER.plan(graph, cluster, hashes(graph.written(), cluster));
    }

    /** Of a graph that the passes leave as it is but for its units. */
    static Plan plan(TaskGraph graph, Cluster cluster) {
        return plan(optimized(graph, cluster), cluster);
    }
}
