package dev.anabranch.testkit.flow;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.lower.FrontEnd;
import dev.anabranch.compiler.lower.Limits;
import dev.anabranch.compiler.plan.PlanHash;
import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.rewrite.Optimizer;
import dev.anabranch.compiler.schedule.PlanningFailure;
import dev.anabranch.compiler.verify.GraphVerifier;
import dev.anabranch.dsl.Formatter;
import dev.anabranch.dsl.ParseResult;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.tree.Comment;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Severity;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.task.TaskCatalog;
import dev.anabranch.testkit.NaiveExecutor;
import dev.anabranch.testkit.Observed;
import dev.anabranch.testkit.PlanAssert;
import dev.anabranch.testkit.ReferenceExecutor;
import dev.anabranch.testkit.reference.Elaboration;
import dev.anabranch.testkit.reference.FlowFiles;
import dev.anabranch.testkit.reference.GraphComparison;
import dev.anabranch.testkit.reference.ReferenceElaborator;
import dev.anabranch.testkit.reference.ReferenceMistake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about flows: what holds for every flow, and what a flow of one's own should do.
 *
 * <pre>{@code
 * assertThatFlow(text)
 *         .calling(ClassPathCatalog.over(MyTasks.class.getClassLoader()))
 *         .given("members", "20")
 *         .meansWhatItSays()
 *         .runsTheSameOn(cluster);
 * }</pre>
 */
public final class FlowAssert extends AbstractAssert<FlowAssert, String> {
    /** The mistakes that show only in instances: there the naive elaboration knows as much as the compiler. */
    private static final Map<String, ReferenceMistake.Kind> INSTANCES = Map.of(
            CompilerCodes.NEVER_DEFINED.id(), ReferenceMistake.Kind.NEVER_DEFINED,
            CompilerCodes.DEFINED_TWICE.id(), ReferenceMistake.Kind.DEFINED_TWICE,
            CompilerCodes.EMPTY_LIST.id(), ReferenceMistake.Kind.EMPTY_LIST,
            CompilerCodes.LISTS_DIFFER.id(), ReferenceMistake.Kind.LISTS_DIFFER,
            CompilerCodes.CYCLE.id(), ReferenceMistake.Kind.CYCLE);

    /** What the file of the flow is called. */
    static final String FILE = "test.flow";

    private final SourceText source;
    private TaskCatalog catalog = FlowTasks.catalog();
    private FlowFiles files = FlowTasks.files();
    private final FlowFolder folder;
    private Limits limits = Limits.STANDARD;
    private final Map<String, String> params = new LinkedHashMap<>();
    private @Nullable ParseResult parsed;
    private @Nullable Checked<TaskGraph> compiled;
    private @Nullable Elaboration elaborated;

    private FlowAssert(String text) {
        super(text, FlowAssert.class);
        this.source = SourceText.of(FILE, text);
        this.folder = new FlowFolder(source);
    }

    /** Begins assertions about a flow's text. */
    public static FlowAssert assertThatFlow(String text) {
        return new FlowAssert(text);
    }

    /** Begins assertions about a generated flow. */
    public static FlowAssert assertThatFlow(GeneratedFlow flow) {
        FlowAssert assertion = new FlowAssert(flow.text());
        assertion.params.putAll(flow.params());
        flow.others().forEach(assertion::beside);
        return assertion;
    }

    /** Begins assertions about a generated flow with a mistake. */
    public static FlowAssert assertThatFlow(WrongFlow flow) {
        FlowAssert assertion = new FlowAssert(flow.text());
        assertion.params.putAll(flow.params());
        flow.others().forEach(assertion::beside);
        return assertion;
    }

    /** Where the flow's libraries are found; without this, those of {@link FlowTasks}. */
    public FlowAssert calling(TaskCatalog libraries) {
        catalog = libraries;
        return this;
    }

    /** What the flow's dims can take from files; without this, what {@link FlowTasks} has. */
    public FlowAssert finding(FlowFiles found) {
        files = found;
        return this;
    }

    /** Puts another flow, which it can use, into its folder. */
    public FlowAssert beside(String path, String text) {
        folder.add(path, text);
        return this;
    }

    /** Compiles graphs up to a size only. */
    public FlowAssert within(Limits most) {
        limits = most;
        return this;
    }

    /** Gives a param a value, as the command line would. */
    public FlowAssert given(String param, Object value) {
        params.put(param, value.toString());
        return this;
    }

    private ParseResult parsed() {
        if (parsed == null) {
            parsed = Parser.parseWithErrors(source);
        }
        return parsed;
    }

    private Checked<TaskGraph> compiled() {
        if (compiled == null) {
            compiled = new FrontEnd(catalog, new CompilerFiles(files), folder, limits).compile(parsed(), params);
        }
        return compiled;
    }

