package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Works out a flow naively: every point of every equation in turn, with maps from names and coordinates to definitions.
 * Slow, and plain enough to be believed; the compiler is compared with it.
 */
public final class ReferenceElaborator {
    /** How many points of equations are tried. */
    public static final long MOST_POINTS = 300_000;

    private final SyntaxTree tree;
    private final Map<String, String> given;
    private final TaskCatalog catalog;
    private final FlowFiles files;
    private final List<ReferenceMistake> mistakes = new ArrayList<>();
    private double points;

    private ReferenceElaborator(SyntaxTree tree, Map<String, String> given, TaskCatalog catalog, FlowFiles files) {
        this.tree = tree;
        this.given = given;
        this.catalog = catalog;
        this.files = files;
    }

    /**
     * Works out a flow.
     *
     * @param tree of a file without syntax errors
     * @param params texts of params by name, as given from outside
     * @param catalog where libraries are found
     * @param files what the flow can find
     */
    public static Elaboration elaborate(
            SyntaxTree tree, Map<String, String> params, TaskCatalog catalog, FlowFiles files) {
        ReferenceElaborator elaborator = new ReferenceElaborator(tree, params, catalog, files);
        try {
            ReferenceGraph graph = elaborator.graph();
            return new Elaboration(
                    elaborator.mistakes.isEmpty() ? Optional.of(graph) : Optional.empty(), elaborator.mistakes);
        } catch (Refusal refusal) {
            elaborator.mistakes.add(refusal.mistake());
            return new Elaboration(Optional.empty(), elaborator.mistakes);
        }
    }

    private ReferenceGraph graph() {
        refuseFlows();
        Constants constants = new Constants(tree, given, files);
        constants.all();
        Tasks tasks = new Tasks(tree, catalog);
        ArrayEquations equations = new ArrayEquations(tree, constants);
        DatasetTypes types = new DatasetTypes(equations, constants, tasks);
        Datasets datasets = new Datasets();
        List<Definition> definitions = new ArrayList<>();
        for (Statement.Equation statement : tree.equations()) {
            WrittenEquation equation =
                    new WrittenEquation(statement, LeftSide.of(statement, constants), isEffect(statement, tasks));
            if (!equation.effect()) {
                statement
                        .targets()
                        .forEach(t -> datasets.declare(
                                t.text(), equation.left().indices().size(), t.span()));
            }
            points(equation, constants, datasets, definitions);
        }
        List<ReferenceTask> made = new ArrayList<>();
        for (Definition definition : definitions) {
            Expressions expressions = new Expressions(constants, datasets, types, tasks, definition, mistakes::add);
            Statement.Equation statement = definition.equation().statement();
            ReferenceTask.Demands demands = Annotations.read(statement.annotations(), expressions.names());
            made.add(expressions.task(statement.value(), demands));
        }
        Circles.find(made, definitions, datasets).ifPresent(mistakes::add);
        List<List<ReferencePublication>> publications =
                new Publishing(tree, constants, datasets, equations, mistakes::add).all();
        Map<String, ReferenceGraph.Array> arrays = new LinkedHashMap<>();
        for (String array : datasets.arrays()) {
            List<Statement.Equation> own = equations.of(array);
            Span span = own.get(0).span();
            arrays.put(
                    array,
                    new ReferenceGraph.Array(
                            types.of(array).orElseThrow(() -> Refusal.of(span, "no type")),
                            AxisNames.of(datasets.rank(array), own, constants),
                            datasets.order(array)));
        }
        return new ReferenceGraph(arrays, made, publications);
    }

    private void refuseFlows() {
        tree.flows().stream().findFirst().ifPresent(f -> {
            throw Refusal.unsupported(f.span(), "another flow");
        });
        tree.inputs().stream().findFirst().ifPresent(i -> {
            throw Refusal.unsupported(i.span(), "an input");
        });
        tree.outputs().stream().findFirst().ifPresent(o -> {
            throw Refusal.unsupported(o.span(), "an output");
        });
    }

    private static boolean isEffect(Statement.Equation statement, Tasks tasks) {
        Expression value = statement.value();
        while (value instanceof Expression.Conditional conditional) {
            value = conditional.whenTrue();
        }
        if (!(value instanceof Expression.Call call)) {
            return false;
        }
        int outputs = tasks.find(call).outputs().size();
        int targets = statement.targets().size();
        if (targets != outputs && !(outputs == 0 && targets == 1)) {
            throw Refusal.of(statement.span(), targets + " names for " + outputs + " outputs");
        }
        if (tasks.find(call).generator() != statement.yields().isPresent()) {
            throw Refusal.of(statement.span(), "a generator and `yields` belong together");
        }
        return outputs == 0;
    }

