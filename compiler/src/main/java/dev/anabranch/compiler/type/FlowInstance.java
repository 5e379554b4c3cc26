package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Declarations;
import dev.anabranch.compiler.resolve.DeclaredScope;
import dev.anabranch.compiler.resolve.Dim;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.FlowFile;
import dev.anabranch.compiler.resolve.Outside;
import dev.anabranch.compiler.resolve.Resolver;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flow with all that is given to it from outside: the flow that is compiled, or one use of another. It comes to life
 * in steps, each for the instance and all that it uses, before the next begins: the left sides of its equations, the
 * types of its arrays, their numbers, what its inputs are, its equations in full.
 */
final class FlowInstance {
    final FlowExpansion expansion;
    final FlowFile file;
    final FlowContext flow;
    final int depth;
    private final List<Written> equations = new ArrayList<>();
    private final Map<String, InputType> inputs = new LinkedHashMap<>();
    private final Map<String, ArrayTable.Entry> outputs = new LinkedHashMap<>();
    private final Map<String, QualifiedName> outputNames = new LinkedHashMap<>();
    private final Map<String, Optional<List<Dim>>> extents = new LinkedHashMap<>();

    /** An equation with its left side; without one, it uses another flow. */
    private record Written(Statement.Equation equation, Optional<LeftSide> left) {}

    /**
     * Reads the left sides of the equations, and makes what the flow uses.
     *
     * @param prefix of the names of its arrays
     * @param depth how many uses it is in
     */
    FlowInstance(
            FlowExpansion expansion,
            FlowFile file,
            String prefix,
            int depth,
            Outside outside,
            ArrayNumbers numbers,
            Diagnostics diagnostics) {
        this.expansion = expansion;
        this.file = file;
        this.depth = depth;
        Declarations declarations =
                new Resolver(expansion.catalog, expansion.files, diagnostics).resolve(file, outside);
        this.flow = new FlowContext(file, prefix, declarations, expansion.catalog, numbers, diagnostics);
        LeftSideReader leftSides = new LeftSideReader(declarations, diagnostics);
        for (Statement.Equation equation : file.tree().equations()) {
            Optional<Expression.Call> call = file.use(equation);
            if (call.isPresent()) {
                flow.add(equation.targets().get(0).text(), new FlowUse(this, equation, call.get()));
                equations.add(new Written(equation, Optional.empty()));
            } else {
                LeftSide left = leftSides.read(equation);
                equations.add(new Written(equation, Optional.of(left)));
                flow.arrays.add(equation, left);
            }
        }
        file.tree().inputs().forEach(this::addInput);
        flow.uses()
                .forEach((name, use) -> use.instance()
                        .ifPresent(used -> used.outputs.forEach(
                                (output, array) -> flow.arrays.addOutput(name + "." + output, array))));
        file.tree().outputs().stream().flatMap(o -> o.names().stream()).forEach(this::addOutput);
    }

    /** Reads what is known when the plan is made, outside of equations. */
    ExpressionReader plainReader(Diagnostics diagnostics) {
        return new ExpressionReader(new DeclaredScope(flow.declarations, flow.datasets(), diagnostics), diagnostics);
    }

    private void addInput(Statement.Input input) {
        List<LeftSide.Index> dims = new ArrayList<>();
        for (Name name : input.dims()) {
            Optional<Dim> dim = Optional.ofNullable(flow.declarations.dims().get(name.text()));
            boolean twice = dims.stream().anyMatch(d -> d.name().equals(Optional.of(name.text())));
            if (twice) {
                flow.diagnostics.add(Diagnostic.error(
                        CompilerCodes.DECLARED_TWICE,
                        name.span(),
                        "`" + name + "` is an index of the input `" + input.name() + "` twice"));
            }
            dims.add(new LeftSide.Index(
                    Optional.of(name.text()), dim.filter(Dim::typed).map(Dim::type), Optional.empty(), 0, name.span()));
        }
        Optional<InputType> type = new InputTypeReader(
                        flow.declarations, plainReader(flow.diagnostics), flow.diagnostics)
                .read(input.type());
        type.ifPresent(t -> inputs.putIfAbsent(input.name().text(), t));
        flow.arrays.addInput(input, dims, type.map(InputType::type));
    }

