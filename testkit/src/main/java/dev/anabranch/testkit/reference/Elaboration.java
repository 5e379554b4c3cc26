package dev.anabranch.testkit.reference;

import java.util.List;
import java.util.Optional;

/**
 * What came of a flow.
 *
 * @param graph empty if there are mistakes
 * @param mistakes every one that shows in instances; of the others the first
 */
public record Elaboration(Optional<ReferenceGraph> graph, List<ReferenceMistake> mistakes) {
    public Elaboration {
        mistakes = List.copyOf(mistakes);
    }
}
