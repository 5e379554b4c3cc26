package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.compiler.TestCatalog;
import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.dsl.Parser;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.graph.TaskGraph;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large graphs are made in proportion to their size; too large ones are refused at once. */
@Timeout(60)
class LimitsTest {
    @Test
    void aMillionInstancesOfAStencil() {
        long start = System.nanoTime();
        TaskGraph graph = Flows.graph("""
                flow stencil
                use grid
                use linalg
                dim t = 1..1000
                dim x = 0..999
                u[0, x] = grid.read("{x}")
                u[t, 0] = grid.smooth(u[t - 1, 0], 1)
                u[t, 999] = grid.smooth(u[t - 1, 999], 1)
                u[t, x] where x > 0 && x < 999 = linalg.gemm(u[t - 1, x - 1], u[t - 1, x], u[t - 1, x + 1])
                publish u[1000, x]
                """);
        System.out.println("1,001,000 tasks and 2,996,000 edges lowered in "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        assertThat(graph.taskCount()).isEqualTo(1000 + 1000 * 1000);
        assertThat(graph.inputs().total()).isEqualTo(1000 * 2 + 1000 * 998 * 3);
        assertThat(graph.publications().get(0).slots()).hasSize(1000);
    }

    @Test
    void aChainOfAMillionNeedsNoDeepStack() {
        TaskGraph graph = Flows.graph("""
                flow chain
                use grid
                dim i = 1..1000000
                a[0] = grid.read("x")
                a[i] = grid.smooth(a[i - 1], 1)
                publish a[1000000]
                """);
        assertThat(graph.taskCount()).isEqualTo(1_000_001);
        assertThat(graph.producer(graph.inputs().get(graph.taskCount() - 1, 0))).isEqualTo(graph.taskCount() - 2);
    }

    @Test
    void aCircleOfAMillionIsToldInShort() {
        String report = Flows.report("""
                flow circle
                use grid
                dim i = 1..1000000
                a[0] = grid.smooth(a[1000000], 1)
                a[i] = grid.smooth(a[i - 1], 1)
                publish a
                """);
        assertThat(report)
                .contains("error[F0403]")
                .contains("a[i: 0] -> a[i: 1] ->")
                .contains("-> a[i: 0]")
                .contains("more");
        assertThat(report.length()).isLessThan(2000);
    }

    @Test
    void aDimOfATrillionIsOneError() {
        assertThat(Flows.report("flow f\nuse grid\ndim i = 1..1000000000000\na[i] = grid.read(\"x\")\npublish a\n"))
                .isEqualTo("""
                        error[F0602]: `i` has 1,000,000,000,000 coordinates, at most 100,000,000 are possible
                         --> test.flow:3:9
                          |
                        3 | dim i = 1..1000000000000
                          |         ^^^^^^^^^^^^^^^^
                          = help: let one task work on a block of coordinates, and make the blocks the dim
                        """);
    }

    @Test
    void everyLimitIsOneError() {
        String dims = "flow f\nuse grid\ndim i = 0..<100000\ndim j = 0..<100000\n";
        assertThat(Flows.report(dims + "a[i, j] = grid.read(\"x\")\npublish a\n"))
                .startsWith("error[F0603]");
        assertThat(Flows.report(dims + "a[i, j] where i == j = grid.read(\"x\")\npublish a\n"))
                .startsWith("error[F0604]");
        assertThat(Flows.report(dims + "a[i, j] where i * j % 7919 == 1 = grid.read(\"x\")\npublish a\n"))
                .startsWith("error[F0605]");
        assertThat(Flows.report(dims + "a[i] = grid.read(\"x\")\nb[i] = grid.mean(a[*])\npublish b\n"))
                .startsWith("error[F0603]")
                .contains("dependencies");
        assertThat(Flows.report("flow f\nuse grid\ndim i = 0 .. 9223372036854775807 - 1\na[i] = grid.read(\"x\")\n"))
                .startsWith("error[F0602]");
    }

    /** Whoever compiles what strangers write sets them lower. */
    @Test
    void lowerLimitsAreKept() {
        assertThat(refused("a[i] = grid.read(\"x\")")).containsExactly("F0603");
        assertThat(refused("a[1] = grid.read(\"x\")\nb[j] = grid.mean([a[1], a[1], a[1]])"))
                .containsExactly("F0603");
        String generator = " = lorenz.forecast(grid.read(\"x\"), every: 1h) yields i";
        assertThat(refused("a[i]" + generator)).containsExactly("F0604");
        assertThat(refused("a[i, 1]" + generator + "\na[0, 1] = grid.read(\"x\")"))
                .containsExactly("F0604");
        assertThat(refused("a[i] where i * i % 7919 == 1 = grid.read(\"x\")")).containsExactly("F0605");
    }

    private static List<String> refused(String equations) {
        String text = "use grid\nuse lorenz\ndim i = 1..90000000\ndim j = 1..900\n" + equations + "\npublish a\n";
        Limits limits = new Limits(1000, 2000, 3000, 4000);
        return new FrontEnd(TestCatalog.standard(), glob -> List.of(), FlowSources.none(), limits)
                .compile(Parser.parseWithErrors(SourceText.of("test.flow", text)), Map.of()).diagnostics().stream()
                        .map(d -> d.code().id())
                        .toList();
    }

    @Test
    void guardsThatCompareIndicesAreSolved() {
        TaskGraph graph = Flows.graph("""
                flow corner
                use grid
                dim i = 0..<100000000
                dim j = 0..<100000000
                a[i, j] where i >= 99999990 && 2 * j < 7 && i + j <= 99999999 = grid.read("x")
                publish a
                """);
        assertThat(graph.taskCount()).isEqualTo(4 * 10 - 1 - 2 - 3);
        assertThat(graph.slotCount()).isEqualTo(40);
    }

    @Test
    void sparseGuardsTakeAsLongAsTheirPoints() {
        String start = "flow f\nuse grid\ndim i = 0..<1000000\ndim j = 0..<1000000\ndim k = 0..<200\ndim t = 0..<64\n";
        assertThat(Flows.report(start + "a[i, j] where abs(i - j) <= 1 = grid.read(\"x\")\npublish a\n"))
                .startsWith(
                        "error[F0604]: the indices of `a` have 1,000,000,000,000 combinations for 2,999,998 datasets")
                .contains("help: along a diagonal, let an index be the distance from it");
        assertThat(Flows.graph(start + "a[i, j] where j == 0 && i % 250000 == 7 = grid.read(\"x\")\npublish a\n")
                        .taskCount())
                .isEqualTo(4);
        assertThat(Flows.graph(start
                                + "a[t, j] where j < 1000 && j < pow(2, min(t, 62)) = grid.read(\"x\")\npublish a\n")
                        .taskCount())
                .isEqualTo(1023 + 54 * 1000);
        assertThat(Flows.graph(start
                                + "a[i, k] where log2(i + 1) == k && pow(2, log2(i + 1)) == i + 1 = grid.read(\"x\")\n"
                                + "publish a\n")
                        .taskCount())
                .isEqualTo(20);
        TaskGraph triangles = Flows.graph("""
                flow triangles
                use grid
                dim k = 0..<200
                dim i = 0..<200
                dim j = 0..<200
                a[k, i, j] where k < j && j < i = grid.read("x")
                publish a[0, 199, 100]
                """);
        assertThat(triangles.taskCount()).isEqualTo(200 * 199 * 198 / 6);
    }
}
