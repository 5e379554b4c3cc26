package dev.anabranch.compiler.rewrite;

import dev.anabranch.compiler.verify.GraphVerifier;
import dev.anabranch.compiler.verify.KernelVerifier;
import dev.anabranch.compiler.verify.ReductionVerifier;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;

/** Runs passes one after the other and has each one's result proved before the next begins. */
public final class Optimizer {
    private final PassPipeline pipeline;

    /** An optimiser with passes of one's own. */
    public Optimizer(PassPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The optimiser of an ordinary compilation for a cluster. */
    public static Optimizer standard(Cluster cluster) {
        return new Optimizer(PassPipeline.standard(cluster));
    }

    /**
     * The graph after all passes.
     *
     * @throws IllegalStateException naming the pass whose result is not a graph with the same meaning
     */
    public OptimizedGraph optimize(TaskGraph graph) {
        GraphVerifier.requireFaithfulInputs(graph);
        OptimizedGraph current = OptimizedGraph.of(graph);
        GraphVerifier.requireValid(current, "lowering");
        for (Pass pass : pipeline.passes()) {
            OptimizedGraph next = pass.apply(current);
            if (next.graph() != current.graph()) {
                GraphVerifier.requireFaithfulInputs(next.graph());
                ReductionVerifier.requireSameMeaning(current.graph(), next.graph(), pass.name());
                KernelVerifier.requireSameMeaning(current.graph(), next.graph(), pass.name());
            }
            GraphVerifier.requireValid(next, pass.name());
            current = next;
        }
        return current;
    }
}
