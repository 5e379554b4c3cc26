package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is known when the plan is made, outside of equations: params, and the sizes of dims. */
public final class DeclaredScope implements Scope {
    private final Declarations declarations;
    private final Collection<String> datasets;
    private final Diagnostics diagnostics;

    /**
     * @param declarations of the flow
     * @param datasets names that stand for datasets and for uses of flows
     */
    public DeclaredScope(Declarations declarations, Collection<String> datasets, Diagnostics diagnostics) {
        this.declarations = declarations;
        this.datasets = datasets;
        this.diagnostics = diagnostics;
    }

    @Override
    public Operand reference(Expression.Reference reference, ExpressionReader reader) {
        String name = reference.name().text();
        boolean value = reference.indices().isEmpty() && !reference.optional();
        if (declarations.brokenNames().contains(reference.name().first().text())) {
            return Operand.BROKEN;
        }
        if (value && declarations.params().containsKey(name)) {
            return declarations.params().getOrDefault(name, Operand.BROKEN);
        }
        if (declarations.params().containsKey(name) && !reference.optional()) {
            return reader.element(declarations.params().getOrDefault(name, Operand.BROKEN), reference);
        }
        Dim dim = declarations.dims().get(name);
        if (value && dim != null) {
            return dim.known() ? Plain.of(ScalarType.INT, (long) dim.domain().size()) : Plain.unknown(ScalarType.INT);
        }
        boolean known = dim != null
                || declarations.params().containsKey(name)
                || datasets.contains(reference.name().first().text());
        List<String> names = new ArrayList<>(declarations.params().keySet());
        names.addAll(declarations.dims().keySet());
        return refuse(
                known
                        ? notKnown(reference.span())
                        : Spelling.suggestOrList(
                                Diagnostic.error(
                                        CompilerCodes.UNKNOWN_NAME,
                                        reference.name().span(),
                                        "unknown name `" + name + "`"),
                                name,
                                names,
                                "the params and dims are"));
    }

    private Operand refuse(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
        return Operand.BROKEN;
    }

    private static Diagnostic notKnown(Span span) {
        return Diagnostic.error(
                        CompilerCodes.NOT_KNOWN_BEFORE_THE_RUN,
                        span,
                        "`" + span.text() + "` is not known before the run")
                .withLabel("expected a constant, a param or a dim's size");
    }

    @Override
    public Optional<Dim> dim(String name) {
        return Optional.ofNullable(declarations.dims().get(name));
    }

    @Override
    public Operand call(Expression.Call call, ExpressionReader reader) {
        return refuse(call.callee().isSimple() ? PlanFunctions.unknown(call.callee()) : notKnown(call.span()));
    }

    @Override
    public Operand elementwise(String operation, String symbol, List<Operand> operands, Span span) {
        return refuse(Diagnostic.error(
                CompilerCodes.NO_OPERATOR,
                span,
                "`" + symbol + "` does not apply to lists that are known before the run"));
    }
}