    /** What the flow says of an input; empty if that is wrong, or if it has no such input. */
    Optional<InputType> input(String name) {
        return Optional.ofNullable(inputs.get(name));
    }

    private void addOutput(QualifiedName name) {
        if (outputNames.putIfAbsent(name.last().text(), name) != null) {
            flow.diagnostics.add(Diagnostic.error(
                    CompilerCodes.DECLARED_TWICE, name.span(), "`" + name.last() + "` is an output already"));
            return;
        }
        boolean input = file.tree().inputs().stream()
                .anyMatch(i -> name.isSimple() && i.name().text().equals(name.text()));
        Optional<ArrayTable.Entry> array = flow.arrays.find(name.text());
        if (input) {
            flow.diagnostics.add(Diagnostic.error(
                            CompilerCodes.NOT_A_VALUE,
                            name.span(),
                            "`" + name + "` is an input: who uses the flow has it already")
                    .withLabel("expected a dataset that the flow defines"));
        } else if (array.isPresent()) {
            outputs.put(name.last().text(), array.get());
        } else {
            unknownDataset(name).ifPresent(flow.diagnostics::add);
        }
    }

    /** What is wrong with a name that stands for no dataset, outside of equations; empty if that is reported. */
    private Optional<Diagnostic> unknownDataset(QualifiedName name) {
        String first = name.first().text();
        FlowUse use = flow.uses().get(first);
        if (use != null) {
            return use.noOutput(name);
        }
        if (flow.declarations.brokenNames().contains(first)
                || flow.declarations.shadowed().contains(first)) {
            return Optional.empty();
        }
        boolean other = flow.declarations.params().containsKey(first)
                || flow.declarations.dims().containsKey(first);
        return Optional.of(
                other
                        ? Diagnostic.error(CompilerCodes.NOT_A_VALUE, name.span(), "`" + name + "` is no dataset")
                        : Spelling.suggestOrList(
                                Diagnostic.error(
                                        CompilerCodes.UNKNOWN_NAME, name.span(), "unknown dataset `" + name + "`"),
                                name.text(),
                                flow.arrays.names(),
                                "the datasets are"));
    }

    /** The datasets that are visible from outside, by their names there. */
    Map<String, ArrayTable.Entry> outputs() {
        return outputs;
    }

    /** The coordinates of an output's indices. */
    Optional<List<Dim>> outputExtents(String output) {
        return Optional.ofNullable(outputNames.get(output)).flatMap(name -> extents(name.text()));
    }

    /**
     * The coordinates of the indices of an array: its own, an input, or an output of a flow that it uses. They are
     * unknown where a mistake is reported, and in a flow that is checked by itself. Empty if there is no such array.
     */
    Optional<List<Dim>> extents(String array) {
        Optional<List<Dim>> known = extents.get(array);
        if (known == null) {
            known = findExtents(array);
            extents.put(array, known);
        }
        return known;
    }

    private Optional<List<Dim>> findExtents(String array) {
        int dot = array.indexOf('.');
        if (dot >= 0) {
            FlowUse use = flow.uses().get(array.substring(0, dot));
            return use == null
                    ? Optional.empty()
                    : use.instance().flatMap(used -> used.outputExtents(array.substring(dot + 1)));
        }
        for (Statement.Input input : file.tree().inputs()) {
            if (input.name().text().equals(array)) {
                return Optional.of(input.dims().stream()
                        .map(dim -> flow.declarations.dims().getOrDefault(dim.text(), Dim.unknown(dim.text())))
                        .toList());
            }
        }
        return flow.arrays.find(array).map(this::findExtents);
    }