    /** Adds a definition for every point at which the guard holds; the last dim varies fastest. */
    private void points(
            WrittenEquation equation, Constants constants, Datasets datasets, List<Definition> definitions) {
        LeftSide left = equation.left();
        List<List<Object>> coordinates = new ArrayList<>();
        double size = 1;
        for (String dim : left.dims()) {
            coordinates.add(constants.coordinates(dim, equation.statement().span()));
            size *= coordinates.get(coordinates.size() - 1).size();
        }
        int yields = left.yielded()
                .map(d -> constants.coordinates(d, equation.statement().span()).size())
                .orElse(1);
        points += size * Math.max(1, yields);
        if (points > MOST_POINTS) {
            throw Refusal.tooLarge(equation.statement().span(), "more than " + MOST_POINTS + " points");
        }
        int[] at = new int[coordinates.size()];
        for (long i = 0; i < (long) size; i++) {
            Map<String, PlainValue> own = new LinkedHashMap<>();
            for (int d = 0; d < at.length; d++) {
                Object coordinate = coordinates.get(d).get(at[d]);
                ScalarType type = coordinate instanceof Long ? ScalarType.INT : ScalarType.STRING;
                own.put(left.dims().get(d), new PlainValue(type, coordinate));
            }
            point(equation, constants, datasets, new Point(own), definitions);
            for (int d = at.length - 1; d >= 0 && ++at[d] == coordinates.get(d).size(); d--) {
                at[d] = 0;
            }
        }
    }

    private void point(
            WrittenEquation equation,
            Constants constants,
            Datasets datasets,
            Point point,
            List<Definition> definitions) {
        Statement.Equation statement = equation.statement();
        PlainNames names = new GuardNames(constants, point);
        boolean holds = statement
                .guard()
                .map(guard -> PlainValues.of(guard, names, ScalarType.BOOL).truth())
                .orElse(true);
        if (!holds) {
            return;
        }
        List<List<Instance>> outputs = new ArrayList<>();
        if (!equation.effect()) {
            List<List<Object>> places = places(equation, constants, point);
            for (Name target : statement.targets()) {
                outputs.add(places.stream()
                        .map(at -> new Instance(target.text(), at))
                        .toList());
                bring(target.text(), equation, constants, datasets, point);
            }
        }
        Definition definition = new Definition(equation, point, outputs);
        definitions.add(definition);
        for (Instance instance : definition.all()) {
            if (!datasets.define(instance, definition)) {
                mistakes.add(new ReferenceMistake(
                        ReferenceMistake.Kind.DEFINED_TWICE,
                        statement.span(),
                        List.of(instance),
                        instance + " is defined twice"));
            }
        }
    }

    private static List<List<Object>> places(WrittenEquation equation, Constants constants, Point point) {
        LeftSide left = equation.left();
        try {
            if (left.yielded().isEmpty()) {
                return List.of(left.at(point, 0L));
            }
            List<List<Object>> places = new ArrayList<>();
            for (Object coordinate : constants.coordinates(
                    left.yielded().get(), equation.statement().span())) {
                places.add(left.at(point, coordinate));
            }
            return places;
        } catch (ArithmeticException e) {
            throw Refusal.of(equation.statement().span(), "an index leaves its range");
        }
    }

    /** Tells where the coordinates come from, since that decides in which order they stand. */
    private static void bring(
            String array, WrittenEquation equation, Constants constants, Datasets datasets, Point point) {
        List<LeftSide.Index> indices = equation.left().indices();
        for (int i = 0; i < indices.size(); i++) {
            LeftSide.Index index = indices.get(i);
            if (index.dim().isEmpty()) {
                datasets.bring(array, i, List.of(index.constant()), 0, 0);
                continue;
            }
            String dim = index.dim().get();
            List<Object> coordinates =
                    constants.coordinates(dim, equation.statement().span());
            if (index.dim().equals(equation.left().yielded())) {
                for (int p = 0; p < coordinates.size(); p++) {
                    datasets.bring(array, i, coordinates, index.offset(), p);
                }
            } else {
                int position = coordinates.indexOf(point.at(dim));
                datasets.bring(array, i, coordinates, index.offset(), position);
            }
        }
    }

    /** In a guard a dim is the coordinate of the point; the one that is yielded over is none. */
    private record GuardNames(Constants constants, Point point) implements PlainNames {
        @Override
        public ScalarType type(Expression.Reference reference) {
            return value(reference).type();
        }

        @Override
        public PlainValue value(Expression.Reference reference) {
            String name = reference.name().text();
            if (constants.isDim(name) && reference.indices().isEmpty()) {
                return point.at(reference);
            }
            return constants.value(reference);
        }
    }
}
