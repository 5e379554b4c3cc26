package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.SourceText;
import java.util.Optional;

/** The other flows that a flow can use. */
@FunctionalInterface
public interface UsedFlows {
    /** None at all. */
    UsedFlows NONE = (user, path) -> Optional.empty();

    /**
     * A flow without syntax errors.
     *
     * @param user the file that uses it
     * @param path as it is written there
     */
    Optional<SyntaxTree> find(SourceText user, String path);
}
