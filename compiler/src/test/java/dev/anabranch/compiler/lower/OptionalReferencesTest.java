package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code x[i - 1]?} means where there is no such dataset. */
class OptionalReferencesTest {
    private static final String START = """
            flow f
            use grid
            use table
            dim i = 0..4
            x[i] = grid.read("{i}")
            even[i] where i % 2 == 0 = grid.smooth(x[i], 1)
            """;

    private static TaskGraph graph(String rest) {
        return Flows.graph(START + rest);
    }

    private static List<Argument> arguments(TaskGraph graph, String name) {
        return graph.families().stream()
                .filter(f -> f.name().equals(name))
                .map(TaskFamily::arguments)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aListLeavesOutWhatIsAbsent() {
        TaskGraph graph = graph("""
                y[i] = grid.mean([x[i - 1]?, even[i]?, x[i + 1]?])
                z[i] = grid.stack(x[i], x[i + 1]?)
                publish y, z
                """);
        assertThat(Flows.reads(graph, "y[i: 0]")).containsExactly("even[i: 0]", "x[i: 1]");
        assertThat(Flows.reads(graph, "y[i: 1]")).containsExactly("x[i: 0]", "x[i: 2]");
        assertThat(Flows.reads(graph, "y[i: 4]")).containsExactly("x[i: 3]", "even[i: 4]");
        assertThat(Flows.reads(graph, "z[i: 4]")).containsExactly("x[i: 4]");
    }

    @Test
    void aListMayBeEmpty() {
        TaskGraph graph = graph("""
                y[i] = grid.mean(x[0 .. i - 1]?)
                z[i] = grid.fraction(x[i + 1 .. i + 2]? <= 3.0)
                publish y, z
                """);
        assertThat(Flows.reads(graph, "y[i: 0]")).isEmpty();
        assertThat(Flows.reads(graph, "y[i: 2]")).containsExactly("x[i: 0]", "x[i: 1]");
        assertThat(Flows.reads(graph, "z[i: 4]")).isEmpty();
        assertThat(Flows.reads(graph, "z[i: 2]")).containsExactly("z.1[i: 2, i_2: 3]", "z.1[i: 2, i_2: 4]");
        assertThat(Flows.report(START + "y[i] = grid.mean(x[0 .. i - 1])\npublish y\n"))
                .startsWith("error[F0404]: `y[i: 0]` reads an empty list");
    }

    @Test
    void anOptionalParameterTakesItOrNothing() {
        TaskGraph graph = graph("""
                y[i] = grid.blend(x[i - 1]?, x[i], x[i + 1]?)
                z[i] = grid.blend(here: x[i])
                publish y, z
                """);
        assertThat(Flows.reads(graph, "y[i: 0]")).containsExactly("x[i: 0]", "x[i: 1]");
        assertThat(Flows.reads(graph, "y[i: 2]")).containsExactly("x[i: 1]", "x[i: 2]", "x[i: 3]");
        assertThat(arguments(graph, "y").get(0))
                .isInstanceOfSatisfying(
                        Argument.ReadIfDefined.class,
                        read -> assertThat(read.otherwise()).isEqualTo(new Argument.Absent()));
        assertThat(arguments(graph, "z").get(0)).isEqualTo(new Argument.Absent());
        assertThat(arguments(graph, "z").get(2)).isEqualTo(new Argument.Absent());
    }

    @Test
    void aDefaultStandsInItsPlace() {
        TaskGraph graph = graph("""
                t[i] where i % 2 == 0 = grid.total(even[i])
                y[i] = grid.scale(x[i], t[i - 1]?)
                publish y
                """);
        assertThat(Flows.reads(graph, "y[i: 1]")).containsExactly("x[i: 1]", "t[i: 0]");
        assertThat(Flows.reads(graph, "y[i: 2]")).containsExactly("x[i: 2]");
        assertThat(((Argument.ReadIfDefined) arguments(graph, "y").get(1)).otherwise())
                .isInstanceOfSatisfying(
                        Argument.Value.class,
                        value -> assertThat(((Scalar.Literal) value.scalar()).value())
                                .isEqualTo(2.0));
    }

    @Test
    void namedArgumentsLeaveItOut() {
        TaskGraph graph = graph("""
                dim part = ["a", "b"]
                t[part] = table.scan(part)
                u[part] where part == "a" = table.scan("u")
                y[part] = table.sql("select", t: t[part], u: u[part]?)
                publish y
                """);
        assertThat(Flows.reads(graph, "y[part: a]")).containsExactly("t[part: a]", "u[part: a]");
        assertThat(Flows.reads(graph, "y[part: b]")).containsExactly("t[part: b]");
    }

    @Test
    void itWorksWithinSubexpressionsAndGuards() {
        TaskGraph graph = graph("""
                y[i] where i < 2 = grid.smooth(grid.blend(x[i - 1]?, x[i]), 1) * 2
                publish y
                """);
        assertThat(graph.families().stream().map(TaskFamily::name)).contains("y.1", "y.2", "y");
        assertThat(Flows.reads(graph, "y.1[i: 0]")).containsExactly("x[i: 0]");
        assertThat(Flows.reads(graph, "y.1[i: 1]")).containsExactly("x[i: 0]", "x[i: 1]");
    }

    private static void wrong(String rest, String report) {
        assertThat(Flows.report(START + rest + "publish x\n")).isEqualTo(report);
    }

    @Test
    void aTaskThatNeedsADatasetSaysHowItCouldDoWithout() {
        wrong("y[i] = grid.smooth(x[i - 1]?, 1)\n", """
                error[F0318]: `field` of `grid.smooth` takes a dataset, but `x[i - 1]?` may be absent
                 --> test.flow:7:20
                  |
                7 | y[i] = grid.smooth(x[i - 1]?, 1)
                  |                    ^^^^^^^^^
                  = help: leave out the instances at the border with `where`, and define them by an equation of their own
                  = help: a task that can do without declares `Optional<Object> field`, or gives the parameter a `@Default`
                """);
    }

    @Test
    void operatorsDoNotTakeIt() {
        wrong("y[i] = x[i] - x[i - 1]?\n", """
                error[F0318]: `-` does not apply to a dataset of type tensor<f64> that may be absent
                 --> test.flow:7:8
                  |
                7 | y[i] = x[i] - x[i - 1]?
                  |        ^^^^^^^^^^^^^^^^
                  = help: leave out the instances at the border with `where`, and define them by an equation of their own
                """);
    }

    @Test
    void plainValuesAreNeverAbsent() {
        wrong("y[i] = grid.smooth(x[i], i?)\n", """
                error[F0318]: `i` is a dim, which is never absent
                 --> test.flow:7:26
                  |
                7 | y[i] = grid.smooth(x[i], i?)
                  |                          ^^
                  = help: leave out `?`
                """);
        assertThat(Flows.report(START + "y[i] = grid.read(\"{x[i]?}\")\npublish y\n"))
                .contains("error[F0312]: `x[i]?` is a dataset of type tensor<f64> that may be absent");
    }

    @Test
    void typesAreStillChecked() {
        assertThat(Flows.report(START
                        + "y[i] = grid.blend(t[i]?, x[i])\n"
                        + "t[i] = grid.total(x[i])\n"
                        + "z[i] = grid.mean(x[i]?)\n"
                        + "w[i] = grid.mean([t[i]?])\n"
                        + "publish x\n"))
                .contains("error[F0301]: `before` of `grid.blend` takes a tensor<f64>, but `t[i]?` is a dataset of type"
                        + " float that may be absent")
                .contains("error[F0306]: `fields` of `grid.mean` takes a list<tensor<f64>>, but `x[i]?`")
                .contains("or `[x[i]?]` for a list of one")
                .contains("error[F0301]: an element of `fields` of `grid.mean` takes a tensor<f64>, but `t[i]?`");
    }

    @Test
    void whatIsPublishedMustBeThere() {
        assertThat(Flows.report(START + "publish x[7]?\n")).isEqualTo("""
                error[F0318]: `x[7]?` is published, but may be absent
                 --> test.flow:7:9
                  |
                7 | publish x[7]?
                  |         ^^^^^
                  = help: leave out `?`; what is not there is not published: `publish x` takes all that there is
                """);
    }
}
