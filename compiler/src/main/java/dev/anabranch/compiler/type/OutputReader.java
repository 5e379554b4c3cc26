package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar.Literal;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily.FamilyOutput;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which instances of which arrays an equation defines. */
final class OutputReader {
    private final FlowContext flow;
    private final Statement.Equation equation;
    private final LeftSide left;

    OutputReader(FlowContext flow, Statement.Equation equation, LeftSide left) {
        this.flow = flow;
        this.equation = equation;
        this.left = left;
    }

    /** The coordinates over which a generator hands over its outputs, as coordinates of the array. */
    static Optional<Axis> yielded(LeftSide left) {
        return left.yielded()
                .flatMap(dim -> left.indices().stream()
                        .filter(i -> i.coordinate().isEmpty())
                        .findFirst()
                        .map(i -> new Axis(dim.name(), shifted(dim, i.offset()))));
    }

    private static Domain shifted(Dim dim, long offset) {
        if (dim.domain() instanceof Domain.Regular regular) {
            return new Domain.Regular(regular.first() + offset, regular.step(), regular.size());
        }
        return dim.domain() instanceof Domain.Integers integers
                ? new Domain.Integers(
                        integers.values().stream().map(v -> v + offset).toList())
                : dim.domain();
    }

    /** An effect has no outputs, and no name that datasets have. */
    private Optional<List<FamilyOutput>> effect() {
        Name target = equation.targets().get(0);
        // Where an effect stands first, the equations with datasets are wrong.
        Optional<ArrayTable.Entry> elsewhere = flow.arrays
                .find(target.text())
                .filter(a -> !a.hollow() && a.type().isPresent());
        return elsewhere.isPresent() ? conflict(target, Optional.empty(), elsewhere.get()) : Optional.of(List.of());
    }

    private Optional<List<FamilyOutput>> conflict(Name target, Optional<ValueType> here, ArrayTable.Entry elsewhere) {
        flow.diagnostics.add(Diagnostic.error(
                        CompilerCodes.TYPE_CONFLICT,
                        target.span(),
                        "`" + target + "` is " + described(here) + " here and "
                                + described(elsewhere.hollow() ? Optional.empty() : elsewhere.type())
                                + " on line " + elsewhere.typeLine())
                .withHelp("give one of them another name"));
        return Optional.empty();
    }

    private static String described(Optional<ValueType> type) {
        return type.map(t -> "of type " + t.label()).orElse("without a dataset");
    }

    /** One output for each target; empty if types do not fit, which is reported. */
    Optional<List<FamilyOutput>> outputs(TaskSignature task) {
        if (task.outputs().isEmpty()) {
            return effect();
        }
        List<FamilyOutput> outputs = new ArrayList<>();
        for (int i = 0; i < equation.targets().size(); i++) {
            Name target = equation.targets().get(i);
            Optional<ArrayTable.Entry> array = flow.arrays.find(target.text());
            if (array.isEmpty() || !array.get().takes(left)) {
                return Optional.empty();
            }
            ValueType type = task.outputs().get(i).type();
            Optional<ValueType> elsewhere =
                    array.get().hollow() ? Optional.empty() : array.get().type();
            if (!elsewhere.equals(Optional.of(type))) {
                return conflict(target, Optional.of(type), array.get());
            }
            outputs.add(new FamilyOutput(array.get().id(), subscripts(left)));
        }
        return Optional.of(outputs);
    }

    /** Which instances of an array with this left side an equation defines. */
    static List<Subscript> subscripts(LeftSide left) {
        List<Subscript> subscripts = new ArrayList<>();
        for (LeftSide.Index index : left.indices()) {
            subscripts.add(index.coordinate()
                    .<Subscript>map(Subscript.At::new)
                    .orElseGet(() -> yielded(left)
                            .map(axis -> yieldedSubscript(axis.domain()))
                            .orElseThrow()));
        }
        return subscripts;
    }

    private static Subscript yieldedSubscript(Domain domain) {
        if (domain instanceof Domain.Regular regular) {
            long last = regular.first() + regular.step() * (regular.size() - 1L);
            return new Subscript.Range(
                    new Literal(ScalarType.INT, regular.first()),
                    new Literal(ScalarType.INT, last),
                    new Literal(ScalarType.INT, regular.step()));
        }
        return new Subscript.All();
    }
}
