package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.CommandLineParams;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Outside;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.Optional;
import java.util.Set;

/** What is known of a flow with inputs that is checked by itself: whoever uses it may give it anything that fits. */
final class OpenFlow implements Outside {
    private final CommandLineParams params;
    private final Set<String> texts;

    /**
     * @param params those that are given nevertheless
     * @param texts the indices of inputs whose coordinates are taken for strings; those of others, for integers
     */
    OpenFlow(CommandLineParams params, Set<String> texts) {
        this.params = params;
        this.texts = Set.copyOf(texts);
    }

    @Override
    public void check(Set<String> names, Set<String> brokenNames) {
        params.check(names, brokenNames);
    }

    @Override
    public Optional<Operand> param(Statement.Param param, ValueType type) {
        return params.param(param, type);
    }

    @Override
    public void missing(Statement.Param param, ValueType type) {
        // Whoever uses the flow has to give it.
    }

    @Override
    public Dim dim(String name) {
        return Dim.typed(name, texts.contains(name) ? ScalarType.STRING : ScalarType.INT);
    }
}
