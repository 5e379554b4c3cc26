package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.anabranch.compiler.FlowFolder;
import dev.anabranch.compiler.Flows;
import dev.anabranch.compiler.rewrite.Optimizer;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A used flow means what its equations mean where they are written by hand, and the optimiser sees no border. */
class UsesLawsTest {
    private static final Cluster TWO_WORKERS = Cluster.threads("a", 2, 0);

    /** An equation of the used flow: which kind, and numbers that choose what it reads. */
    record Body(int kind, int x, int y, int number) {}

    /** A use: what its two inputs are given, and its param. */
    record Use(int a, boolean computed, int b, int number) {}

    record Case(List<Body> body, List<Use> uses, boolean declared) {}

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 99);
        Arbitrary<Body> bodies = Combinators.combine(Arbitraries.integers().between(0, 4), any, any, any)
                .as(Body::new);
        Arbitrary<Use> uses =
                Combinators.combine(any, Arbitraries.of(true, false), any, any).as(Use::new);
        return Combinators.combine(
                        bodies.list().ofMinSize(1).ofMaxSize(4),
                        uses.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as(Case::new);
    }

    /** The equations of the used flow with names and an index of one's own. */
    private static String equations(List<Body> body, List<String> inputs, String prefix, String i, String p) {
        List<String> arrays = new ArrayList<>(inputs);
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < body.size(); n++) {
            Body equation = body.get(n);
            String x = arrays.get(equation.x() % arrays.size());
            String y = arrays.get(equation.y() % arrays.size());
            int c = equation.number();
            String e = prefix + "e" + n;
            String left = e + "[" + i + "]";
            String at = "[" + i + "]";
            text.append(
                    switch (equation.kind()) {
                        case 0 -> left + " = grid.smooth(" + x + at + ", " + p + " + " + c + ")\n";
                        case 1 -> left + " = " + x + at + " + " + y + at + " * " + c + "\n";
                        case 2 -> left + " = grid.stack(" + x + at + ", grid.mean(" + y + "[*]))\n";
                        case 3 -> left + " = grid.stack(" + x + at + ", grid.fraction(" + y + "[*] <= " + c + "))\n";
                        default ->
                            left + " where " + i + " > 6 = if " + i + " % 12 == 0 then grid.smooth(" + x + at + ", " + c
                                    + ") else " + y + at + " * 2.5\n" + e + "[6] = grid.smooth(" + x + "[6], 1)\n" + e
                                    + "[0] = grid.smooth(" + y + "[0], 1)\n";
                    });
            arrays.add(e);
        }
        return text.toString();
    }

    private static final String MAIN =
            "use grid\ndim s = 0..24 by 6\nraw0[s] = grid.read(\"0_{s}\")\nraw1[s] = grid.read(\"1_{s}\")\n";

    private static TaskGraph used(Case c) {
        StringBuilder post = new StringBuilder("flow post\nuse grid\n" + (c.declared() ? "dim i = 0..24 by 6\n" : ""))
                .append("input a[i] : tensor<f64>[..]\ninput b[i] : tensor<f64>[..]\nparam p : int\n")
                .append(equations(c.body(), List.of("a", "b"), "", "i", "p"));
        StringBuilder main = new StringBuilder("flow f\nuse flow \"post.flow\" as post\n" + MAIN);
        List<String> arrays = new ArrayList<>(List.of("raw0", "raw1"));
        for (int u = 0; u < c.uses().size(); u++) {
            Use use = c.uses().get(u);
            String a = arrays.get(use.a() % arrays.size());
            main.append("u" + u + " = post(" + a + (use.computed() ? " + 1.5" : "") + ", b: "
                    + arrays.get(use.b() % arrays.size()) + ", p: " + use.number() + ")\n");
            for (int n = 0; n < c.body().size(); n++) {
                arrays.add("u" + u + ".e" + n);
                main.append("publish u" + u + ".e" + n + " as \"u" + u + "_e" + n + "\"\n");
            }
        }
        for (int n = 0; n < c.body().size(); n++) {
            post.append("output e" + n + "\n");
        }
        return new FlowFolder()
                .with("main.flow", main.toString())
                .with("post.flow", post.toString())
                .graph("main.flow");
    }

    private static TaskGraph byHand(Case c) {
        StringBuilder main = new StringBuilder("flow f\n" + MAIN);
        List<String> arrays = new ArrayList<>(List.of("raw0", "raw1"));
        for (int u = 0; u < c.uses().size(); u++) {
            Use use = c.uses().get(u);
            String a = arrays.get(use.a() % arrays.size());
            String b = arrays.get(use.b() % arrays.size());
            if (use.computed()) {
                main.append("u" + u + "_a[s] = " + a + "[s] + 1.5\n");
                a = "u" + u + "_a";
            }
            main.append(equations(c.body(), List.of(a, b), "u" + u + "_", "s", Integer.toString(use.number())));
            for (int n = 0; n < c.body().size(); n++) {
                arrays.add("u" + u + "_e" + n);
                main.append("publish u" + u + "_e" + n + "\n");
            }
        }
        return Flows.graph(main.toString());
    }

    /** For each published dataset what it is computed from, in numbers that are shared between graphs. */
    private static Map<String, Integer> terms(TaskGraph graph, Map<List<Object>, Integer> numbers) {
        Map<Integer, Integer> known = new HashMap<>();
        Map<String, Integer> published = new TreeMap<>();
        for (Publication publication : graph.publications()) {
            for (int slot : publication.slots()) {
                String name = ((Scalar.Literal) publication.name()).value() + "/"
                        + graph.array(slot).positions(slot)[0];
                published.put(name, term(graph, slot, known, numbers));
            }
        }
        return published;
    }

    private static int term(
            TaskGraph graph, int slot, Map<Integer, Integer> known, Map<List<Object>, Integer> numbers) {
        Integer before = known.get(slot);
        if (before != null) {
            return before;
        }
        int task = graph.producer(slot);
        TaskFamily family = graph.family(task);
        List<Object> parts = new ArrayList<>(List.of(family.signature().qualifiedName()));
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), graph.positions(task));
        for (Argument argument : family.arguments()) {
            parts.add(argument instanceof Argument.Value value ? evaluator.evaluate(value.scalar()) : "dataset");
        }
        for (int input : graph.inputs().row(task)) {
            parts.add(term(graph, input, known, numbers));
        }
        int number = numbers.computeIfAbsent(parts, p -> numbers.size());
        known.put(slot, number);
        return number;
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void usedEqualsWrittenByHand(@ForAll("cases") Case c) {
        TaskGraph used = used(c);
        TaskGraph byHand = byHand(c);
        Map<List<Object>, Integer> numbers = new HashMap<>();
        assertThat(terms(used, numbers)).isEqualTo(terms(byHand, numbers));
        assertThat(used.taskCount()).isEqualTo(byHand.taskCount());
        OptimizedGraph first = Optimizer.standard(TWO_WORKERS).optimize(used);
        OptimizedGraph second = Optimizer.standard(TWO_WORKERS).optimize(byHand);
        assertThat(first.units().rows()).isEqualTo(second.units().rows());
    }

    /** Each part of an array stands apart from the others; the numbers choose which of its coordinates there are. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void dimsThatAreNotDeclaredHaveJustTheCoordinatesOfWhatIsGiven(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 40) Integer> parts, @ForAll boolean listed) {
        StringBuilder main = new StringBuilder("flow f\nuse grid\nuse flow \"post.flow\" as post\ndim i = "
                + (listed ? "[7, 3, 20, 11, 0]" : "0..40 by 2") + "\n");
        for (int n = 0; n < parts.size(); n++) {
            int c = parts.get(n);
            main.append("a[")
                    .append(c % 5 == 0 ? Integer.toString(100 * n) : "i + " + 100 * n)
                    .append(']');
            main.append(
                    c % 5 == 0 || c % 5 == 1 ? "" : c % 5 == 2 ? " where i > " + c : " where i * i % 7 == " + c % 7);
            main.append(" = grid.read(\"x\")\n");
        }
        TaskGraph graph = new FlowFolder()
                .with("main.flow", main + "u = post(a)\npublish u.y\n")
                .with("post.flow", """
                        flow post
                        use grid
                        input x[k] : tensor<f64>[..]
                        y[k] = grid.smooth(x[k], 1)
                        output y
                        """)
                .graph("main.flow");
        DatasetArray given = graph.arrays().get(0);
        DatasetArray made = graph.arrays().get(1);
        assertThat(made.axes().get(0).domain()).isEqualTo(given.axes().get(0).domain());
        assertThat(graph.taskCount()).isEqualTo(2 * given.size());
    }

    private static OptimizedGraph optimized(String main, String post) {
        return Optimizer.standard(TWO_WORKERS)
                .optimize(new FlowFolder()
                        .with("main.flow", main)
                        .with("post.flow", post)
                        .graph("main.flow"));
    }

    @Test
    void equalUsesBecomeOne() {
        OptimizedGraph graph = optimized("""
                flow main
                use grid
                use flow "post.flow" as post
                dim s = 0..12 by 6
                raw[s] = grid.read("{s}")
                a = post(raw, radius: 2)
                b = post(raw, radius: 1 + 1)
                c = post(raw, radius: 3)
                publish a.y, b.y, c.y
                """, """
                flow post
                use grid
                input x[i] : tensor<f64>[..]
                param radius : int
                y[i] = grid.smooth(x[i], radius)
                output y
                """);
        assertThat(graph.decisions())
                .filteredOn(d -> d.pass().equals("DeduplicateTasks"))
                .extracting(Decision::subject, Decision::count)
                .containsExactly(tuple("b.y", 3L));
    }

    @Test
    void pathsFuseOverTheBorder() {
        OptimizedGraph graph = optimized("""
                flow main
                use grid
                use flow "post.flow" as post
                dim s = 0..12 by 6
                raw[s] = grid.read("{s}")
                a = post(raw)
                z[s] = grid.smooth(a.y[s], 4)
                publish z
                """, """
                flow post
                use grid
                input x[i] : tensor<f64>[..]
                y[i] = grid.smooth(x[i], 2)
                output y
                """);
        assertThat(graph.units().rows()).isEqualTo(3);
        assertThat(graph.units().size(0)).isEqualTo(3);
    }

    @Test
    void whatNobodyReadsOfAUsedFlowDoesNotRun() {
        OptimizedGraph graph = optimized("""
                flow main
                use grid
                use flow "post.flow" as post
                dim s = 0..12 by 6
                raw[s] = grid.read("{s}")
                a = post(raw)
                publish a.y
                """, """
                flow post
                use grid
                input x[i] : tensor<f64>[..]
                y[i] = grid.smooth(x[i], 2)
                z[i] = grid.smooth(y[i], 2)
                output y, z
                publish z
                """);
        assertThat(graph.decisions())
                .filteredOn(d -> d.pass().equals("CullUnreachable"))
                .extracting(Decision::subject)
                .containsExactly("a.z");
    }
}
