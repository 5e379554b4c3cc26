package dev.anabranch.dsl;

import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Severity;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the parser understood of a file, mistakes or not, so that later stages can report theirs in the same go.
 *
 * @param tree the statements that parsed
 * @param diagnostics the mistakes in the others, by position
 * @param brokenNames names that statements which did not parse were probably meant to declare, in the order of the
 *     file: not knowing them is no mistake of those who use them
 */
public record ParseResult(SyntaxTree tree, List<Diagnostic> diagnostics, Set<String> brokenNames) {
    public ParseResult {
        diagnostics = List.copyOf(diagnostics);
        brokenNames = Collections.unmodifiableSet(new LinkedHashSet<>(brokenNames));
    }

    /** Whether a statement is missing from the tree. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }
}
