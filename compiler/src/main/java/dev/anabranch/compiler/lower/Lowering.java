package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.type.TypedFlow;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Optional;

/**
 * From typed equations to the graph of all tasks: the third stage of the compiler. Time and memory are proportional to
 * the graph; limits are checked before anything is made.
 */
public final class Lowering {
    private final Limits limits;

    /** Lowers flows of any size that users may have. */
    public Lowering() {
        this(Limits.STANDARD);
    }

    /** Lowers flows up to a size. */
    public Lowering(Limits limits) {
        this.limits = limits;
    }

    /** The graph, unless an instance is missing, defined twice or part of a circle, or the graph is too large. */
    public Checked<TaskGraph> lower(TypedFlow flow) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<TaskGraph> graph = lower(flow, diagnostics);
        return graph.isPresent() && !diagnostics.hasErrors()
                ? Checked.of(graph.get(), diagnostics)
                : Checked.failed(diagnostics);
    }

    /** Looks for mistakes in a flow that may be incomplete; empty if it is, or if there are mistakes. */
    Optional<TaskGraph> lower(TypedFlow flow, Diagnostics diagnostics) {
        Instances instances = new Instances(flow, limits, diagnostics);
        return instances.make() ? new GraphAssembly(flow, instances, limits, diagnostics).assemble() : Optional.empty();
    }
}
