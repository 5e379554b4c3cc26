package dev.anabranch.compiler.rewrite;

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

    /**
     * The passes of an ordinary compilation: dead tasks go before duplicates are looked for, duplicates before paths,
     * since a merged task's readers decide whether it lies on a path.
     */
    public static PassPipeline standard() {
        return new PassPipeline(List.of(new CullUnreachable(), new DeduplicateTasks(), new FusePaths()));
    }
}
