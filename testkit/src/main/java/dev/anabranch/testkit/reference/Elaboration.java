package dev.anabranch.testkit.reference;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of a flow.
 *
 * @param graph empty if there are mistakes
 * @param mistakes every one that shows in instances; of the others the first
 * @param files the names of all files that were worked out: that of the flow, and those of others that it uses
 */
public record Elaboration(Optional<ReferenceGraph> graph, List<ReferenceMistake> mistakes, Set<String> files) {
    public Elaboration {
        mistakes = List.copyOf(mistakes);
        files = Set.copyOf(files);
    }
}
