package dev.anabranch.compiler.type;

import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily.FamilyOutput;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An input that nobody gives an array, because its flow is checked by itself. Where the flow declares its dims, it
 * stands for an array with just those coordinates, so that reads outside of them are found.
 */
final class OpenInput {
    private OpenInput() {}

    /** Gives it a number of its own, and an equation if its coordinates are known. */
    static void add(
            FlowInstance instance, Statement.Input input, ArrayTable.Entry entry, List<TypedEquation> equations) {
        FlowContext flow = instance.flow;
        String name = flow.prefix + entry.name;
        List<Axis> axes = new ArrayList<>();
        List<Subscript> subscripts = new ArrayList<>();
        for (Name index : input.dims()) {
            Dim dim = flow.declarations.dims().get(index.text());
            if (dim != null && dim.known()) {
                subscripts.add(new Subscript.At(new Scalar.Coordinate(axes.size(), dim.type())));
                axes.add(new Axis(dim.name(), dim.domain()));
            }
        }
        boolean known = axes.size() == entry.rank && entry.type().isPresent();
        flow.numbers.addInput(name, entry, known);
        if (known) {
            equations.add(new TypedEquation(
                    name,
                    axes,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    source(entry.name, entry.type().orElseThrow()),
                    List.of(),
                    List.of(),
                    List.of(new FamilyOutput(entry.id(), subscripts)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Requirements.NONE,
                    input.span()));
        }
    }

    /** Stands for whatever makes it; never runs. */
    private static TaskSignature source(String input, ValueType type) {
        return new TaskSignature(
                "input",
                input,
                "",
                "",
                "",
                List.of(),
                List.of(new TaskSignature.Output(Optional.empty(), type, "")),
                true,
                false,
                Optional.empty(),
                Optional.empty());
    }
}
