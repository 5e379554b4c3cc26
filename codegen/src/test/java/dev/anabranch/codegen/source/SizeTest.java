package dev.anabranch.codegen.source;

import static dev.anabranch.codegen.fixture.Terms.ALWAYS;
import static dev.anabranch.codegen.fixture.Terms.index;
import static dev.anabranch.codegen.fixture.Terms.number;
import static dev.anabranch.codegen.fixture.Terms.output;
import static dev.anabranch.codegen.fixture.Terms.read;
import static dev.anabranch.codegen.fixture.Terms.single;
import static dev.anabranch.codegen.fixture.Terms.text;
import static dev.anabranch.codegen.fixture.Terms.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.codegen.compile.MethodSizes;
import dev.anabranch.codegen.fixture.FlowFixture;
import dev.anabranch.codegen.fixture.Flows;
import dev.anabranch.codegen.fixture.PlanFixture;
import dev.anabranch.codegen.fixture.RecordingWorker.Done;
import dev.anabranch.codegen.fixture.TestRun;
import dev.anabranch.codegen.fixture.Texts;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** Size follows the number of families, and no method or class comes near a limit. */
class SizeTest {
    private static TaskGraph families(int count, int size) {
        FlowFixture flow = new FlowFixture("many");
        Axis i = FlowFixture.range("i", 1, size);
        for (int f = 0; f < count; f++) {
            int array = flow.array("x" + f, ScalarType.STRING, i);
            flow.family(
                    f + 1,
                    "x" + f + "[i] = texts.make(\"x\", i, " + f + ")",
                    FlowFixture.task(Texts.class, "make"),
                    List.of(i),
                    ALWAYS,
                    List.of(value(text("x" + f)), value(index(0)), value(number(f))),
                    output(array, index(0)));
        }
        return flow.build();
    }

    private static List<Integer> shuffled(TaskGraph graph) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, graph.taskCount()).boxed().toList());
        Collections.shuffle(order, new Random(3));
        return order;
    }

    private static void runs(TaskGraph graph, List<Integer> order) {
        try (BufferAllocator allocator = new RootAllocator()) {
            TestRun run = TestRun.of(graph, PlanFixture.ofTasks(graph, List.of(order)), allocator);
            assertThat(run.workers().get(0).done().stream().map(Done::task)).isEqualTo(order);
            assertThat(MethodSizes.tooLarge(run.classes())).isEmpty();
        }
    }

    @Test
    void thousandFamiliesInAnyOrder() {
        TaskGraph graph = families(1000, 3);
        runs(graph, shuffled(graph));
    }

    @Test
    void thousandFamiliesInTheirOrder() {
        TaskGraph graph = families(1000, 3);
        runs(graph, IntStream.range(0, graph.taskCount()).boxed().toList());
    }

    @Test
    void thousandWorkers() {
        TaskGraph graph = families(1, 1000);
        Plan plan = PlanFixture.ofTasks(
                graph, IntStream.range(0, 1000).mapToObj(List::of).toList());
        TestRun run = TestRun.compiled(graph, plan);
        assertThat(run.sources().files()).hasSize(1001);
        assertThat(MethodSizes.tooLarge(run.classes())).isEmpty();
    }

    @Test
    void manyArgumentsInOneCall() {
        FlowFixture flow = new FlowFixture("wide");
        Axis i = FlowFixture.range("i", 1, 900);
        int x = flow.array("x", ScalarType.STRING, i);
        int all = flow.array("all", ScalarType.STRING);
        List<Argument> reads = new ArrayList<>();
        IntStream.rangeClosed(1, 900).forEach(n -> reads.add(read(x, number(901 - n))));
        TaskGraph graph = flow.family(
                        1,
                        "x[i] = texts.make(\"x\", i, i)",
                        FlowFixture.task(Texts.class, "make"),
                        List.of(i),
                        ALWAYS,
                        List.of(value(text("x".repeat(70_000))), value(index(0)), value(index(0))),
                        output(x, index(0)))
                .family(
                        2,
                        "all = texts.join(\" \", x[900], x[899], ...)",
                        FlowFixture.task(Texts.class, "join"),
                        List.of(),
                        ALWAYS,
                        List.of(value(text(" ")), new Argument.ListOf(reads)),
                        single(all))
                .build();
        runs(graph, IntStream.range(0, graph.taskCount()).boxed().toList());
    }

    @Test
    void aMillionTasksAreAFewLoops() {
        TaskGraph graph = families(10, 100_000);
        Plan plan = PlanFixture.ofTasks(
                graph, List.of(IntStream.range(0, graph.taskCount()).boxed().toList()));
        GeneratedSources sources = ProgramGenerator.generate(OptimizedGraph.of(graph), plan, "");
        assertThat(sources.dispatch().unit()).isEmpty();
        assertThat(sources.files().get(1).text().length()).isLessThan(10_000);
    }

    @Test
    void equalPlansGiveEqualPrograms() {
        TaskGraph first = Flows.cholesky(7);
        TaskGraph second = Flows.cholesky(7);
        GeneratedSources one = generated(first);
        GeneratedSources other = generated(second);
        assertThat(one.files()).isEqualTo(other.files());
        assertThat(one.coordinates().coordinate()).isEqualTo(other.coordinates().coordinate());
    }

    private static GeneratedSources generated(TaskGraph graph) {
        Plan plan = PlanFixture.ofTasks(graph, Orders.random(graph, 3, new Random(5)));
        return ProgramGenerator.generate(OptimizedGraph.of(graph), plan, "");
    }
}
