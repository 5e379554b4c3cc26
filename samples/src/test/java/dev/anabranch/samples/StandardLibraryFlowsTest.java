package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.codegen.signature.ClassPathCatalog;
import dev.anabranch.compiler.lower.FrontEnd;
import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.dsl.Parser;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Typical flows compile with the real libraries, and have the tasks and edges that a pencil counts. */
class StandardLibraryFlowsTest {
    private static final List<String> FILES = List.of("orders/1.parquet", "orders/2.parquet", "orders/3.parquet");

    private static TaskGraph graph(String text, Map<String, String> params) {
        ClassPathCatalog catalog = ClassPathCatalog.over(StandardLibraryFlowsTest.class.getClassLoader());
        var checked = new FrontEnd(catalog, glob -> FILES, FlowSources.none())
                .compile(Parser.parseWithErrors(SourceText.of("test.flow", text)), params);
        return checked.value()
                .orElseThrow(() -> new AssertionError(DiagnosticPrinter.plain().print(checked.diagnostics())));
    }

    private static List<String> reads(TaskGraph graph, String dataset) {
        for (int task = 0; task < graph.taskCount(); task++) {
            for (int output : graph.outputs().row(task)) {
                if (graph.datasetName(output).equals(dataset)) {
                    List<String> names = new ArrayList<>();
                    for (int slot : graph.inputs().row(task)) {
                        names.add(graph.datasetName(slot));
                    }
                    return names;
                }
            }
        }
        throw new AssertionError("nothing defines " + dataset);
    }

    @Test
    void statisticsOfAnEnsemble() {
        TaskGraph graph = graph("""
                /// Ensemble statistics of 2 m temperature.
                flow ensemble

                use grid
                param root  : path
                param limit : float = 273.15

                dim member = 1..50
                dim step   = 0..240 by 6

                t2[member, step] = grid.read("{root}/{member}_{step}.grib")        @cost(time: 40ms, size: 6.6MiB)

                mean[step]   = grid.mean(t2[*, step])
                spread[step] = grid.std(t2[*, step])
                frost[step]  = grid.fraction(t2[*, step] <= limit)

                dim day = 0..9
                low[member, day] = grid.min(t2[member, 24*day .. 24*day + 18 by 6])
                trend[member, step] where step >= 6 = t2[member, step] - t2[member, step - 6]

                publish mean[step] as "t2m/mean" with { step_id: step, units: "K" }
                publish spread, frost, low
                """, Map.of("root", "/fields"));
        int fields = 50 * 41;
        int trends = 50 * 40;
        assertThat(graph.taskCount()).isEqualTo(fields + 41 + 41 + fields + 41 + 50 * 10 + trends);
        assertThat(graph.inputs().total()).isEqualTo(fields + fields + (fields + fields) + 50 * 10 * 4 + 2 * trends);
        assertThat(reads(graph, "low[member: 50, day: 9]"))
                .containsExactly(
                        "t2[member: 50, step: 216]",
                        "t2[member: 50, step: 222]",
                        "t2[member: 50, step: 228]",
                        "t2[member: 50, step: 234]");
        assertThat(reads(graph, "trend[member: 1, step: 240]"))
                .containsExactly("t2[member: 1, step: 240]", "t2[member: 1, step: 234]");
        assertThat(graph.publications()).hasSize(4);
    }

    @Test
    void tilesOfAFactorization() {
        TaskGraph graph = graph("""
                flow cholesky                                  // guards: one array, several equations
                use linalg
                param n : int = 16
                dim i = 0..<n
                dim j = 0..<n
                dim k = 0..<n
                s[i, j, 0]     where j <= i          = linalg.tile(i, j)
                l[k, k]                              = linalg.potrf(s[k, k, k])
                l[i, k]        where i > k           = linalg.trsm(l[k, k], s[i, k, k])
                s[i, i, k + 1] where k < i           = linalg.syrk(s[i, i, k], l[i, k])
                s[i, j, k + 1] where k < j && j < i  = linalg.gemm(s[i, j, k], l[i, k], l[j, k])
                publish l
                """, Map.of("n", "20"));
        int n = 20;
        int pairs = n * (n - 1) / 2;
        int triples = n * (n - 1) * (n - 2) / 6;
        assertThat(graph.taskCount()).isEqualTo(n + pairs + n + pairs + pairs + triples);
        assertThat(graph.inputs().total()).isEqualTo(n + 2 * pairs + 2 * pairs + 3 * triples);
        assertThat(reads(graph, "s[i: 19, j: 7, k: 4]"))
                .containsExactly("s[i: 19, j: 7, k: 3]", "l[i: 19, k: 3]", "l[i: 7, k: 3]");
    }

    @Test
    void forecastsThatYieldTheirSteps() {
        TaskGraph graph = graph("""
                flow forecast                                  // a generator: downstream starts while it still runs
                use lorenz
                dim member = 1..32
                dim step   = 1..40
                x0[member]          = lorenz.perturb(seed: member)
                state[member, step] = lorenz.forecast(x0[member], every: 6h) yields step
                mean[step]          = lorenz.mean(state[*, step])
                publish mean[step] with { step_id: step }
                """, Map.of());
        assertThat(graph.taskCount()).isEqualTo(32 + 32 + 40);
        assertThat(graph.outputs().total()).isEqualTo(32 + 32 * 40 + 40);
        assertThat(graph.inputs().total()).isEqualTo(32 + 40 * 32);
        assertThat(reads(graph, "state[member: 9, step: 40]")).containsExactly("x0[member: 9]");
    }

    @Test
    void revenueOfAFolderOfFiles() {
        TaskGraph graph = graph("""
                flow revenue                                   // tables: SQL over Arrow, one partition per file
                use table
                dim part = files("orders/*.parquet")
                orders[part] = table.scan(part)
                daily[part]  = table.sql("select day, sum(amt) as amt from orders group by day", orders: orders[part])
                total        = table.sql("select day, sum(amt) as amt from daily group by day order by day", daily: table.concat(daily[*]))
                publish total as "revenue/daily"
                """, Map.of());
        assertThat(graph.taskCount()).isEqualTo(3 + 3 + 1 + 1);
        assertThat(graph.inputs().total()).isEqualTo(3 + 3 + 1);
        assertThat(reads(graph, "daily[part: orders/2.parquet]")).containsExactly("orders[part: orders/2.parquet]");
    }

    @Test
    void aStencilWithFewNeighboursAtItsEdges() {
        TaskGraph graph = graph("""
                flow heat
                use lorenz
                param width : int = 100
                param steps : int = 100
                dim t = 0..<steps
                dim i = 0..<width
                u[0, i]             = lorenz.perturb(seed: i)
                u[t, i] where t > 0 = lorenz.mean(u[t - 1, max(0, i - 1) .. min(width - 1, i + 1)])
                publish u[steps - 1, i] with { cell: i }
                """, Map.of("width", "50", "steps", "9"));
        assertThat(graph.taskCount()).isEqualTo(50 * 9);
        assertThat(graph.inputs().total()).isEqualTo((3 * 50 - 2) * 8);
        assertThat(reads(graph, "u[t: 3, i: 49]")).containsExactly("u[t: 2, i: 48]", "u[t: 2, i: 49]");
    }
}
