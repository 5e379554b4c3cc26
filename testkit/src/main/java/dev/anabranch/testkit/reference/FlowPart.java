package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Index;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The flow itself, or one use of another: its names, and what they stand for. */
final class FlowPart {
    /** How deep uses may nest: the language allows no more. */
    private static final int DEEPEST = 50;

    private final ReferenceElaborator whole;
    private final SyntaxTree tree;
    private final String prefix;
    private final Constants constants;
    private final Tasks tasks;
    private final ArrayEquations equations;
    private final DatasetTypes types;
    private final Map<String, FlowPart> uses = new LinkedHashMap<>();
    private final Map<String, Statement.Input> inputs = new LinkedHashMap<>();
    private final Map<String, InputArray> given = new LinkedHashMap<>();
    private final Map<String, List<List<Object>>> orders = new HashMap<>();
    private final IdentityHashMap<Statement.Equation, List<Definition>> points = new IdentityHashMap<>();
    private final Optional<FlowUse> use;

    /** The flow itself. */
    FlowPart(ReferenceElaborator whole, SyntaxTree tree, Map<String, String> params) {
        this(whole, tree, "", 0, new CommandLine(params), Optional.empty());
    }

    private FlowPart(
            ReferenceElaborator whole,
            SyntaxTree tree,
            String prefix,
            int depth,
            Outside outside,
            Optional<FlowUse> use) {
        this.whole = whole;
        this.tree = tree;
        this.prefix = prefix;
        this.use = use;
        this.constants = new Constants(tree, outside, whole.files());
        this.tasks = new Tasks(tree, whole.catalog());
        Map<String, SyntaxTree> flows = new HashMap<>();
        for (Statement.UseFlow other : tree.flows()) {
            String path = other.path().constant().orElse("");
            SyntaxTree found = whole.flows()
                    .find(tree.source(), path)
                    .orElseThrow(() -> Refusal.of(other.span(), "no flow " + path));
            flows.put(other.alias().text(), found);
        }
        this.equations = new ArrayEquations(tree, constants, flows.keySet());
        this.types = new DatasetTypes(this);
        tree.inputs().forEach(input -> inputs.put(input.name().text(), input));
        for (Statement.Equation equation : tree.equations()) {
            used(equation, flows.keySet()).ifPresent(call -> {
                refuseMore(equation);
                if (depth == DEEPEST) {
                    throw Refusal.of(call.span(), "uses nest too deep");
                }
                SyntaxTree other =
                        Objects.requireNonNull(flows.get(call.callee().text()));
                whole.countUse(other, call.span());
                String name = equation.targets().get(0).text();
                FlowUse with = new FlowUse(this, call, other);
                uses.put(name, new FlowPart(whole, other, prefix + name + ".", depth + 1, with, Optional.of(with)));
            });
        }
    }

    private static void refuseMore(Statement.Equation equation) {
        boolean alone = equation.targets().size() == 1
                && equation.indices().isEmpty()
                && equation.guard().isEmpty()
                && equation.yields().isEmpty()
                && equation.annotations().isEmpty();
        if (!alone) {
            throw Refusal.of(equation.span(), "more than a use");
        }
    }

    /** The call by which an equation uses another flow. */
    static Optional<Expression.Call> used(Statement.Equation equation, Iterable<String> flows) {
        if (equation.value() instanceof Expression.Call call && call.callee().isSimple()) {
            for (String flow : flows) {
                if (flow.equals(call.callee().text())) {
                    return Optional.of(call);
                }
            }
        }
        return Optional.empty();
    }

    SyntaxTree tree() {
        return tree;
    }

    /** What stands before the names of its arrays: nothing, or the uses that it is within. */
    String prefix() {
        return prefix;
    }

    Constants constants() {
        return constants;
    }

    Tasks tasks() {
        return tasks;
    }

    ArrayEquations equations() {
        return equations;
    }

    DatasetTypes types() {
        return types;
    }

    Datasets datasets() {
        return whole.datasets();
    }

    /** Works out all params and dims, also of used flows. */
    void all() {
        constants.all();
        uses.values().forEach(FlowPart::all);
    }

    /** Hands over the points of all equations, those of used flows where they are used. */
    void define() {
        for (Statement.Equation equation : tree.equations()) {
            FlowPart used = uses.get(equation.targets().get(0).text());
            if (used != null && equations.of(equation.targets().get(0).text()).isEmpty()) {
                used.define();
            } else {
                points(equation).forEach(whole::define);
            }
        }
    }

    /** The points of an equation at which its guard holds. */
    private List<Definition> points(Statement.Equation equation) {
        List<Definition> known = points.get(equation);
        if (known == null) {
            known = new EquationPoints(this, equation, whole).all();
            points.put(equation, known);
        }
        return known;
    }

    /** How many indices an array of its own has. */
    int rank(String array) {
        List<Statement.Equation> own = equations.of(array);
        int rank = own.get(0).indices().size();
        for (Statement.Equation equation : own) {
            if (equation.indices().size() != rank) {
                throw Refusal.of(equation.span(), "`" + array + "` has another number of indices elsewhere");
            }
        }
        return rank;
    }

