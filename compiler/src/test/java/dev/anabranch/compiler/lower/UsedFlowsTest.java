package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.FlowFolder;
import dev.anabranch.compiler.Flows;
import dev.anabranch.compiler.TestCatalog;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What uses of flows become in the graph. */
class UsedFlowsTest {
    private static final String POST = """
            flow post
            use grid
            input t2[member, step] : tensor<f64>[..]
            param limit : float = 273.15
            mean[step]  = grid.mean(t2[*, step])
            frost[step] = grid.fraction(t2[*, step] <= limit)
            output mean, frost
            """;

    private static final String MAIN = """
            flow main
            use grid
            use flow "post.flow" as post
            dim m = 1..3
            dim s = 0..12 by 6
            raw[m, s] = grid.read("{m}_{s}")
            stats = post(t2: raw, limit: 280.0)
            cold  = post(raw)
            both[s] = grid.stack(stats.mean[s], cold.frost[s])
            publish stats.mean[step] as "mean" with { hour: step }
            publish both, cold.frost
            """;

    private static TaskGraph graph(String main, String post) {
        return new FlowFolder().with("main.flow", main).with("post.flow", post).graph("main.flow");
    }

    @Test
    void instancesCarryTheNameOfTheirUse() {
        TaskGraph graph = graph(MAIN, POST);
        assertThat(graph.families())
                .extracting(TaskFamily::name)
                .containsExactly(
                        "raw",
                        "stats.mean",
                        "stats.frost.1",
                        "stats.frost",
                        "cold.mean",
                        "cold.frost.1",
                        "cold.frost",
                        "both");
        assertThat(Flows.reads(graph, "stats.mean[step: 6]"))
                .containsExactly("raw[m: 1, s: 6]", "raw[m: 2, s: 6]", "raw[m: 3, s: 6]");
        assertThat(Flows.reads(graph, "both[s: 12]")).containsExactly("stats.mean[step: 12]", "cold.frost[step: 12]");
        assertThat(graph.publications()).hasSize(3);
    }

    /** The used flow's {@code step} and the param {@code step} of its user have nothing to do with each other. */
    @Test
    void whatAUsedFlowCallsAnIndexDoesNotHideAParamOfItsUser() {
        TaskGraph graph = graph("""
                flow main
                use grid
                use flow "post.flow" as post
                param step : duration = 6h
                dim m = 1..3
                dim s = 0..12 by 6
                raw[m, s] = grid.read("{m}_{s}")
                stats = post(raw)
                publish stats.mean with { every: step * 2 }
                """, POST);
        assertThat(graph.publications()).hasSize(1);
    }

    @Test
    void originsAreThoseOfTheFileThatTheEquationStandsIn() {
        TaskGraph graph = graph(MAIN, POST);
        assertThat(graph.families().get(1).origin())
                .isEqualTo(new Origin("post.flow", 5, "mean[step]  = grid.mean(t2[*, step])"));
        assertThat(graph.families().get(0).origin().file()).isEqualTo("main.flow");
        FlowFolder folder = new FlowFolder()
                .with("here/main.flow", MAIN.replace("post.flow", "../lib/post.flow"))
                .with("lib/post.flow", POST);
        assertThat(folder.graph("here/main.flow").families().get(1).origin()).hasToString("../lib/post.flow:5");
    }

    @Test
    void dimsThatAreNotDeclaredTakeTheCoordinatesOfWhatIsGiven() {
        TaskGraph graph = graph("""
                flow main
                use grid
                use flow "post.flow" as post
                dim i = 0..9
                dim name = ["b", "a"]
                raw[i, name] where i % 3 == 1 = grid.read("{i}_{name}")
                x = post(raw)
                publish x.count, x.all
                """, """
                flow post
                use grid
                input f[k, n] : tensor<f64>[..]
                count[k] = grid.smooth(grid.mean(f[k, *]), k)
                all      = grid.read("none")
                each[n, k + 1] = grid.smooth(f[k, n], 1)
                last[n]  = grid.smooth(each[n, 8], 1)
                output count, all
                """);
        DatasetArray count = graph.arrays().stream()
                .filter(a -> a.name().equals("x.count"))
                .findFirst()
                .orElseThrow();
        assertThat(count.axes().get(0).name()).isEqualTo("k");
        assertThat(count.axes().get(0).domain().size()).isEqualTo(3);
        assertThat(count.instanceName(count.firstSlot() + 2)).isEqualTo("x.count[k: 7]");
        assertThat(Flows.reads(graph, "x.last[n: a]")).containsExactly("x.each[n: a, k: 8]");
    }

    @Test
    void sizesOfDimsAndParamsOfTheUserAreParamsOfTheUse() {
        TaskGraph graph = graph("""
                flow main
                use grid
                use flow "post.flow" as post
                param base : int = 2
                dim s = 0..12 by 6
                raw[s] = grid.read("{s}")
                x = post(raw, radius: base * s + 1, names: ["a", "b"])
                publish x.y
                """, """
                flow post
                use grid
                input f[step] : tensor<f64>[..]
                param radius : int
                param names : list<string>
                dim name = names
                y[name, step] = grid.smooth(f[step], radius)
                output y
                """);
        assertThat(graph.taskCount()).isEqualTo(3 + 2 * 3);
        assertThat(graph.families().get(1).arguments()).element(1).asString().contains("value=7");
    }

