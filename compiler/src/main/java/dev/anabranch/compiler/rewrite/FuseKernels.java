package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one task of an elementwise expression: operators, choices, casts and at its top a reduction become one loop over
 * the data, and what they hand to one another is neither written nor read. A dataset that somebody else reads, that is
 * published or kept, stays, and so does its task.
 *
 * <pre>
 *   x -> subtract -> t -> lessOrEqual -> c -> fraction -> f     =>     x -> subtract+lessOrEqual+fraction -> f
 *                   limit ---/                                        limit ---/
 * </pre>
 *
 * <p>Nothing is computed twice and nothing gets dearer: a task takes over what its operands' tasks do only if they have
 * no other readers; where there are several workers, only if the loop, begun when all that it reads is there, ends no later
 * than the last of the tasks that it stands for, which could have run beside one another or while one of them still waited;
 * where there are several hosts, only if it reads no more bytes than before; and where not all datasets fit a host's memory
 * at once, only if what it reads and makes takes no more than what one of the two did. Takes time linear in tasks and inputs
 * for each level of expressions within one another.
 */
public final class FuseKernels implements Pass {
    private final Cluster cluster;

    /**
     * @param cluster whose workers and hosts decide what pays
     */
    public FuseKernels(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "FuseKernels";
    }

    @Override
    public OptimizedGraph apply(OptimizedGraph graph) {
        KernelFusion fusion = new KernelFusion(graph, cluster);
        if (!fusion.begin()) {
            return graph;
        }
        boolean any = false;
        for (TaskFamily family : graph.graph().families()) {
            any |= fusion.grow(family.id());
        }
        if (!any) {
            return graph;
        }
        List<Decision> decisions = new ArrayList<>();
        for (TaskFamily family : graph.graph().families()) {
            int absorbed = fusion.absorbed(family.id());
            if (absorbed > 0) {
                decisions.add(new Decision(
                        name(),
                        family.name(),
                        "one pass over the data: " + Numbers.counted(absorbed, "task") + " fewer, "
                                + Quantity.showBytes(fusion.savedBytes(family.id()))
                                + " not written and not read again, "
                                + Quantity.showSeconds(fusion.savedSeconds(family.id())) + " of work saved",
                        absorbed));
            }
        }
        return graph.withGraph(fusion.build(), fusion.units(), decisions);
    }
}
