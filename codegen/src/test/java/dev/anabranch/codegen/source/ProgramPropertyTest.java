package dev.anabranch.codegen.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.codegen.compile.MethodSizes;
import dev.anabranch.codegen.fixture.DirectRun;
import dev.anabranch.codegen.fixture.Flows;
import dev.anabranch.codegen.fixture.PlanFixture;
import dev.anabranch.codegen.fixture.RecordingWorker;
import dev.anabranch.codegen.fixture.RecordingWorker.Done;
import dev.anabranch.codegen.fixture.TestRun;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Whatever the order and however it is cut up: programs run the plan's tasks, on the graph's datasets. */
class ProgramPropertyTest {
    @Provide
    Arbitrary<TaskGraph> graphs() {
        return Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.integers().between(1, 7),
                                Arbitraries.integers().between(1, 3).map(days -> 4 * days))
                        .as(Flows::ensemble),
                Arbitraries.integers().between(1, 8).map(Flows::cholesky),
                Arbitraries.integers().between(1, 12).map(Flows::chain),
                Arbitraries.integers().between(1, 9).map(Flows::borders),
                Arbitraries.integers().between(1, 5).map(Flows::scattered),
                Combinators.combine(
                                Arbitraries.integers().between(1, 70),
                                Arbitraries.integers().between(1, 3))
                        .as(Flows::reductions),
                Combinators.combine(
                                Arbitraries.integers().between(1, 12),
                                Arbitraries.integers().between(1, 9))
                        .as(Flows::stencil),
                Arbitraries.of(Flows.files(), Flows.values(), Flows.far()));
    }

    @Property(tries = 60)
    void programsDoWhatThePlanSays(
            @ForAll("graphs") TaskGraph graph,
            @ForAll long seed,
            @ForAll Regularity regularity,
            @ForAll boolean fused) {
        Random random = new Random(seed);
        int workers = 1 + random.nextInt(3);
        List<List<Integer>> orders = Orders.byKey(graph, workers, regularity.keys(graph, random), random.nextInt());
        Plan plan = PlanFixture.ofUnits(
                graph, orders.stream().map(order -> units(order, fused, random)).toList());
        try (BufferAllocator allocator = new RootAllocator()) {
            TestRun run = TestRun.of(graph, plan, allocator);
            List<AutoCloseable> tensors = new ArrayList<>();
            try {
                for (int worker = 0; worker < workers; worker++) {
                    checkTasks(
                            graph, run.order(worker), run.workers().get(worker).done(), fused);
                }
                checkOwn(run);
                Map<Integer, Object> expected = DirectRun.of(graph, allocator);
                expected.forEach((slot, value) -> {
                    collect(value, tensors);
                    collect(run.value(slot), tensors);
                    assertThat(text(run.value(slot)))
                            .as(graph.datasetName(slot))
                            .isEqualTo(text(value));
                });
                assertThat(MethodSizes.tooLarge(run.classes())).isEmpty();
            } finally {
                close(tensors);
            }
        }
    }

    /** No worker reads what another said that nobody else reads. */
    private static void checkOwn(TestRun run) {
        for (RecordingWorker maker : run.workers()) {
            for (RecordingWorker reader : run.workers()) {
                if (reader != maker) {
                    assertThat(reader.done().stream().flatMap(task -> task.reads().stream()))
                            .noneMatch(maker.kept()::get);
                }
            }
        }
    }

    /** Between the k-th start and finish of a worker the k-th task's datasets are read and written. */
    private static void checkTasks(TaskGraph graph, List<Integer> order, List<Done> done, boolean fused) {
        assertThat(done.stream().map(Done::task)).isEqualTo(order);
        for (Done task : done) {
            List<Integer> inputs =
                    Arrays.stream(graph.inputs().row(task.task())).boxed().toList();
            if (fused) {
                // What an earlier task of the unit made is in a variable.
                assertThat(inputs).containsAll(task.reads());
            } else {
                assertThat(task.reads()).as(graph.taskName(task.task())).isEqualTo(inputs);
            }
            assertThat(task.writes())
                    .isEqualTo(Arrays.stream(graph.outputs().row(task.task()))
                            .boxed()
                            .toList());
        }
    }

    /** Cuts an order into units of random length. */
    private static List<List<Integer>> units(List<Integer> order, boolean fused, Random random) {
        List<List<Integer>> units = new ArrayList<>();
        int at = 0;
        while (at < order.size()) {
            int end = fused ? Math.min(order.size(), at + 1 + random.nextInt(15)) : at + 1;
            units.add(order.subList(at, end));
            at = end;
        }
        return units;
    }

    private static String text(Object value) {
        return value instanceof DoubleTensor tensor ? Arrays.toString(tensor.toArray()) : value.toString();
    }

    private static void collect(Object value, List<AutoCloseable> tensors) {
        if (value instanceof DoubleTensor tensor) {
            tensors.add(tensor);
        }
    }

    private static void close(List<AutoCloseable> tensors) {
        for (AutoCloseable tensor : tensors) {
            try {
                tensor.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** How a test orders tasks. */
    enum Regularity {
        /** Family by family, as the graph numbers them. */
        BY_FAMILY,
        /** By one of the indices, across families. */
        BY_INDEX,
        /** By one of the indices, with some tasks out of place. */
        DISTURBED,
        /** Backwards as far as possible. */
        BACKWARDS,
        NONE;

        double[] keys(TaskGraph graph, Random random) {
            double[] keys = new double[graph.taskCount()];
            int axis = random.nextInt(3);
            for (int task = 0; task < keys.length; task++) {
                int[] positions = graph.positions(task);
                int position = axis < positions.length ? positions[axis] : 0;
                keys[task] = switch (this) {
                    case BY_FAMILY -> task;
                    case BY_INDEX -> position * 1000.0 + task / 1e6;
                    case DISTURBED -> random.nextInt(20) == 0 ? random.nextInt(5000) : position * 1000.0 + task / 1e6;
                    case BACKWARDS -> -task;
                    case NONE -> random.nextDouble();
                };
            }
            return keys;
        }
    }
}
