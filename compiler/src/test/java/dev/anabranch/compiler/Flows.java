package dev.anabranch.compiler;

import dev.anabranch.compiler.lower.FrontEnd;
import dev.anabranch.compiler.resolve.FileLister;
import dev.anabranch.dsl.Parser;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From text to graphs and printed diagnostics, with the libraries of {@link TestCatalog}. */
public final class Flows {
    public static final List<String> FILES = List.of("orders/a.parquet", "orders/b.parquet", "orders/c.parquet");

    public static final String ENSEMBLE = """
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
            """;

    public static final String CHOLESKY = """
            flow cholesky
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
            """;

    public static final String FORECAST = """
            flow forecast
            use lorenz
            dim member = 1..32
            dim step   = 1..40
            x0[member]          = lorenz.perturb(seed: member)
            state[member, step] = lorenz.forecast(x0[member], every: 6h) yields step
            mean[step]          = lorenz.mean(state[*, step])
            publish mean[step] with { step_id: step }
            """;

    public static final String REVENUE = """
            flow revenue
            use table
            dim part = files("orders/*.parquet")
            orders[part] = table.scan(part)
            daily[part]  = table.sql("select day, sum(amt) as amt from orders group by day", orders: orders[part])
            total        = table.sql("select day, sum(amt) as amt from daily group by day order by day", daily: table.concat(daily[*]))
            publish total as "revenue/daily"
            """;

    private Flows() {}

    /** Compiles a flow; params as {@code name=value}. */
    public static Checked<TaskGraph> compile(String text, String... params) {
        return compile(TestCatalog.standard(), text, params);
    }

    public static Checked<TaskGraph> compile(TestCatalog catalog, String text, String... params) {
        return compile(catalog, glob -> glob.startsWith("orders/") ? FILES : List.of(), text, params);
    }

    /** Compiles a flow with files of its own. */
    public static Checked<TaskGraph> compile(TestCatalog catalog, FileLister files, String text, String... params) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String param : params) {
            String[] half = param.split("=", 2);
            given.put(half[0], half[1]);
        }
        return new FrontEnd(catalog, files).compile(Parser.parseWithErrors(SourceText.of("test.flow", text)), given);
    }

    /** The graph of a flow that must be right. */
    public static TaskGraph graph(String text, String... params) {
        Checked<TaskGraph> checked = compile(text, params);
        return checked.value()
                .orElseThrow(() -> new AssertionError(DiagnosticPrinter.plain().print(checked.diagnostics())));
    }

    /** Everything that is said about a flow. */
    public static String report(String text, String... params) {
        return DiagnosticPrinter.plain().print(compile(text, params).diagnostics());
    }

    /** The names of what a task reads, in order. */
    public static List<String> reads(TaskGraph graph, String task) {
        for (int t = 0; t < graph.taskCount(); t++) {
            if (graph.taskName(t).equals(task)) {
                List<String> names = new ArrayList<>();
                for (int slot : graph.inputs().row(t)) {
                    names.add(graph.datasetName(slot));
                }
                return names;
            }
        }
        throw new AssertionError("no task " + task);
    }
}