    @Test
    void slicesAndUnnamedExpressionsAreGivenToo() {
        TaskGraph graph = graph("""
                flow main
                use grid
                use flow "post.flow" as post
                dim m = 1..3
                dim s = 0..12 by 6
                raw[m, s] = grid.read("{m}_{s}")
                slice = post(raw[*, 6], raw[2, 12])
                kelvin = post((raw[2, *] - 273.15) * 2, one: grid.read("x"))
                publish slice.all, slice.first, kelvin.all, kelvin.first, kelvin.high
                """, """
                flow post
                use grid
                input f[k] : tensor<f64>[..]
                input one  : tensor<f64>[..]
                all   = grid.mean(f)
                first = grid.smooth(one, 1)
                high  = grid.mean(f[*] + 1)
                x[k]  = grid.stack(f[k], one)
                output all, first, high, x
                """);
        assertThat(Flows.reads(graph, "slice.all"))
                .containsExactly("raw[m: 1, s: 6]", "raw[m: 2, s: 6]", "raw[m: 3, s: 6]");
        assertThat(Flows.reads(graph, "slice.first")).containsExactly("raw[m: 2, s: 12]");
        assertThat(Flows.reads(graph, "slice.x[k: 3]")).containsExactly("raw[m: 3, s: 6]", "raw[m: 2, s: 12]");
        assertThat(Flows.reads(graph, "kelvin.all"))
                .containsExactly("kelvin.f.2[s: 0]", "kelvin.f.2[s: 6]", "kelvin.f.2[s: 12]");
        assertThat(Flows.reads(graph, "kelvin.first")).containsExactly("kelvin.one.1");
        assertThat(Flows.reads(graph, "kelvin.high.1[s: 6]")).containsExactly("kelvin.f.2[s: 6]");
    }

    @Test
    void usesNestAndGiveOutputsOn() {
        FlowFolder folder = new FlowFolder()
                .with("main.flow", """
                        flow main
                        use grid
                        use flow "sub/outer.flow" as outer
                        dim s = 0..12 by 6
                        raw[s] = grid.read("{s}")
                        o = outer(raw)
                        publish o.y[step] as "y"
                        publish o.smoother
                        """)
                .with("sub/outer.flow", """
                        flow outer
                        use grid as g
                        use flow "../inner.flow" as inner
                        input x[step] : tensor<f64>[..]
                        a = inner(x, radius: 1)
                        b = inner(a.y, radius: 2)
                        smoother[step] = g.smooth(b.y[step], 3)
                        output smoother, b.y
                        """)
                .with("inner.flow", """
                        flow inner
                        use grid
                        input x[i] : tensor<f64>[..]
                        param radius : int
                        y[i] = grid.smooth(x[i], radius)
                        output y
                        """);
        TaskGraph graph = folder.graph("main.flow");
        assertThat(Flows.reads(graph, "o.smoother[step: 6]")).containsExactly("o.b.y[i: 6]");
        assertThat(Flows.reads(graph, "o.b.y[i: 6]")).containsExactly("o.a.y[i: 6]");
        assertThat(Flows.reads(graph, "o.a.y[i: 6]")).containsExactly("raw[s: 6]");
        assertThat(graph.taskCount()).isEqualTo(4 * 3);
        assertThat(graph.family(graph.taskCount() - 1).origin().file()).isEqualTo("sub/outer.flow");
    }

    @Test
    void outputsAreGivenOnThroughSeveralFlows() {
        String gives = """
                flow gives
                use flow "%s.flow" as other
                o = other()
                output o.y
                """;
        TaskGraph graph = new FlowFolder()
                .with("main.flow", """
                        flow main
                        use grid
                        use flow "first.flow" as first
                        f = first()
                        z[i] = grid.smooth(f.y[i], 1)
                        dim i = 1..2
                        publish f.y, z
                        """)
                .with("first.flow", gives.formatted("second"))
                .with("second.flow", gives.formatted("third"))
                .with("third.flow", """
                        flow third
                        use grid
                        dim i = 1..3
                        y[i] = grid.read("{i}")
                        output y
                        """)
                .graph("main.flow");
        assertThat(Flows.reads(graph, "z[i: 2]")).containsExactly("f.o.o.y[i: 2]");
        assertThat(graph.publications()).extracting(p -> p.slots().size()).containsExactly(3, 2);
    }

