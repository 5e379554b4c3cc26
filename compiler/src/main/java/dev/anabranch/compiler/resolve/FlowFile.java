package dev.anabranch.compiler.resolve;

import dev.anabranch.dsl.ParseResult;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file with a flow, together with the files of the flows that it uses. */
public final class FlowFile {
    private final ParseResult parsed;
    private final Map<String, Optional<FlowFile>> used;

    /**
     * @param parsed as far as it was understood
     * @param used the flows that it uses, by the names that it calls them; empty where one cannot be read, which is
     *     reported
     */
    FlowFile(ParseResult parsed, Map<String, Optional<FlowFile>> used) {
        this.parsed = parsed;
        this.used = Collections.unmodifiableMap(new LinkedHashMap<>(used));
    }

    /** The file as far as it was understood. */
    public ParseResult parsed() {
        return parsed;
    }

    /** Its statements. */
    public SyntaxTree tree() {
        return parsed.tree();
    }

    /** The flows that it uses, by the names that it calls them; empty where one cannot be read, which is reported. */
    public Map<String, Optional<FlowFile>> used() {
        return used;
    }

    /** Whether it needs datasets from a flow that uses it. */
    public boolean hasInputs() {
        return !tree().inputs().isEmpty();
    }

    /** The call by which an equation uses another flow, such as {@code stats = post(t2: t2)}. */
    public Optional<Expression.Call> use(Statement.Equation equation) {
        return equation.value() instanceof Expression.Call call
                        && call.callee().isSimple()
                        && used.containsKey(call.callee().text())
                ? Optional.of(call)
                : Optional.empty();
    }

    /** How the flow is used under a name: {@code post(t2[step]: tensor<f64>[..], limit: float = 2.5)}. */
    public String signature(String alias) {
        List<String> parts = new ArrayList<>();
        for (Statement.Input input : tree().inputs()) {
            parts.add(indexed(input) + ": " + input.type().span().text());
        }
        for (Statement.Param param : tree().params()) {
            parts.add(param.name() + ": " + param.type().span().text()
                    + param.defaultValue().map(v -> " = " + v.span().text()).orElse(""));
        }
        return alias + "(" + String.join(", ", parts) + ")";
    }

    /** An input with its indices: {@code t2[member, step]}. */
    public static String indexed(Statement.Input input) {
        return input.name()
                + (input.dims().isEmpty()
                        ? ""
                        : input.dims().stream().map(Name::text).collect(Collectors.joining(", ", "[", "]")));
    }

    /** What its outputs are called from outside, in the order written. */
    public List<String> outputs() {
        return tree().outputs().stream()
                .flatMap(o -> o.names().stream())
                .map(QualifiedName::last)
                .map(Name::text)
                .distinct()
                .toList();
    }
}