    private List<Dim> findExtents(ArrayTable.Entry entry) {
        List<ExtentFinder.Definition> definitions = new ArrayList<>();
        boolean sound = entry.complete();
        for (Written written : equations) {
            boolean defines =
                    written.equation().targets().stream().anyMatch(t -> t.text().equals(entry.name));
            if (defines && written.left().isPresent()) {
                LeftSide left = written.left().get();
                EquationReader reader =
                        new EquationReader(flow.silent(), written.equation(), left, List.of(), 1, flow.numbers.next());
                sound &= left.sound() && reader.guardSound();
                definitions.add(new ExtentFinder.Definition(
                        left.axes(),
                        reader.guard(),
                        left.sound() ? OutputReader.subscripts(left) : List.of(),
                        OutputReader.yielded(left)));
            }
        }
        Optional<List<Domain>> domains = sound ? expansion.extents.extents(entry.rank, definitions) : Optional.empty();
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < entry.rank; i++) {
            String name = entry.axes().get(i);
            int index = i;
            dims.add(domains.map(d -> Dim.of(name, d.get(index)))
                    .orElseGet(() -> entry.coordinateKnown(index)
                            ? Dim.typed(name, entry.coordinate(index))
                            : Dim.unknown(name)));
        }
        return dims;
    }

    /** Finds the types of all arrays: those of used flows first, which follow from their inputs' declarations alone. */
    void infer() {
        flow.uses().values().forEach(use -> use.instance().ifPresent(FlowInstance::infer));
        flow.inference.infer(equations.stream()
                .filter(written -> written.left().isPresent())
                .map(Written::equation)
                .toList());
    }

    /** Gives all arrays that equations name their numbers. */
    void number() {
        flow.numbers.number(flow);
        flow.uses().values().forEach(use -> use.instance().ifPresent(FlowInstance::number));
    }

    /** Gives the inputs of used flows the arrays that they stand for. */
    void bind() {
        for (FlowUse use : flow.uses().values()) {
            use.bind();
            use.instance().ifPresent(FlowInstance::bind);
        }
    }

    /** Gives all inputs numbers of their own, since nobody gives them arrays. */
    void leaveInputsOpen(List<TypedEquation> equations) {
        for (Statement.Input input : file.tree().inputs()) {
            ArrayTable.Entry entry = flow.arrays.find(input.name().text()).orElseThrow();
            if (entry.id() < 0) {
                OpenInput.add(this, input, entry, equations);
            }
        }
    }

    /** Reads all equations in full, those of used flows where they are used. */
    void read(List<TypedEquation> into) {
        EquationVariants variants = new EquationVariants(flow, into);
        for (Written written : equations) {
            if (written.left().isPresent()) {
                variants.read(written.equation(), written.left().get());
            } else {
                FlowUse use =
                        flow.uses().get(written.equation().targets().get(0).text());
                if (use != null && use.is(written.equation())) {
                    use.read(into);
                }
            }
        }
    }

    /** Leaves the equations unread: a mistake in what is given to the flow keeps them from meaning anything. */
    void leaveOut() {
        flow.arrays.entries().forEach(ArrayTable.Entry::makeIncomplete);
        flow.uses().values().forEach(use -> use.instance().ifPresent(FlowInstance::leaveOut));
    }

    /** Arrays without a type are reported only if nothing else is wrong: usually the type is missing because of that. */
    void checkTypes() {
        for (ArrayTable.Entry array : flow.arrays.entries()) {
            Optional<ValueType> type = array.type();
            if (type.isEmpty() && !array.hollow()) {
                flow.diagnostics.add(Diagnostic.error(
                                CompilerCodes.TYPE_UNKNOWN,
                                array.span,
                                "the type of `" + array.name + "` cannot be inferred: it is defined only by itself")
                        .withHelp("define its first instances with a task"));
            }
        }
        flow.uses().values().forEach(use -> use.instance().ifPresent(FlowInstance::checkTypes));
    }

    /** What the flow publishes. */
    List<TypedPublication> publications() {
        List<TypedPublication> publications = new ArrayList<>();
        PublishReader publishes = new PublishReader(flow);
        for (Statement.Publish publish : file.tree().publishes()) {
            publications.addAll(publishes.read(publish));
        }
        return publications;
    }
}