    /** For each index of an array of its own the coordinates in order. */
    List<List<Object>> order(String array) {
        List<List<Object>> known = orders.get(array);
        if (known == null) {
            AxisOrder order = new AxisOrder(rank(array), constants);
            equations.of(array).forEach(equation -> points(equation).forEach(order::add));
            known = order.all();
            orders.put(array, known);
        }
        return known;
    }

    /** Adds all arrays that hold datasets, also of used flows. */
    void arrays(Map<String, ReferenceGraph.Array> arrays) {
        for (String name : equations.names()) {
            boolean hollow = equations.of(name).stream().allMatch(e -> new EquationPoints(this, e, whole).isEffect());
            if (!hollow) {
                OwnArray array = new OwnArray(this, name);
                arrays.put(prefix + name, new ReferenceGraph.Array(array.type(), array.axisNames(), array.order()));
            }
        }
        uses.values().forEach(used -> used.arrays(arrays));
    }

    boolean isArray(String name) {
        int dot = name.indexOf('.');
        return inputs.containsKey(name)
                || equations.define(name)
                || uses.containsKey(dot < 0 ? name : name.substring(0, dot));
    }

    /** The array of a name: an input, one of its own, or an output of a flow that it uses. */
    ReadableArray array(String name, Span span) {
        return inputs.containsKey(name) ? input(name) : own(name, span);
    }

    /** The array of a name that equations define, here or in a flow that it uses. */
    OwnArray own(String name, Span span) {
        if (equations.define(name)) {
            return new OwnArray(this, name);
        }
        int dot = name.indexOf('.');
        FlowPart used = dot < 0 ? null : uses.get(name.substring(0, dot));
        if (used == null) {
            throw Refusal.of(span, "no dataset `" + name + "`");
        }
        return used.own(used.output(name.substring(dot + 1), span), span);
    }

    /** What an output is called within. */
    private String output(String name, Span span) {
        return tree.outputs().stream()
                .flatMap(output -> output.names().stream())
                .filter(output -> output.last().text().equals(name))
                .findFirst()
                .map(QualifiedName::text)
                .orElseThrow(() -> Refusal.of(span, "no output `" + name + "`"));
    }

    /** What the datasets of an array are, if an equation says it. */
    Optional<ValueType> type(String name, Span span) {
        Statement.Input input = inputs.get(name);
        if (input != null) {
            return Optional.of(InputTypes.of(input.type()));
        }
        OwnArray own = own(name, span);
        return own.part().types.of(own.name());
    }

    /** What is given to the inputs, also of used flows. */
    void give() {
        inputs.keySet().forEach(this::input);
        uses.values().forEach(FlowPart::give);
    }

    private InputArray input(String name) {
        InputArray known = given.get(name);
        if (known == null) {
            Statement.Input input = Objects.requireNonNull(inputs.get(name));
            FlowUse by = use.orElseThrow(() -> Refusal.of(tree.inputs().get(0).span(), "an input that nobody gives"));
            known = by.given(input, prefix + name, whole);
            given.put(name, known);
            whole.give(known);
        }
        return known;
    }

    /** For each index of what an expression stands for the coordinates that it may have: none for a single dataset. */
    List<List<Object>> extents(Expression expression) {
        if (expression instanceof Expression.Reference reference
                && isArray(reference.name().text())) {
            return extents(reference);
        }
        if (expression instanceof Expression.Unary unary) {
            return extents(unary.operand());
        }
        if (expression instanceof Expression.Binary binary) {
            List<List<Object>> left = extents(binary.left());
            return left.isEmpty() ? extents(binary.right()) : left;
        }
        if (expression instanceof Expression.Conditional conditional && types().choosesElements(conditional)) {
            return Stream.of(conditional.condition(), conditional.whenTrue(), conditional.whenFalse())
                    .map(this::extents)
                    .filter(extents -> !extents.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        return expression instanceof Expression.Conditional ? extents(chosen(expression)) : List.of();
    }

    /** The branches of conditionals that are taken, where there are no instances. */
    Expression chosen(Expression expression) {
        Expression chosen = expression;
        while (chosen instanceof Expression.Conditional conditional && !types().choosesElements(conditional)) {
            boolean holds = PlainValues.of(conditional.condition(), constants, ScalarType.BOOL)
                    .truth();
            chosen = holds ? conditional.whenTrue() : conditional.whenFalse();
        }
        return chosen;
    }

    private List<List<Object>> extents(Expression.Reference reference) {
        String name = reference.name().text();
        List<List<Object>> all = new ArrayList<>();
        Statement.Input input = inputs.get(name);
        if (input == null) {
            all.addAll(own(name, reference.span()).order());
        } else {
            for (Name dim : input.dims()) {
                all.add(constants.coordinates(dim.text(), dim.span()));
            }
        }
        reference.indices().ifPresent(indices -> {
            for (int i = Math.min(indices.size(), all.size()) - 1; i >= 0; i--) {
                if (indices.get(i) instanceof Index.Point) {
                    all.remove(i);
                }
            }
        });
        return all;
    }
}