    private Elaboration elaborated() {
        if (elaborated == null) {
            elaborated = ReferenceElaborator.elaborate(parsed().tree(), params, catalog, files, folder);
        }
        return elaborated;
    }

    /** The compiler has nothing against it. */
    public FlowAssert compiles() {
        graph();
        return this;
    }

    /** Whether the compiler makes a graph of it. */
    public boolean isAccepted() {
        return compiled().value().isPresent();
    }

    /** What the compiler has to say, from the parser on. */
    public List<Diagnostic> diagnostics() {
        return compiled().diagnostics();
    }

    /** What a naive elaboration of the text makes of it; there must be no syntax errors. */
    public Elaboration elaboration() {
        return elaborated();
    }

    /** The graph that the compiler makes of it, for assertions of one's own; fails where there is none. */
    public TaskGraph graph() {
        Optional<TaskGraph> graph = compiled().value();
        if (graph.isEmpty()) {
            failWithMessage(
                    "expected a flow that is right, but:%n%s",
                    DiagnosticPrinter.plain().print(compiled().diagnostics()));
        }
        return graph.orElseThrow();
    }

    /**
     * Every diagnostic points into the text and can be printed; a flow that is refused has at least one error, one that is
     * not has none.
     */
    public FlowAssert isDiagnosedSoundly() {
        List<Diagnostic> diagnostics = compiled().diagnostics();
        for (Diagnostic diagnostic : diagnostics) {
            Span span = diagnostic.span();
            boolean inside =
                    span.source() != source || span.end() <= source.text().length();
            String printed = DiagnosticPrinter.plain().print(diagnostic);
            if (!inside
                    || !printed.contains(diagnostic.code().id())
                    || diagnostic.message().isBlank()) {
                failWithMessage("expected a diagnostic that points into the text, found:%n%s", printed);
            }
        }
        boolean errors = diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
        if (errors == compiled().value().isPresent()) {
            failWithMessage("expected errors exactly where there is no graph, found %s", diagnostics);
        }
        return this;
    }

    /**
     * Formatting keeps what it says and all its comments, and formatting again changes nothing. Flows with syntax errors
     * are not formatted.
     */
    public FlowAssert keepsItsMeaningWhenFormatted() {
        if (parsed().hasErrors()) {
            return this;
        }
        SyntaxTree tree = parsed().tree();
        String once = Formatter.format(tree);
        ParseResult again = Parser.parseWithErrors(SourceText.of("formatted.flow", once));
        if (again.hasErrors()) {
            failWithMessage(
                    "expected the formatted text to parse, but:%n%s%nin%n%s",
                    DiagnosticPrinter.plain().print(again.diagnostics()), once);
        }
        equal("the formatted text to say", said(tree), said(again.tree()), once);
        equal("the formatted text to have the comments", comments(tree), comments(again.tree()), once);
        equal("formatting to change nothing the second time:", once, Formatter.format(again.tree()), once);
        return this;
    }

    private static String said(SyntaxTree tree) {
        return TreeText.of(tree.header()) + TreeText.of(tree.statements());
    }

    /** Documentation of nothing becomes a comment. */
    private static List<String> comments(SyntaxTree tree) {
        return tree.comments().stream()
                .map(Comment::text)
                .map(text -> text.startsWith("///") && !text.startsWith("////") ? text.substring(1) : text)
                .toList();
    }

    private void equal(String what, Object expected, Object found, String text) {
        if (!expected.equals(found)) {
            failWithMessage("expected %s%n%s%nfound%n%s%nin%n%s", what, expected, found, text);
        }
    }

    /** The graph has the tasks, datasets, edges and publications that a naive elaboration of the text has. */
    public FlowAssert meansWhatItSays() {
        TaskGraph graph = graph();
        if (elaborated().graph().isEmpty()) {
            failWithMessage(
                    "expected a flow that can be elaborated, but: %s",
                    elaborated().mistakes());
        }
        List<String> differences =
                GraphComparison.differences(graph, elaborated().graph().orElseThrow());
        if (!differences.isEmpty()) {
            failWithMessage("expected what the text says, but:%n%s", String.join("\n", differences));
        }
        GraphVerifier.requireFaithfulInputs(graph);
        return this;
    }

