package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.compiler.TestCatalog;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The edges of affine stencils are those that evaluating every index of every instance in boxes gives. */
class StencilEdgesTest {
    /** {@code base + onI * i + onJ * j}, as text and as the scalar that it means. */
    record Form(long base, long onI, long onJ) {
        String text() {
            return base + " + " + "(" + onI + ") * i + (" + onJ + ") * j";
        }

        Scalar scalar() {
            return sum(sum(literal(base), times(onI, 0)), times(onJ, 1));
        }

        private static Scalar literal(long value) {
            return new Scalar.Literal(ScalarType.INT, value);
        }

        private static Scalar times(long factor, int axis) {
            return new Scalar.Binary(
                    Operator.MULTIPLY, literal(factor), new Scalar.Coordinate(axis, ScalarType.INT), ScalarType.INT);
        }

        private static Scalar sum(Scalar a, Scalar b) {
            return new Scalar.Binary(Operator.ADD, a, b, ScalarType.INT);
        }
    }

    /** {@code form < 0} and the like. */
    record Condition(Form form, Operator operator) {
        String text() {
            return form.text() + " " + operator.symbol() + " 0";
        }

        Scalar scalar() {
            return new Scalar.Binary(operator, form.scalar(), new Scalar.Literal(ScalarType.INT, 0L), ScalarType.BOOL);
        }
    }

    record Stencil(List<Domain> domains, List<Condition> guard, List<List<Form>> reads) {}

    @Provide
    Arbitrary<Stencil> stencils() {
        Arbitrary<Long> small = Arbitraries.longs().between(-3, 3);
        Arbitrary<Form> forms = Combinators.combine(Arbitraries.longs().between(-9, 9), small, small)
                .as(Form::new);
        Arbitrary<Condition> conditions = Combinators.combine(
                        forms,
                        Arbitraries.of(
                                Operator.LESS,
                                Operator.LESS_OR_EQUAL,
                                Operator.GREATER,
                                Operator.GREATER_OR_EQUAL,
                                Operator.EQUAL,
                                Operator.NOT_EQUAL))
                .as(Condition::new);
        Arbitrary<Domain> regular = Combinators.combine(
                        Arbitraries.longs().between(-20, 20),
                        Arbitraries.longs().between(1, 5),
                        Arbitraries.integers().between(1, 7))
                .as(Domain.Regular::new);
        Arbitrary<Domain> listed = Arbitraries.longs()
                .between(-9, 9)
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(Domain.Integers::new);
        Arbitrary<Domain> domains = Arbitraries.frequencyOf(Tuple.of(3, regular), Tuple.of(1, listed));
        return Combinators.combine(
                        domains.list().ofSize(2),
                        conditions.list().ofMaxSize(3),
                        forms.list().ofSize(2).list().ofMinSize(1).ofMaxSize(3))
                .as(Stencil::new);
    }

    private static String text(Domain domain) {
        return domain instanceof Domain.Regular regular
                ? regular.first() + " .. " + regular.value(regular.size() - 1) + " by " + regular.step()
                : ((Domain.Integers) domain).values().toString();
    }

