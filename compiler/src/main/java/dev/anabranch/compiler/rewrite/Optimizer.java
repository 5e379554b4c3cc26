package dev.anabranch.compiler.rewrite;

import dev.anabranch.compiler.verify.GraphVerifier;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;

/** Runs passes one after the other and has each one's result proved before the next begins. */
public final class Optimizer {
    private final PassPipeline pipeline;

    /** An optimiser with passes of one's own. */
    public Optimizer(PassPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The optimiser of an ordinary compilation. */
    public static Optimizer standard() {
        return new Optimizer(PassPipeline.standard());
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
            current = pass.apply(current);
            GraphVerifier.requireValid(current, pass.name());
        }
        return current;
    }
}
