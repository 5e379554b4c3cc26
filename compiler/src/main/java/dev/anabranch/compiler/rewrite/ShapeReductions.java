package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes an aggregate over a long list in parts, where that is worth it on the cluster: partial results of
 * consecutive blocks, each as soon as its block is there and where it is there, combined block by block until one is
 * left. The blocks are those of {@link dev.anabranch.api.AggregateTree}, by which the aggregate's value is defined, so
 * nothing but the time and the memory changes.
 *
 * <pre>
 *   x[0] ----\                      x[0..15]  -> partial[0] --\
 *   x[1] -----\                     x[16..31] -> partial[1] ---> combine -> finish -> mean
 *     ...      -> mean         =>     ...                     /
 *   x[39] ---/                      x[32..39] -> partial[2] -/
 * </pre>
 *
 * <p>A family becomes few families: the partial results are one, each level of combining is one, and the family itself
 * keeps its name, tasks and datasets and calls the last step. It pays where workers would be idle while one of them
 * aggregates, and where the datasets of a list would fill the memory before the aggregate lets go of them.
 */
public final class ShapeReductions implements Pass {
    private final Cluster cluster;

    /**
     * @param cluster whose workers and memory decide what pays
     */
    public ShapeReductions(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "ShapeReductions";
    }

    @Override
    public OptimizedGraph apply(OptimizedGraph graph) {
        List<Decision> decisions = new ArrayList<>();
        List<Reduction> possible = new ArrayList<>();
        for (TaskFamily family : graph.graph().families()) {
            int tasks = remaining(graph, family);
            if (tasks > 0
                    && family.signature().aggregate().isPresent()
                    && ReductionCheck.readsMuch(graph.graph(), family)) {
                Optional<String> obstacle = ReductionCheck.obstacle(graph, family);
                if (obstacle.isPresent()) {
                    decisions.add(new Decision(name(), family.name(), "not split: " + obstacle.get(), tasks));
                } else {
                    possible.add(Reduction.of(graph.graph(), family));
                }
            }
        }
        List<Reduction> chosen = new ArrayList<>();
        ReductionGain gain = new ReductionGain(graph, cluster, possible);
        for (Reduction reduction : possible) {
            ReductionGain.Verdict verdict = gain.of(reduction);
            decisions.add(new Decision(
                    name(),
                    reduction.family().name(),
                    (verdict.pays() ? "" : "not split: ") + verdict.reason(),
                    remaining(graph, reduction.family())));
            if (verdict.pays()) {
                chosen.add(reduction);
            }
        }
        if (chosen.isEmpty()) {
            return graph.withUnits(graph.units(), decisions);
        }
        return new ReducedGraph(graph, chosen).with(decisions);
    }

    private static int remaining(OptimizedGraph graph, TaskFamily family) {
        int first = graph.graph().firstTask(family.id());
        int remaining = 0;
        for (int task = first; task < first + graph.graph().taskCount(family.id()); task++) {
            remaining += graph.unitOf(task) >= 0 ? 1 : 0;
        }
        return remaining;
    }
}
