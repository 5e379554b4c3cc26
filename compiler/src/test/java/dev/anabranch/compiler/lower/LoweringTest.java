package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the parts of the language become in the graph. */
class LoweringTest {
    private static TaskFamily family(TaskGraph graph, String name) {
        return graph.families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object value(Argument argument) {
        return ((Scalar.Literal) ((Argument.Value) argument).scalar()).value();
    }

    @Test
    void conditionalsBetweenDatasetsSplitTheEquation() {
        TaskGraph graph = Flows.graph("""
                flow f
                use grid
                dim i = 0..5
                x[0] = grid.read("x")
                x[i] where i > 0 = if i % 2 == 0 then grid.smooth(x[i - 1], i) else x[i - 1] + 1
                y[i] = (if i > 3 then x[i - 3] else x[i]) * 2.5
                publish x, y
                """);
        assertThat(graph.families()).extracting(TaskFamily::name).containsExactly("x", "x", "x", "y", "y");
        assertThat(graph.taskCount()).isEqualTo(12);
        assertThat(Flows.reads(graph, "x[i: 3]")).containsExactly("x[i: 2]");
        assertThat(Flows.reads(graph, "y[i: 4]")).containsExactly("x[i: 1]");
        assertThat(Flows.reads(graph, "y[i: 3]")).containsExactly("x[i: 3]");
    }

    @Test
    void conditionalsOnParamsLeaveTheOtherBranchOut() {
        TaskGraph graph = Flows.graph("""
                flow f
                use grid
                param fast : bool = true
                x = grid.read("x")
                y = if fast then grid.smooth(x, if fast then 2 else 3) else grid.smooth(grid.smooth(x, 1), 1)
                publish y
                """);
        assertThat(graph.taskCount()).isEqualTo(2);
        assertThat(value(family(graph, "y").arguments().get(1))).isEqualTo(2L);
    }

    @Test
    void generatorsMayDefineAnyPartOfAnArray() {
        TaskGraph graph = Flows.graph("""
                flow f
                use lorenz
                dim m = 1..2
                dim early = [6, 1, 3]
                dim late = [12, 9]
                dim name = ["a", "b"]
                x[m] = lorenz.perturb(m)
                s[m, early] = lorenz.forecast(x[m], 6h) yields early
                s[m, late]  = lorenz.forecast(s[m, 6], 6h) yields late
                s[m, 0]     = lorenz.mean([x[m]])
                t["c"]      = lorenz.mean(x)
                t[name]     = lorenz.forecast(t["c"], 1h) yields name
                all[m] = lorenz.mean(s[m, *])
                publish all, t
                """);
        assertThat(graph.arrays().get(1).axes().get(1).domain())
                .isEqualTo(new Domain.Integers(List.of(6L, 1L, 3L, 12L, 9L, 0L)));
        assertThat(outputs(graph, 3)).containsExactly("s[m: 2, early: 6]", "s[m: 2, early: 1]", "s[m: 2, early: 3]");
        assertThat(outputs(graph, 5)).containsExactly("s[m: 2, early: 12]", "s[m: 2, early: 9]");
        assertThat(outputs(graph, 9)).containsExactly("t[name: a]", "t[name: b]");
    }

    private static List<String> outputs(TaskGraph graph, int task) {
        return IntStream.of(graph.outputs().row(task))
                .mapToObj(graph::datasetName)
                .toList();
    }

    @Test
    void listedDimsKeepTheirOrder() {
        TaskGraph graph = Flows.graph("""
                flow f
                use grid
                dim i = [3, 1, 2]
                dim name = ["b", "a"]
                x[i, name] = grid.read("{i}{name}")
                y = grid.mean(x[*, "a"])
                z = grid.mean(x)
                w[name] = grid.mean([x[1, name], x[3, name]])
                publish y, z, w
                """);
        assertThat(graph.arrays().get(0).axes().get(0).domain()).isEqualTo(new Domain.Integers(List.of(3L, 1L, 2L)));
        assertThat(Flows.reads(graph, "y")).containsExactly("x[i: 3, name: a]", "x[i: 1, name: a]", "x[i: 2, name: a]");
        assertThat(Flows.reads(graph, "z")).startsWith("x[i: 3, name: b]", "x[i: 3, name: a]", "x[i: 1, name: b]");
        assertThat(Flows.reads(graph, "w[name: a]")).containsExactly("x[i: 1, name: a]", "x[i: 3, name: a]");
    }

    @Test
    void operatorsOnListsBecomeOneTaskForEachElement() {
        TaskGraph graph = Flows.graph("""
                flow f
                use grid
                param limit : int = 3
                dim i = 0..3
                dim j = 0..1
                x[i, j] where i > j = grid.read("x")
                m[j] = grid.mean(x[*, j])
                q[j] = grid.fraction(x[*, j] * 2 - m[j] <= limit)
                publish q
                """);
        assertThat(graph.arrays()).extracting(a -> a.name()).containsExactly("x", "m", "q", "q.1", "q.2", "q.3");
        assertThat(graph.taskCount()).isEqualTo(5 + 2 + 3 * 5 + 2);
        assertThat(Flows.reads(graph, "q.2[j: 1, i: 3]")).containsExactly("q.1[j: 1, i: 3]", "m[j: 1]");
        assertThat(Flows.reads(graph, "q[j: 1]")).containsExactly("q.3[j: 1, i: 2]", "q.3[j: 1, i: 3]");
        assertThat(value(family(graph, "q.3").arguments().get(1))).isEqualTo(3.0);
        assertThat(family(graph, "q.3").signature().name()).isEqualTo("lessOrEqual:tensor<f64>,f64");
    }

    @Test
    void severalOutputsAndEffects() {
        TaskGraph graph = Flows.graph("""
                flow f
                use linalg
                use table
                dim i = 0..2
                (q, r)[i] = linalg.qr(linalg.tile(i, i))
                saved[i] = table.save(table.scan("in/{i}"), to: "out/{i}")
                publish q, r
                """);
        TaskFamily qr = family(graph, "q");
        int task = graph.firstTask(qr.id()) + 1;
        assertThat(graph.outputs().row(task)).hasSize(2);
        assertThat(graph.datasetName(graph.outputs().get(task, 1))).isEqualTo("r[i: 1]");
        assertThat(graph.outputs().size(graph.firstTask(family(graph, "saved").id())))
                .isZero();
    }

    @Test
    void generatorsMayFillAPartOfAnArray() {
        TaskGraph graph = Flows.graph("""
                flow f
                use lorenz
                dim m = 1..2
                dim step = 0..4
                x[m, 0] = lorenz.perturb(m)
                x[m, step + 1] = lorenz.forecast(x[m, 0], every: 6h) yields step
                publish x[m, 5]
                """);
        assertThat(graph.arrays().get(0).axes().get(1).domain()).isEqualTo(new Domain.Regular(0, 1, 6));
        int task = graph.firstTask(1) + 1;
        assertThat(graph.outputs().row(task)).hasSize(5);
        assertThat(graph.datasetName(graph.outputs().get(task, 0))).isEqualTo("x[m: 2, step: 1]");
        assertThat(Flows.reads(graph, "x[m: 2]")).isEmpty();
        assertThat(graph.publications().get(0).slots()).hasSize(2);
    }

    @Test
    void defaultsAnnotationsAndUnits() {
        TaskGraph graph = Flows.graph("""
                flow f
                use grid
                param t : duration = 90s
                dim i = 0..1
                x[i] = grid.wait(t * 2) @cost(time: if i == 0 then 1s else 2s) @memory(2GiB) @on("a/1")
                y[i] = grid.smooth(x[i], 1, weight: i) @on(gpu)
                publish x, y
                """);
        TaskFamily x = family(graph, "x");
        assertThat(value(x.arguments().get(0))).isEqualTo(Duration.ofMinutes(3));
        assertThat(value(x.arguments().get(1))).isEqualTo(2L << 20);
        assertThat(graph.work(0)).isEqualTo(1);
        assertThat(graph.work(1)).isEqualTo(2);
        assertThat(x.requirements().memory()).isEqualTo(2L << 30);
        assertThat(x.requirements().label()).isEqualTo(Optional.of("a/1"));
        assertThat(family(graph, "y").requirements().label()).isEqualTo(Optional.of("gpu"));
        Scalar weight = ((Argument.Value) family(graph, "y").arguments().get(2)).scalar();
        assertThat(weight.type()).isEqualTo(ScalarType.FLOAT);
    }

    @Test
    void demandsOfAllKinds() {
        TaskGraph graph = Flows.graph("""
                flow f
                use grid
                param n : int = 2
                dim i = 0..1
                x[i] = grid.wait(1s) @on(fast) @gpu(n) @gang(2 * n)
                y[i] = grid.smooth(x[i], 1) @checkpoint @keep
                z[i] = grid.smooth(y[i], 1)
                again = grid.smooth(z[1], 1) @retry(3)
                publish z, again
                """);
        assertThat(family(graph, "x").requirements())
                .isEqualTo(new Requirements(0, Optional.of("fast"), 2, 4, 0, false, false));
        assertThat(family(graph, "again").requirements()).isEqualTo(Requirements.NONE.withRetries(3));
        assertThat(family(graph, "x").requirements().labels()).containsExactly("fast", "gpu");
        assertThat(family(graph, "y").requirements())
                .isEqualTo(new Requirements(0, Optional.empty(), 0, 1, 0, true, true));
        assertThat(family(graph, "z").requirements()).isEqualTo(Requirements.NONE);
    }

    @Test
    void paramsGiveDimsTheirSizes() {
        TaskGraph graph = Flows.graph("""
                flow f
                use grid
                param n : int = 2
                param names : list<string> = ["a", "b"]
                dim name = names
                dim i = 0..<n * name
                x[i, name] = grid.read("{i}{name}")
                publish x
                """, "n=5", "names=p,q,r");
        assertThat(graph.arrays().get(0).axes().get(0).size()).isEqualTo(15);
        assertThat(graph.arrays().get(0).axes().get(1).domain()).isEqualTo(new Domain.Texts(List.of("p", "q", "r")));
    }

    @Test
    void compilingTwiceGivesTheSame() {
        TaskGraph a = Flows.graph(Flows.ENSEMBLE, "root=/d");
        TaskGraph b = Flows.graph(Flows.ENSEMBLE, "root=/d");
        assertThat(a.families()).isEqualTo(b.families());
        assertThat(a.arrays()).isEqualTo(b.arrays());
        assertThat(a.publications()).isEqualTo(b.publications());
        for (int task = 0; task < a.taskCount(); task++) {
            assertThat(a.inputs().row(task)).isEqualTo(b.inputs().row(task));
        }
    }
}