    @Property
    void edgesAreThoseOfNaiveEvaluation(@ForAll("stencils") Stencil stencil) {
        List<Axis> axes = List.of(
                new Axis("i", stencil.domains().get(0)),
                new Axis("j", stencil.domains().get(1)));
        int[] at = new int[2];
        ScalarEvaluator evaluator = new ScalarEvaluator(axes, at);
        List<String> expected = new ArrayList<>();
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        long[] most = {Long.MIN_VALUE, Long.MIN_VALUE};
        for (at[0] = 0; at[0] < axes.get(0).size(); at[0]++) {
            for (at[1] = 0; at[1] < axes.get(1).size(); at[1]++) {
                if (!stencil.guard().stream().allMatch(c -> evaluator.truth(c.scalar()))) {
                    continue;
                }
                List<String> reads = new ArrayList<>();
                for (List<Form> read : stencil.reads()) {
                    long[] value = new long[2];
                    for (int k = 0; k < 2; k++) {
                        value[k] = evaluator.integer(read.get(k).scalar());
                        least[k] = Math.min(least[k], value[k]);
                        most[k] = Math.max(most[k], value[k]);
                    }
                    reads.add("a[p: " + value[0] + ", q: " + value[1] + "]");
                }
                expected.add("b[i: " + axes.get(0).domain().text(at[0]) + ", j: "
                        + axes.get(1).domain().text(at[1]) + "] <- " + reads);
            }
        }
        boolean none = expected.isEmpty();
        StringBuilder flow = new StringBuilder("flow stencil\nuse lib\n");
        flow.append("dim i = ").append(text(axes.get(0).domain())).append('\n');
        flow.append("dim j = ").append(text(axes.get(1).domain())).append('\n');
        for (int k = 0; k < 2; k++) {
            flow.append("dim ").append("pq".charAt(k)).append(" = ");
            flow.append(none ? 0 : least[k])
                    .append(" .. ")
                    .append(none ? 0 : most[k])
                    .append('\n');
        }
        flow.append("a[p, q] = lib.source()\nb[i, j]");
        for (int c = 0; c < stencil.guard().size(); c++) {
            flow.append(c == 0 ? " where " : " && ")
                    .append(stencil.guard().get(c).text());
        }
        flow.append(" = lib.join([");
        for (int r = 0; r < stencil.reads().size(); r++) {
            List<Form> read = stencil.reads().get(r);
            flow.append(r == 0 ? "" : ", ");
            flow.append("a[")
                    .append(read.get(0).text())
                    .append(", ")
                    .append(read.get(1).text())
                    .append("]");
        }
        flow.append("])\npublish b\n");
        TestCatalog catalog =
                new TestCatalog().add("lib", "source() tensor<f64>", "join(all: list<tensor<f64>>) tensor<f64>");
        var checked = Flows.compile(catalog, flow.toString());
        TaskGraph graph = checked.value()
                .orElseThrow(() ->
                        new AssertionError(flow + DiagnosticPrinter.plain().print(checked.diagnostics())));
        assertThat(edges(graph, "b")).isEqualTo(expected);
    }

    private static List<String> edges(TaskGraph graph, String family) {
        List<String> edges = new ArrayList<>();
        for (int task = 0; task < graph.taskCount(); task++) {
            if (graph.family(task).name().equals(family)) {
                List<String> reads = new ArrayList<>();
                for (int slot : graph.inputs().row(task)) {
                    reads.add(graph.datasetName(slot));
                }
                edges.add(graph.taskName(task) + " <- " + reads);
            }
        }
        return edges;
    }

    @Property
    void rangesReadWhatIsDefinedOfThem(
            @ForAll("ends") long from,
            @ForAll("ends") long length,
            @ForAll("steps") long by,
            @ForAll("steps") long step) {
        Domain.Regular defined = new Domain.Regular(-5, step, 6);
        List<String> expected = LongStream.iterate(from, v -> v <= from + length, v -> v + by)
                .filter(v -> defined.position(v) >= 0)
                .mapToObj(v -> "a[p: " + v + "]")
                .toList();
        String flow = "flow ranges\nuse grid\ndim p = " + text(defined) + "\na[p] = grid.read(\"x\")\n"
                + "b = grid.mean(a[" + from + " .. " + (from + length) + " by " + by + "])\npublish b\n";
        if (expected.isEmpty()) {
            assertThat(Flows.report(flow)).startsWith("error[F0404]");
        } else {
            assertThat(Flows.reads(Flows.graph(flow), "b")).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<Long> ends() {
        return Arbitraries.longs().between(0, 40);
    }

    @Provide
    Arbitrary<Long> steps() {
        return Arbitraries.longs().between(1, 6);
    }
}
