package dev.anabranch.testkit;

import dev.anabranch.compiler.plan.PlanHash;
import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.rewrite.Optimizer;
import dev.anabranch.compiler.rewrite.Pass;
import dev.anabranch.compiler.rewrite.PassPipeline;
import dev.anabranch.compiler.schedule.Search;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.List;
import java.util.Map;

/** Plans for the tests of this module. */
final class Inputs {
    /** As the standard one, with a search that is over in milliseconds. */
    private static final Planner PLANNER = Planner.withSearch(Search.ofEffort(2_000));

    private Inputs() {}

    static Plan plan(TaskGraph graph, Cluster cluster) {
        return plan(graph, cluster, PassPipeline.standard().passes());
    }

    static Plan plan(TaskGraph graph, Cluster cluster, List<Pass> passes) {
        return PLANNER.plan(
                new Optimizer(new PassPipeline(passes)).optimize(graph),
                cluster,
                PlanHash.of(graph, Map.of("test.Tasks", "00"), cluster, "1"));
    }
}
