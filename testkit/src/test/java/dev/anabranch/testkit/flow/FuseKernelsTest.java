package dev.anabranch.testkit.flow;

import static dev.anabranch.testkit.flow.FlowAssert.assertThatFlow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.anabranch.compiler.analyse.TaskOrder;
import dev.anabranch.compiler.rewrite.CullUnreachable;
import dev.anabranch.compiler.rewrite.FuseKernels;
import dev.anabranch.compiler.rewrite.Optimizer;
import dev.anabranch.compiler.rewrite.Pass;
import dev.anabranch.compiler.rewrite.PassPipeline;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.ValueType.ScalarType;
import dev.anabranch.testkit.ReferenceExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(FlowsProvider.class)
@Domain(DomainContext.Global.class)
class FuseKernelsTest {
    private static final Cluster ONE = Cluster.threads("here", 1, 0);

    private static TaskGraph graph(String equations) {
        return assertThatFlow("flow f\nuse lab\ndim i = 0..<4\n" + equations).graph();
    }

    private static OptimizedGraph fused(TaskGraph graph, Cluster cluster) {
        return optimized(graph, new CullUnreachable(), new FuseKernels(cluster));
    }

    private static OptimizedGraph optimized(TaskGraph graph, Pass... passes) {
        return new Optimizer(new PassPipeline(List.of(passes))).optimize(graph);
    }

    /** What is called for the tasks that are left, a family once. */
    private static List<String> calls(OptimizedGraph graph) {
        return IntStream.range(0, graph.units().rows())
                .mapToObj(unit -> graph.graph().family(graph.units().get(unit, 0)))
                .distinct()
                .map(family -> family.name() + " = " + family.signature().qualifiedName())
                .toList();
    }

    @Example
    void anExpressionIsOneTask() {
        OptimizedGraph fused = fused(graph("""
                        x[i] = lab.make(i)
                        y[i] = (x[i] - 1.5) * 2.0 + x[i]
                        c[i] = y[i] <= 3.0 && !(x[i] > 1.5)
                        publish y, c
                        """), ONE);
        assertThat(calls(fused))
                .containsExactly(
                        "x = lab.make", "y = fused.subtract+multiply+add", "c = fused.lessOrEqual+greater+not+and");
        TaskFamily y = fused.graph().families().stream()
                .filter(family -> family.name().equals("y"))
                .findFirst()
                .orElseThrow();
        assertThat(((Scalar.Literal) ((Argument.Value) y.arguments().get(0)).scalar()).value())
                .isEqualTo("elementwise.add:tensor<f64>,tensor<f64>(elementwise.multiply:tensor<f64>,f64("
                        + "elementwise.subtract:tensor<f64>,f64($0:tensor<f64>,$1:f64),$2:f64),$0:tensor<f64>)");
        assertThat(fused.decisions())
                .filteredOn(decision -> decision.pass().equals("FuseKernels"))
                .extracting(Decision::subject, Decision::count)
                .containsExactly(tuple("y", 8L), tuple("c", 12L));
        assertThat(fused.decisions().get(fused.decisions().size() - 1).reason())
                .matches("one pass over the data: 12 tasks fewer, .* not written and not read again, .* of work saved");
    }

    @Example
    void namedIntermediatesFuseToo() {
        assertThat(calls(fused(graph("""
                        x[i] = lab.make(i)
                        a[i] = x[i] * 2.0
                        b[i] = a[i] + 1.0
                        publish b
                        """), ONE))).containsExactly("x = lab.make", "b = fused.multiply+add");
    }

    @Example
    void whatIsPublishedKeptOrReadElsewhereStays() {
        assertThat(calls(fused(graph("""
                        x[i] = lab.make(i)
                        a[i] = x[i] * 2.0
                        b[i] = a[i] + 1.0
                        k[i] = x[i] * 3.0 @keep
                        l[i] = k[i] + 1.0
                        r[i] = x[i] * 4.0
                        s[i] = r[i] + 1.0
                        t[i] = lab.shift(r[i])
                        publish a, b, l, s, t
                        """), ONE)))
                .allSatisfy(call -> assertThat(call).doesNotContain("fused."));
    }

