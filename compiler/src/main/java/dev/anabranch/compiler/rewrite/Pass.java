package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.OptimizedGraph;

/**
 * One step of the optimiser. A pass never changes what the sinks of a graph receive, keeps every task with an effect,
 * and gives its reasons as {@link dev.anabranch.model.graph.Decision}s in numbers.
 */
public interface Pass {
    /** An imperative, such as {@code FusePaths}. */
    String name();

    /** The graph after the pass; the one given stays as it is. */
    OptimizedGraph apply(OptimizedGraph graph);
}