    @Test
    void usesMayTakeEachOthersOutputsWhereTheirDimsAreDeclared() {
        FlowFolder folder =
                new FlowFolder().with("main.flow", """
                        flow main
                        use flow "ocean.flow" as ocean
                        use flow "air.flow" as air
                        a = air(sst: o.sst)
                        o = ocean(wind: a.wind)
                        publish a.wind, o.sst
                        """).with("ocean.flow", """
                        flow ocean
                        use grid
                        dim day = 0..4
                        input wind[day] : tensor<f64>[..]
                        sst[0] = grid.read("sst")
                        sst[day] where day > 0 = grid.stack(sst[day - 1], wind[day - 1])
                        output sst
                        """).with("air.flow", """
                        flow air
                        use grid
                        dim day = 0..4
                        input sst[day] : tensor<f64>[..]
                        wind[day] = grid.smooth(sst[day], 1)
                        output wind
                        """);
        TaskGraph graph = folder.graph("main.flow");
        assertThat(Flows.reads(graph, "o.sst[day: 3]")).containsExactly("o.sst[day: 2]", "a.wind[day: 2]");
        assertThat(Flows.reads(graph, "a.wind[day: 4]")).containsExactly("o.sst[day: 4]");
    }

    @Test
    void whatAUsedFlowPublishesIsNotPublishedByItsUser() {
        String post = POST + "publish frost as \"mine\"\n";
        FlowFolder folder = new FlowFolder().with("main.flow", MAIN).with("post.flow", post);
        assertThat(folder.graph("main.flow").publications()).hasSize(3);
        assertThat(folder.checkReport("post.flow")).isEmpty();
    }

    @Test
    void effectsOfAUsedFlowAreSinks() {
        TaskGraph graph = graph("""
                flow main
                use table
                use flow "post.flow" as post
                orders = table.scan("x")
                saved = post(orders)
                """, """
                flow post
                use table
                input t : table
                done = table.save(t, "out")
                """);
        assertThat(graph.families()).extracting(TaskFamily::name).containsExactly("orders", "saved.done");
    }

    @Test
    void generatorsAndSeveralOutputsCrossTheBorder() {
        TaskGraph graph = graph("""
                flow main
                use lorenz
                use flow "post.flow" as post
                dim member = 1..2
                dim step = 6..24 by 6
                x0[member] = lorenz.perturb(seed: member)
                state[member, step + 1] = lorenz.forecast(x0[member], every: 6h) yields step
                p = post(state)
                publish p.q, p.mean
                """, """
                flow post
                use linalg
                use lorenz
                input x[m, s] : tensor<f64>[..]
                (q, r)[m, s] = linalg.qr(x[m, s])
                mean[s] = lorenz.mean(x[*, s])
                output q, mean
                """);
        assertThat(Flows.reads(graph, "p.mean[s: 13]"))
                .containsExactly("state[member: 1, step: 13]", "state[member: 2, step: 13]");
    }

    private static final TestCatalog EVERY_TYPE = TestCatalog.standard()
            .add(
                    "make",
                    "f64() tensor<f64>",
                    "mask() tensor<bool>",
                    "any() tensor",
                    "table() table",
                    "bytes() bytes",
                    "number() float",
                    "count() int",
                    "flag() bool",
                    "text() string",
                    "place() path",
                    "time() duration",
                    "numbers() list<float>",
                    "state() com.acme.Model$State",
                    "next(s: com.acme.Model$State) com.acme.Model$State",
                    "show(of: java.lang.Object) string");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tensor<f64>[..] | f64",
                "tensor<f64>[8, 2 * n] | f64",
                "tensor<bool>[..] | mask",
                "tensor | any",
                "tensor | f64",
                "table | table",
                "table{a: i64, b: utf8} | table",
                "bytes | bytes",
                "float | number",
                "float | count",
                "int | count",
                "bool | flag",
                "string | text",
                "file | place",
                "path | text",
                "duration | time",
                "scalar<f64> | number",
                "scalar<i64> | count",
                "scalar<utf8> | text",
                "scalar<bool> | flag",
                "list<float> | numbers",
                "com.acme.Model.State | state",
                "java.lang.Object | table"
            })
    void everyTypeIsTakenByWhatMakesIt(String type, String task) {
        FlowFolder folder = new FlowFolder()
                .with(EVERY_TYPE)
                .with("main.flow", """
                        flow main
                        use make
                        use flow "post.flow" as post
                        x = make.%s()
                        p = post(x)
                        publish p.y
                        """.formatted(task))
                .with("post.flow", """
                        flow post
                        use make
                        param n : int = 3
                        input a : %s
                        y = make.show(a)
                        output y
                        """.formatted(type));
        assertThat(Flows.reads(folder.graph("main.flow"), "p.y")).containsExactly("x");
        assertThat(folder.checkReport("post.flow")).doesNotContain("error[");
    }

    @Test
    void nestedJavaClassesAreWrittenWithADot() {
        FlowFolder folder = new FlowFolder()
                .with(EVERY_TYPE)
                .with("main.flow", """
                        flow main
                        use make
                        use flow "outer.flow" as outer
                        x = make.state()
                        o = outer(x)
                        publish o.y
                        """)
                .with("outer.flow", """
                        flow outer
                        use flow "inner.flow" as inner
                        input s : com.acme.Model.State
                        i = inner(s)
                        output i.y
                        """)
                .with("inner.flow", """
                        flow inner
                        use make
                        input s : com.acme.Model.State
                        y = make.next(make.next(s))
                        output y
                        """);
        assertThat(Flows.reads(folder.graph("main.flow"), "o.i.y.1")).containsExactly("x");
    }
}