    /** Each is read by its own instance and by the next one. */
    @Example
    void nothingIsComputedTwice() {
        assertThat(calls(fused(graph("""
                        x[i] = lab.make(i)
                        a[i] = x[i] * 2.0
                        b[i] where i > 0 = a[i] - a[i - 1]
                        publish b
                        """), ONE)))
                .containsExactly(
                        "x = lab.make",
                        "a = elementwise.multiply:tensor<f64>,f64",
                        "b = elementwise.subtract:tensor<f64>,tensor<f64>");
    }

    /** A sum of five that is made step by step holds three at a time; in one loop it would hold six. */
    @Example
    void whereMemoryIsScarceNoTaskNeedsMoreThanBefore() {
        String equations = """
                x[i] = lab.make(i) @cost(size: 8MiB)
                s = x[0] + x[1]
                t = s + x[2]
                u = (t + x[3]) * 2.0
                publish u
                """;
        assertThat(calls(fused(graph(equations), Cluster.threads("here", 1, 1L << 30))))
                .containsExactly("x = lab.make", "u = fused.add+add+add+multiply");
        assertThat(calls(fused(graph(equations), Cluster.threads("here", 1, 32L << 20))))
                .containsExactly(
                        "x = lab.make",
                        "s = elementwise.add:tensor<f64>,tensor<f64>",
                        "t = elementwise.add:tensor<f64>,tensor<f64>",
                        "u = fused.add+multiply");
    }

    /** Truth values are an eighth of a byte each, what they are made of eight bytes. */
    @Example
    void hostsAreNotSentMoreThanBefore() {
        String equations = """
                x[i] = lab.make(i) @cost(size: 8MiB)
                y[i] = lab.make(i + 100) @cost(size: 8MiB)
                c[i] = x[i] > 1.0 && y[i] > 2.0
                publish c
                """;
        Link slow = new Link(1e-3, 1e8);
        Cluster two = Cluster.of(
                List.of(new Host("a", List.of(1.0), 0, List.of()), new Host("b", List.of(1.0), 0, List.of())),
                slow,
                slow);
        assertThat(calls(fused(graph(equations), ONE))).contains("c = fused.greater+greater+and");
        assertThat(calls(fused(graph(equations), two))).contains("c = elementwise.and:tensor<bool>,tensor<bool>");
    }

    /** Sums of eight tensors: on one worker in one pass, on several in passes that could run at once. */
    @Example
    void chainsDoNotGetLonger() {
        String equations = """
                x[i] = lab.make(i) @cost(size: 8MiB)
                s = ((x[0] + x[1]) + (x[2] + x[3])) + ((x[0] * x[1]) + (x[2] * x[3]))
                publish s
                """;
        assertThat(calls(fused(graph(equations), ONE))).containsExactly("x = lab.make", "s = fused.add+add+add+4more");
        Cluster four = Cluster.threads("here", 4, 0);
        TaskGraph graph = graph(equations);
        assertThat(longest(fused(graph, four))).isLessThanOrEqualTo(longest(OptimizedGraph.of(graph)) * (1 + 1e-9));
    }

    /** What is there early is compared while the other is still made; both at once would be done later. */
    @Example
    void whatComesLateIsNotKeptWaiting() {
        TaskGraph graph = graph("""
                early[i] = lab.make(i) @cost(time: 1ms, size: 8MiB)
                late[i] = lab.make(i + 100) @cost(time: 1s, size: 8MiB)
                c[i] = early[i] > 1.0 && late[i] > 2.0
                publish c
                """);
        OptimizedGraph after = fused(graph, Cluster.threads("here", 2, 0));
        assertThat(calls(after)).contains("c = fused.greater+and");
        assertThat(longest(after)).isLessThan(longest(OptimizedGraph.of(graph)));
    }

