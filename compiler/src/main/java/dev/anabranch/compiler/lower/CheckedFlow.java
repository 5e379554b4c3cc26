package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.TaskGraph;
import java.util.List;
import java.util.Optional;

/**
 * A flow without mistakes.
 *
 * @param graph its tasks; empty if it has inputs, as these are known only where it is used
 * @param inputs what it needs from a flow that uses it, as written: {@code t2[member, step] : tensor<f64>[..]}
 * @param outputs what a flow that uses it can read, by their names there
 */
public record CheckedFlow(Optional<TaskGraph> graph, List<String> inputs, List<String> outputs) {
    public CheckedFlow {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
