package dev.anabranch.codegen.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.codegen.fixture.Flows;
import dev.anabranch.codegen.fixture.PlanFixture;
import dev.anabranch.codegen.fixture.TestRun;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whole generated classes beside those that were read and found good; {@code -Dgolden.update=true} rewrites them. */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @Test
    void ensembleOnTwoWorkers() throws IOException {
        TaskGraph graph = Flows.ensemble(6, 8);
        check("ensemble", graph, PlanFixture.ofTasks(graph, byFirstIndex(graph, 2)));
    }

    @Test
    void choleskyByColumns() throws IOException {
        TaskGraph graph = Flows.cholesky(6);
        check("cholesky", graph, PlanFixture.ofTasks(graph, List.of(columnByColumn(graph, 6))));
    }

    @Test
    void fusedChain() throws IOException {
        TaskGraph graph = Flows.chain(9);
        List<List<Integer>> units = new ArrayList<>();
        for (int part = 0; part < 9; part++) {
            int first = part;
            units.add(IntStream.range(0, 4)
                    .mapToObj(f -> graph.firstTask(f) + first)
                    .toList());
        }
        check("chain", graph, PlanFixture.ofUnits(graph, List.of(units)));
    }

    @Test
    void listedAxes() throws IOException {
        TaskGraph graph = Flows.files();
        check("files", graph, PlanFixture.ofTasks(graph, List.of(inOrder(graph))));
    }

    @Test
    void valuesOfEveryKind() throws IOException {
        TaskGraph graph = Flows.values();
        check("values", graph, PlanFixture.ofTasks(graph, List.of(inOrder(graph))));
    }

    @Test
    void datasetsThatMayBeAbsent() throws IOException {
        TaskGraph graph = Flows.borders(8);
        check("borders", graph, PlanFixture.ofTasks(graph, List.of(inOrder(graph))));
    }

    @Test
    void outputsThatAreNotNeighbours() throws IOException {
        TaskGraph graph = Flows.scattered(3);
        check("scattered", graph, PlanFixture.ofTasks(graph, List.of(inOrder(graph))));
    }

    @Test
    void aggregatesInParts() throws IOException {
        TaskGraph graph = Flows.reductions(40, 3);
        check("reductions", graph, PlanFixture.ofTasks(graph, List.of(inOrder(graph))));
    }

    @Test
    void irregularOrder() throws IOException {
        TaskGraph graph = Flows.cholesky(9);
        check("irregular", graph, PlanFixture.ofTasks(graph, Orders.random(graph, 1, new Random(7))));
    }

    @Test
    void bordersOfBlocksAreToldFromTheRest() throws IOException {
        TaskGraph graph = Flows.stencil(32, 50);
        List<List<Integer>> halves = IntStream.range(0, 2)
                .mapToObj(half -> inOrder(graph).stream()
                        .filter(task -> graph.position(task, 1) / 16 == half)
                        .toList())
                .toList();
        check("blocks", graph, PlanFixture.ofTasks(graph, halves));
    }

    private static List<Integer> inOrder(TaskGraph graph) {
        return IntStream.range(0, graph.taskCount()).boxed().toList();
    }

    /** Every other instance of a family's first index goes to the second worker. */
    private static List<List<Integer>> byFirstIndex(TaskGraph graph, int workers) {
        return IntStream.range(0, workers)
                .mapToObj(worker -> IntStream.range(0, graph.taskCount())
                        .filter(task -> graph.position(task, 0) % workers == worker)
                        .boxed()
                        .toList())
                .toList();
    }

    /** The right-looking order of a factorisation by hand. */
    private static List<Integer> columnByColumn(TaskGraph graph, int n) {
        List<Integer> order = new ArrayList<>();
        add(graph, 0, -1, order);
        for (int k = 0; k < n; k++) {
            for (int family = 1; family <= 4; family++) {
                add(graph, family, k, order);
            }
        }
        add(graph, 5, -1, order);
        return order;
    }

    /** The tasks of a family whose last index is k, or all. */
    private static void add(TaskGraph graph, int family, int k, List<Integer> order) {
        int last = graph.families().get(family).axes().size() - 1;
        IntStream.range(graph.firstTask(family), graph.firstTask(family) + graph.taskCount(family))
                .filter(task -> k < 0 || graph.position(task, last) == k)
                .forEach(order::add);
    }

    private static void check(String folder, TaskGraph graph, Plan plan) throws IOException {
        TestRun run = TestRun.compiled(graph, plan);
        for (SourceFile file : run.sources().files()) {
            String name = file.qualifiedName().substring(file.qualifiedName().lastIndexOf('.') + 1);
            Path golden = FOLDER.resolve(folder).resolve(name + ".java");
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, file.text());
            }
            assertThat(file.text()).as(golden.toString()).isEqualTo(Files.readString(golden));
        }
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            assertThat(files.count()).isEqualTo(run.sources().files().size());
        }
    }
}