    @Property(tries = 150)
    void meaningStaysAndNothingGetsDearer(@ForAll GeneratedFlow flow, @ForAll Cluster cluster) {
        TaskGraph graph = assertThatFlow(flow).graph();
        OptimizedGraph before = optimized(graph, new CullUnreachable());
        OptimizedGraph after = fused(graph, cluster);
        assertThat(ReferenceExecutor.run(after.graph())).isEqualTo(ReferenceExecutor.run(graph));
        assertThat(work(after)).isLessThanOrEqualTo(work(before) * (1 + 1e-9));
        assertThat(after.units().rows()).isLessThanOrEqualTo(before.units().rows());
        if (cluster.workers() > 1) {
            assertThat(longest(after)).isLessThanOrEqualTo(longest(before) * (1 + 1e-9));
        }
    }

    private static double work(OptimizedGraph graph) {
        return IntStream.range(0, graph.units().rows()).mapToDouble(graph::work).sum();
    }

    /** The longest chain of tasks that are left, in seconds. */
    private static double longest(OptimizedGraph graph) {
        TaskGraph tasks = graph.graph();
        double[] finish = new double[tasks.taskCount()];
        double longest = 0;
        for (int task : TaskOrder.of(tasks)) {
            if (graph.unitOf(task) < 0) {
                continue;
            }
            double start = 0;
            for (int i = 0; i < tasks.inputs().size(task); i++) {
                start = Math.max(start, finish[tasks.producer(tasks.inputs().get(task, i))]);
            }
            finish[task] = start + tasks.work(task);
            longest = Math.max(longest, finish[task]);
        }
        return longest;
    }

    /** A pass that fuses, and then says another expression. */
    private record Spoiling(FuseKernels pass, String from, String to) implements Pass {
        @Override
        public String name() {
            return "Spoiling";
        }

        @Override
        public OptimizedGraph apply(OptimizedGraph graph) {
            OptimizedGraph fused = pass.apply(graph);
            TaskGraph tasks = fused.graph();
            List<TaskFamily> families = new ArrayList<>();
            int[][] positions = new int[tasks.families().size()][];
            for (TaskFamily family : tasks.families()) {
                families.add(family.signature().library().equals("fused") ? spoilt(family) : family);
                int first = tasks.firstTask(family.id());
                positions[family.id()] = IntStream.range(first, first + tasks.taskCount(family.id()))
                        .flatMap(task -> IntStream.of(tasks.positions(task)))
                        .toArray();
            }
            IntRows units = fused.units();
            long[] bytes = IntStream.range(0, tasks.slotCount())
                    .mapToLong(tasks::bytes)
                    .toArray();
            double[] work = IntStream.range(0, tasks.taskCount())
                    .mapToDouble(tasks::work)
                    .toArray();
            return graph.withGraph(
                    new TaskGraph(
                            tasks.flow(),
                            tasks.arrays(),
                            families,
                            tasks.publications(),
                            positions,
                            tasks.inputs(),
                            tasks.outputs(),
                            work,
                            bytes),
                    units,
                    List.of());
        }

        private TaskFamily spoilt(TaskFamily family) {
            List<Argument> arguments = new ArrayList<>(family.arguments());
            String text = (String) ((Scalar.Literal) ((Argument.Value) arguments.get(0)).scalar()).value();
            arguments.set(0, new Argument.Value(new Scalar.Literal(ScalarType.STRING, text.replace(from, to))));
            return new TaskFamily(
                    family.id(),
                    family.name(),
                    family.axes(),
                    family.signature(),
                    arguments,
                    family.outputs(),
                    family.cost(),
                    family.requirements(),
                    family.origin());
        }
    }

    @Example
    void theVerifierFindsAnotherExpression() {
        TaskGraph graph = graph("""
                x[i] = lab.make(i)
                y[i] = lab.make(i + 100)
                z[i] = (x[i] - y[i]) * 2.0 + 2.5
                publish z
                """);
        for (List<String> change : List.of(
                List.of("elementwise.subtract", "elementwise.add"),
                List.of("$0:tensor<f64>,$1", "$1:tensor<f64>,$0"),
                List.of("$2:f64", "$3:f64"))) {
            assertThatThrownBy(() -> optimized(graph, new Spoiling(new FuseKernels(ONE), change.get(0), change.get(1))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("after Spoiling: z[i: 0] computes something else");
        }
        assertThat(optimized(graph, new Spoiling(new FuseKernels(ONE), "$7", "$8"))
                        .units()
                        .rows())
                .isEqualTo(12);
    }
}
