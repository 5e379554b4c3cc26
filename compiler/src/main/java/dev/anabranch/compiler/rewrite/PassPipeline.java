package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.cluster.Cluster;
import java.util.List;

/**
 * Passes in their order.
 *
 * @param passes the first runs first
 */
public record PassPipeline(List<Pass> passes) {
    public PassPipeline {
        passes = List.copyOf(passes);
    }

    /** The first of the {@linkplain #standard ordinary passes}: those that say which tasks there are, in which parts. */
    public static PassPipeline shaping(Cluster cluster) {
        return new PassPipeline(List.of(new CullUnreachable(), new ShapeReductions(cluster)));
    }

    /** The others, for a graph that has its shape; what became dead meanwhile goes first. */
    public static PassPipeline shaped(Cluster cluster) {
        return new PassPipeline(List.of(new CullUnreachable(), new DeduplicateTasks(), new FusePaths(cluster)));
    }

    /**
     * The passes of an ordinary compilation for a cluster: dead tasks go before aggregates are split, expressions are
     * fused and duplicates are looked for. Expressions are fused before duplicates are merged: what two expressions have
     * in common is computed again in each without ever being written. Duplicates go before paths, since a merged task's
     * readers decide whether it lies on a path.
     */
    public static PassPipeline standard(Cluster cluster) {
        return new PassPipeline(List.of(
                new CullUnreachable(),
                new ShapeReductions(cluster),
                new FuseKernels(cluster),
                new DeduplicateTasks(),
                new FusePaths(cluster)));
    }
}