    /**
     * The compiler and a naive elaboration agree: on the graph, or, where nothing but instances are wrong, on which are.
     * Of flows that are too large to elaborate naively nothing is asked.
     */
    public FlowAssert isUnderstoodAlike() {
        if (parsed().hasErrors()) {
            return this;
        }
        Set<String> errors = compiled().diagnostics().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .map(d -> d.code().id())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!INSTANCES.keySet().containsAll(errors)) {
            return this;
        }
        boolean counted = compiled().diagnostics().size() >= Diagnostics.LIMIT;
        boolean elsewhere = compiled().diagnostics().stream()
                .anyMatch(d -> d.severity() == Severity.ERROR
                        && !elaborated().files().contains(d.span().source().name()));
        if (isBeyondElaboration() || counted || elsewhere) {
            return this;
        }
        if (errors.isEmpty()) {
            return meansWhatItSays();
        }
        if (elaborated().mistakes().stream().anyMatch(m -> m.kind() == ReferenceMistake.Kind.STATIC)) {
            return this;
        }
        // A read of which much is wrong is told of once: which of its places, the compiler may choose.
        Map<String, Set<String>> expected = new TreeMap<>();
        elaborated()
                .mistakes()
                .forEach(m -> expected.computeIfAbsent(
                                isRead(m) ? m.kind() + " " + m.text() : place(m.kind(), m.span()),
                                unused -> new TreeSet<>())
                        .add(place(m.kind(), m.span())));
        Set<String> wrong = expected.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        compiled().diagnostics().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .forEach(d -> found.add(place(INSTANCES.get(d.code().id()), d.span())));
        // Lists that differ make an array of nobody knows what: of what reads that, only the compiler says nothing.
        boolean differ = errors.contains(CompilerCodes.LISTS_DIFFER.id());
        boolean missed = !differ && expected.values().stream().anyMatch(places -> Collections.disjoint(places, found));
        if (missed || !wrong.containsAll(found)) {
            failWithMessage(
                    "expected the mistakes %s%nfound %s:%n%s",
                    elaborated().mistakes(),
                    found,
                    DiagnosticPrinter.plain().print(compiled().diagnostics()));
        }
        return this;
    }

    private boolean isBeyondElaboration() {
        return elaborated().mistakes().stream()
                .anyMatch(m ->
                        m.kind() == ReferenceMistake.Kind.TOO_LARGE || m.kind() == ReferenceMistake.Kind.UNSUPPORTED);
    }

    /** What one instance reads in vain the compiler tells once, however often it is read. */
    private static boolean isRead(ReferenceMistake mistake) {
        return switch (mistake.kind()) {
            case EMPTY_LIST -> true;
            // A publication of nothing names no instance.
            case NEVER_DEFINED -> !mistake.instances().isEmpty();
            default -> false;
        };
    }

    /** In a circle none is the first. */
    private static String place(ReferenceMistake.@Nullable Kind kind, Span span) {
        return kind == ReferenceMistake.Kind.CYCLE ? "CYCLE" : kind + " at " + span;
    }

    /**
     * Its plan for a cluster holds, and a run by that plan shows what a naive run of the text shows.
     *
     * <p>Tasks compute symbolically; none of their code is run. A cluster that has too few workers for a gang of the flow gets
     * more, so that arbitrary flows and clusters go together.
     *
     * @throws PlanningFailure if the flow demands what the cluster has not
     */
    public FlowAssert runsTheSameOn(Cluster given) {
        TaskGraph graph = graph();
        Cluster cluster = roomyFor(graph, given);
        OptimizedGraph optimized = Optimizer.standard(cluster).optimize(graph);
        Plan plan = Planner.standard().plan(optimized, cluster, PlanHash.of(graph, Map.of(), cluster, "test"));
        PlanAssert.assertThatPlan(optimized, cluster, plan)
                .isValid()
                .respectsItsLowerBound()
                .keepsTheMeaning();
        if (isBeyondElaboration()) {
            return this;
        }
        Observed expected = NaiveExecutor.run(elaborated()
                .graph()
                .orElseThrow(() ->
                        new AssertionError("not elaborated: " + elaborated().mistakes())));
        Observed found = ReferenceExecutor.run(graph);
        if (!expected.equals(found)) {
            failWithMessage("expected the run to show %s, it shows %s", expected, found);
        }
        return this;
    }

    /** With workers added to the first host that may run a task, where all such hosts together have too few for its gang. */
    private static Cluster roomyFor(TaskGraph graph, Cluster cluster) {
        List<Host> hosts = new ArrayList<>(cluster.hosts());
        for (TaskFamily family : graph.families()) {
            List<String> labels = family.requirements().labels();
            int[] fit = IntStream.range(0, hosts.size())
                    .filter(host -> hosts.get(host).labels().containsAll(labels))
                    .toArray();
            int missing = family.requirements().gang()
                    - IntStream.of(fit)
                            .map(host -> hosts.get(host).speeds().size())
                            .sum();
            if (fit.length > 0 && missing > 0) {
                Host first = hosts.get(fit[0]);
                List<Double> speeds = new ArrayList<>(first.speeds());
                speeds.addAll(Collections.nCopies(missing, speeds.get(0)));
                hosts.set(fit[0], first.withSpeeds(speeds));
            }
        }
        return hosts.equals(cluster.hosts()) ? cluster : cluster.withHosts(hosts);
    }
}
