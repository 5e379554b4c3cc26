package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values known before the run that change from instance to instance, units and all. */
class PlainValuesTest {
    private static final String START = """
            flow f
            use grid
            param every : duration = 6h
            param block : size = 3MiB
            dim i = 0..3
            """;

    /** What the tasks of the array `x` are called with. */
    private static List<Object> values(TaskGraph graph, int argument) {
        TaskFamily family = graph.families().stream()
                .filter(f -> f.name().equals("x"))
                .findFirst()
                .orElseThrow();
        int first = graph.firstTask(family.id());
        return IntStream.range(first, first + graph.taskCount(family.id()))
                .mapToObj(task -> new ScalarEvaluator(family.axes(), graph.positions(task))
                        .evaluate(((Argument.Value) family.arguments().get(argument)).scalar()))
                .toList();
    }

    private static TaskGraph graph(String rest) {
        return Flows.graph(START + rest + "publish x\n");
    }

    private static List<Object> waits(String time) {
        return values(graph("x[i] = grid.wait(" + time + ")\n"), 0);
    }

    @Test
    void durations() {
        assertThat(waits("every * i"))
                .containsExactly(Duration.ZERO, Duration.ofHours(6), Duration.ofHours(12), Duration.ofHours(18));
        assertThat(waits("1d - i * every / 4"))
                .containsExactly(
                        Duration.ofHours(24), Duration.ofMinutes(1350), Duration.ofHours(21), Duration.ofMinutes(1170));
        assertThat(waits("-(0.5 * every) + 1s * i * 1.5"))
                .startsWith(Duration.ofHours(-3), Duration.ofHours(-3).plusMillis(1500));
        assertThat(waits("if i % 2 == 0 then every else i * 1min"))
                .containsExactly(
                        Duration.ofHours(6), Duration.ofMinutes(1), Duration.ofHours(6), Duration.ofMinutes(3));
        assertThat(waits("10s / (i + 1)").get(2)).isEqualTo(Duration.ofNanos(3_333_333_333L));
    }

    @Test
    void sizes() {
        List<Object> sizes = values(graph("x[i] = grid.wait(1s, block * i + block / 2 - 1KiB * 0.5)\n"), 1);
        assertThat(sizes)
                .containsExactly((3L << 19) - 512, (3L << 19) * 3 - 512, (3L << 19) * 5 - 512, (3L << 19) * 7 - 512);
    }

    @Test
    void inTextsGuardsAndCosts() {
        TaskGraph graph = graph("""
                x[i] where every * i < 1d && block * i >= 3MiB = grid.read("{every * i}/{block * i}") \
                @cost(time: 10ms * i, size: block * 0.5 * i)
                """);
        assertThat(values(graph, 0)).containsExactly("PT6H/3145728", "PT12H/6291456", "PT18H/9437184");
        assertThat(graph.work(1)).isEqualTo(0.02);
        assertThat(graph.bytes(graph.outputs().get(1, 0))).isEqualTo(3L << 20);
    }

    @Test
    void quotientsArePlainNumbers() {
        TaskGraph graph = graph("y[i] = grid.wait(1s)\nx[i] = grid.smooth(y[i], 1, every * i / 4h)\n");
        assertThat(values(graph, 2)).containsExactly(0.0, 1.5, 3.0, 4.5);
    }

    @Test
    void constantsAreComputedAlike() {
        assertThat(values(Flows.graph("""
                        flow f
                        use grid
                        param a : duration = 1.5 * 3s / 7 - 1ms
                        param b : size = 7MiB / 3 * 2.5
                        x = grid.wait(a, b)
                        publish x
                        """), 0)).containsExactly(Duration.ofNanos(642_857_143L - 1_000_000L));
    }

    private static void wrong(String rest, String report) {
        assertThat(Flows.report(START + rest + "publish x\n")).isEqualTo(report);
    }

    @Test
    void anArgumentThatCannotBeComputed() {
        wrong("x[i] = grid.wait(1s * (10 / (i - 2)))\n", """
                error[F0311]: an argument of `x[i: 2]` cannot be computed
                 --> test.flow:6:1
                  |
                6 | x[i] = grid.wait(1s * (10 / (i - 2)))
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ division by zero, or a number outside its range
                  = help: leave the instance out with `where`
                """);
        assertThat(Flows.report(START + "x[i] = grid.wait(every * (i * 9000000000000))\npublish x\n"))
                .contains("error[F0311]: an argument of `x[i: 1]` cannot be computed");
        assertThat(Flows.report(START + "x[i] = grid.wait(every / i)\npublish x\n"))
                .contains("error[F0311]: an argument of `x[i: 0]` cannot be computed");
    }

    @Test
    void anArgumentThatIsNoIntInJava() {
        wrong("y = grid.wait(1s)\nx[i] = grid.smooth(y, 1000000000 * i)\n", """
                error[F0311]: an argument of `x[i: 3]` cannot be computed
                 --> test.flow:7:1
                  |
                7 | x[i] = grid.smooth(y, 1000000000 * i)
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ division by zero, or a number outside its range
                  = help: leave the instance out with `where`
                """);
    }

    @Test
    void unitsThatDoNotGoTogether() {
        assertThat(Flows.report(START
                        + "x[i] = grid.wait(every + i)\n"
                        + "y[i] = grid.wait(block * every)\n"
                        + "z[i] = grid.wait(i / every)\n"
                        + "publish x\n"))
                .contains("error[F0309]: `+` does not apply to duration and int")
                .contains("error[F0309]: `*` does not apply to size and duration")
                .contains("error[F0309]: `/` does not apply to int and duration");
    }
}
