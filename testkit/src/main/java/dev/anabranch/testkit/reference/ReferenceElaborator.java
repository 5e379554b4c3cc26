package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works out a flow naively: every point of every equation in turn, with maps from names and coordinates to definitions.
 * Slow, and plain enough to be believed; the compiler is compared with it.
 */
public final class ReferenceElaborator {
    /** How many points of equations are tried. */
    public static final long MOST_POINTS = 300_000;

    /** How many uses of flows are worked out. */
    public static final int MOST_USES = 1_000;

    private final TaskCatalog catalog;
    private final FlowFiles files;
    private final UsedFlows flows;
    private final List<ReferenceMistake> mistakes = new ArrayList<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final Datasets datasets = new Datasets();
    private final List<Definition> definitions = new ArrayList<>();
    private final List<ReferenceArgument> given = new ArrayList<>();
    private double points;
    private int uses;

    private ReferenceElaborator(TaskCatalog catalog, FlowFiles files, UsedFlows flows) {
        this.catalog = catalog;
        this.files = files;
        this.flows = flows;
    }

    /**
     * Works out a flow.
     *
     * @param tree of a file without syntax errors
     * @param params texts of params by name, as given from outside
     * @param catalog where libraries are found
     * @param files what the flow can find
     * @param flows the other flows that it can use
     */
    public static Elaboration elaborate(
            SyntaxTree tree, Map<String, String> params, TaskCatalog catalog, FlowFiles files, UsedFlows flows) {
        ReferenceElaborator elaborator = new ReferenceElaborator(catalog, files, flows);
        Optional<ReferenceGraph> graph = Optional.empty();
        try {
            ReferenceGraph whole = elaborator.graph(tree, params);
            graph = elaborator.mistakes.isEmpty() ? Optional.of(whole) : Optional.empty();
        } catch (Refusal refusal) {
            elaborator.mistakes.add(refusal.mistake());
        }
        return new Elaboration(graph, elaborator.mistakes, elaborator.sources);
    }

    TaskCatalog catalog() {
        return catalog;
    }

    FlowFiles files() {
        return files;
    }

    UsedFlows flows() {
        return flows;
    }

    Datasets datasets() {
        return datasets;
    }

    void add(ReferenceMistake mistake) {
        mistakes.add(mistake);
    }

    /** Counts a use of a flow. */
    void countUse(SyntaxTree used, Span span) {
        sources.add(used.source().name());
        if (++uses > MOST_USES) {
            throw Refusal.tooLarge(span, "more than " + MOST_USES + " uses of flows");
        }
    }

    /** Counts points before they are tried. */
    void countPoints(double more, Span span) {
        points += more;
        if (points > MOST_POINTS) {
            throw Refusal.tooLarge(span, "more than " + MOST_POINTS + " points");
        }
    }

    /** Adds one point of an equation and what it defines. */
    void define(Definition definition) {
        definitions.add(definition);
        for (Instance instance : definition.all()) {
            if (!datasets.define(instance, definition)) {
                mistakes.add(new ReferenceMistake(
                        ReferenceMistake.Kind.DEFINED_TWICE,
                        definition.equation().statement().span(),
                        List.of(instance),
                        instance + " is defined twice"));
            }
        }
    }

    /** Adds what an input is given. */
    void give(InputArray input) {
        input.all().forEach(given::add);
    }

    private ReferenceGraph graph(SyntaxTree tree, Map<String, String> params) {
        sources.add(tree.source().name());
        tree.inputs().stream().findFirst().ifPresent(input -> {
            throw Refusal.of(input.span(), "an input that nobody gives");
        });
        refuseCircles(tree, new ArrayList<>(), new HashSet<>());
        FlowPart flow = new FlowPart(this, tree, params);
        flow.all();
        flow.define();
        flow.give();
        List<ReferenceTask> made = new ArrayList<>();
        for (Definition definition : definitions) {
            WrittenEquation equation = definition.equation();
            Statement.Equation statement = equation.statement();
            Expressions expressions = new Expressions(
                    equation.part(), equation.name(), definition.point(), definition.all(), mistakes::add);
            ReferenceTask.Demands demands = Annotations.read(statement.annotations(), expressions.names());
            made.add(expressions.task(statement.value(), demands));
        }
        Circles.find(made, definitions, datasets).ifPresent(mistakes::add);
        List<List<ReferencePublication>> publications = new Publishing(flow, mistakes::add).all();
        Map<String, ReferenceGraph.Array> arrays = new LinkedHashMap<>();
        flow.arrays(arrays);
        return new ReferenceGraph(arrays, made, given, publications);
    }

    /** Looks at all flows that could be used, whether they are or not. */
    private void refuseCircles(SyntaxTree tree, List<String> open, Set<String> done) {
        String file = tree.source().name();
        open.add(file);
        for (Statement.UseFlow use : tree.flows()) {
            Optional<SyntaxTree> other =
                    flows.find(tree.source(), use.path().constant().orElse(""));
            if (other.isEmpty() || open.contains(other.get().source().name())) {
                throw Refusal.of(use.span(), "flows that use each other in a circle, or one that is not there");
            }
            if (!done.contains(other.get().source().name())) {
                refuseCircles(other.get(), open, done);
            }
        }
        open.remove(file);
        done.add(file);
    }
}
