package dev.anabranch.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.TaskGraph;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Functions of plan-time values and elements of lists: what they are, and what the authors of wrong ones read. */
class PlanFunctionsTest {
    private static final String END = "\nz = grid.read(\"f\")\npublish z\n";

    /** The constant that an expression of type int is. */
    private static long integer(String expression) {
        TaskGraph graph = Flows.graph("""
                flow f
                use grid
                dim i = 4..8
                param weights : list<int> = [3, 1, 2]
                param n : int = %s
                x = grid.read("{n}")
                publish x
                """.formatted(expression));
        Argument.Value file =
                (Argument.Value) graph.families().get(0).arguments().get(0);
        return Long.parseLong((String) ((Scalar.Literal) file.scalar()).value());
    }

    private static String report(String statements) {
        return Flows.report("flow f\nuse grid\n" + statements + END);
    }

    @Example
    void constantsAreFolded() {
        assertThat(integer("min(3, 1, 2) + max(10, 20) * abs(-2)")).isEqualTo(41);
        assertThat(integer("pow(2, 62) + pow(-3, 3) + pow(7, 0) + pow(0, 0)")).isEqualTo((1L << 62) - 27 + 2);
        assertThat(integer("log2(1) + log2(1023) + log2(1024)")).isEqualTo(19);
        assertThat(integer("size(weights) + size(i) + size([1, 2]) + max(weights) + min([5, 6])"))
                .isEqualTo(18);
        assertThat(integer("weights[0] + weights[size(weights) - 1] + weights[min(1, 9)]"))
                .isEqualTo(6);
        assertThat(integer("if max(1.5, 2) > pow(2.0, 0.5) then 1 else 0")).isEqualTo(1);
        assertThat(integer("if max(1s, 40ms) == 1000ms && min(1KiB, 2B) == 2B then 1 else 0"))
                .isEqualTo(1);
    }

    @Property
    void powersOfIntegersAreExactOrMistakes(
            @ForAll @LongRange(min = -12, max = 12) long base, @ForAll @IntRange(max = 70) int exponent) {
        BigInteger power = BigInteger.valueOf(base).pow(exponent);
        String expression = "pow(" + base + ", " + exponent + ")";
        if (power.bitLength() < Long.SIZE) {
            assertThat(integer(expression)).isEqualTo(power.longValueExact());
        } else {
            assertThat(report("param n : int = " + expression))
                    .startsWith("error[F0311]")
                    .contains("has more than 64 bits");
        }
    }

    @Property
    void logarithmsAreRoundedDown(@ForAll @LongRange(min = 1) long number) {
        long log = integer("log2(" + number + ")");
        assertThat(BigInteger.ONE.shiftLeft((int) log)).isLessThanOrEqualTo(BigInteger.valueOf(number));
        assertThat(BigInteger.TWO.shiftLeft((int) log)).isGreaterThan(BigInteger.valueOf(number));
    }

    @Property(tries = 50)
    void listsChooseWhatIsRead(@ForAll @Size(min = 1, max = 9) List<@IntRange(max = 19) Integer> from) {
        TaskGraph graph = Flows.graph("""
                flow irregular
                use grid
                param from : list<int>
                dim n = 0..<20
                dim e = 0..<size(from)
                x[n] = grid.read("{n}")
                y[e] = grid.mean([x[from[e]], x[max(from)]])
                publish y[e] as "{from[e]}/{e}"
                """, "from=" + from);
        int most = from.stream().mapToInt(f -> f).max().orElseThrow();
        for (int e = 0; e < from.size(); e++) {
            assertThat(Flows.reads(graph, "y[e: " + e + "]"))
                    .containsExactly("x[n: " + from.get(e) + "]", "x[n: " + most + "]");
        }
    }

    @Example
    void listsStandWhereverPlainValuesDo() {
        TaskGraph graph = Flows.graph("""
                flow f
                use grid
                param w     : list<int>      = [3, 1, 2]
                param times : list<duration> = [1s, 2s, 3s]
                param names : list<string>   = ["a", "b", "c"]
                param on    : list<bool>     = [true, false, true]
                param flux  : list<float>    = [1, 0.5, 2]
                dim d = w
                dim i = 0..<size(w)
                x[i] where on[i]   = grid.read("{names[i]}/{w[i]}")   @cost(time: max(times[i], 2s))
                x[i] where !on[i]  = grid.smooth(x[i - 1], w[i], flux[i])
                y[w[1], d] = grid.read("y")
                publish x[i] with { weight: w[i], name: names[i] }
                publish y
                """);
        assertThat(graph.arrays().get(1).axes().get(1).domain()).isEqualTo(new Domain.Integers(List.of(3L, 1L, 2L)));
        assertThat(graph.arrays().get(1).axes().get(0).domain()).isEqualTo(new Domain.Regular(1, 1, 1));
        assertThat(graph.work(0)).isEqualTo(2);
        assertThat(graph.work(1)).isEqualTo(3);
        assertThat(graph.taskCount(0)).isEqualTo(2);
        assertThat(graph.taskCount(1)).isEqualTo(1);
    }

    @Example
    void anElementThatIsNotThere() {
        assertThat(report("param w : list<int> = [3, 1]\nparam n : int = w[2]")).isEqualTo("""
                error[F0311]: `w[2]` cannot be computed
                 --> test.flow:4:17
                  |
                4 | param n : int = w[2]
                  |                 ^^^^ `w[2]` is outside of the list: `w` has 2 elements, counted from 0
                """);
        assertThat(report("param w : list<int> = [3]\ndim i = 0..1\nx[i] = grid.read(\"{w[i]}\")"))
                .isEqualTo("""
                error[F0311]: an argument of `x[i: 1]` cannot be computed
                 --> test.flow:5:1
                  |
                5 | x[i] = grid.read("{w[i]}")
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^ `w[1]` is outside of the list: `w` has 1 element, counted from 0
                  = help: leave the instance out with `where`
                """);
        assertThat(report("param w : list<int> = [0]\ndim i = 0..1\nx[i] = grid.read(\"f\")\n"
                        + "y[i] = grid.smooth(x[w[i]], 1)"))
                .startsWith("error[F0311]: an index that `y[i: 1]` reads cannot be computed")
                .contains("`w[1]` is outside of the list: `w` has 1 element, counted from 0");
        assertThat(report("param w : list<int> = [0]\ndim i = 0..1\nx[i] where w[i] == 0 = grid.read(\"f\")"))
                .startsWith("error[F0311]: an index or guard of `x[i: 1]` cannot be computed")
                .contains("`w[1]` is outside of the list");
        assertThat(report("param w : list<size> = [1MiB]\ndim i = 0..1\nx[i] = grid.read(\"f\") @cost(size: w[i])"))
                .startsWith("error[F0502]: the cost of `x[i: 1]` cannot be computed")
                .contains("`w[1]` is outside of the list");
        assertThat(report("param w : list<int> = [0]\ndim i = 0..1\nx[i] = grid.read(\"f\")\n"
                        + "publish x[i] as \"{w[i]}/{i}\""))
                .startsWith("error[F0311]: the name or the metadata of `x[i: 1]` cannot be computed")
                .contains("`w[1]` is outside of the list");
        assertThat(report("param w : list<int> = []\nparam n : int = w[0]"))
                .startsWith("error[F0311]: `w[0]`: the list `w` is empty");
    }

    @Example
    void valuesThatCannotBeComputed() {
        assertThat(report("param n : int = log2(0)")).isEqualTo("""
                error[F0311]: `log2(0)` cannot be computed
                 --> test.flow:3:17
                  |
                3 | param n : int = log2(0)
                  |                 ^^^^^^^ `log2` is asked for the logarithm of 0
                """);
        assertThat(report("param n : int = pow(2, -1)")).contains("`pow` of integers has the exponent -1");
        assertThat(report("param n : int = abs(-9223372036854775807 - 1)")).startsWith("error[F0311]");
        assertThat(report("dim i = 0..3\nx[i] = grid.smooth(grid.read(\"f\"), 6 / (i - 2))"))
                .startsWith("error[F0311]: an argument of `x[i: 2]` cannot be computed")
                .contains("division by zero");
        assertThat(report("dim i = 0..3\nx[i] = grid.read(\"f\")\npublish x[i] with { k: 6 / (i - 2) }"))
                .startsWith("error[F0311]: the name or the metadata of `x[i: 2]` cannot be computed");
    }

    @Example
    void callsThatDoNotFit() {
        assertThat(report("param n : int = mni(1, 2)")).isEqualTo("""
                error[F0102]: unknown function `mni`
                 --> test.flow:3:17
                  |
                3 | param n : int = mni(1, 2)
                  |                 ^^^
                  = help: did you mean `min`?
                """);
        assertThat(report("param n : int = sqrt(4)"))
                .contains("help: there are `min`, `max`, `abs`, `pow`, `log2`, `size`");
        assertThat(report("x = mni(1, 2)")).contains("unknown task `mni`").contains("did you mean `min`?");
        assertThat(report("param n : int = pow(2)")).isEqualTo("""
                error[F0302]: `pow` takes 2 arguments, but 1 is given
                 --> test.flow:3:17
                  |
                3 | param n : int = pow(2)
                  |                 ^^^^^^ expected `pow(base, exponent)`
                """);
        assertThat(report("param n : int = abs(1, 2)")).startsWith("error[F0303]: `abs` takes 1 argument, but 2");
        assertThat(report("param n : int = min()")).startsWith("error[F0302]: `min` takes at least 2 arguments");
        assertThat(report("param n : int = min([])")).startsWith("error[F0311]: `min([])` is of an empty list");
        assertThat(report("param n : int = min(a: 1, 2)")).startsWith("error[F0305]: `min` has no parameter `a`");
        assertThat(report("param n : int = log2(2.5)")).startsWith("error[F0308]: `log2` does not apply to float");
        assertThat(report("param n : duration = max(1s, 2)"))
                .startsWith("error[F0309]: `max` does not apply to duration and int");
        assertThat(report("param n : int = size(3)")).startsWith("error[F0301]: `size` is given a plain value");
        assertThat(report("x = min(1, 2)")).startsWith("error[F0315]: `x` is given a plain value of type int");
        assertThat(report("x = grid.read(\"f\")\ny = grid.smooth(x, min(1, x))"))
                .startsWith("error[F0312]: `min` is computed before the run, but `x` is a dataset of type tensor<f64>")
                .contains("help: on datasets call the task of a library");
    }

    @Example
    void indicesThatDoNotFit() {
        String start = "param w : list<int> = [3, 1]\nparam k : int = 1\n";
        assertThat(report(start + "param n : int = w[0, 1]")).isEqualTo("""
                error[F0201]: `w` is a list: one index gives one of its elements
                 --> test.flow:5:17
                  |
                5 | param n : int = w[0, 1]
                  |                 ^^^^^^^ expected `w[position]`, counted from 0
                """);
        assertThat(report(start + "param n : int = w[*]")).startsWith("error[F0201]: `w` is a list");
        assertThat(report(start + "param n : int = k[0]"))
                .startsWith("error[F0201]: `k` is a param and takes no index");
        assertThat(report(start + "param n : int = w[1.5]"))
                .startsWith("error[F0301]: the position in `w` is of type float, expected int");
        assertThat(report(start + "param weights : list<int> = [1]\nx = grid.smooth(grid.read(\"f\"), weihgts[0])"))
                .startsWith("error[F0107]: unknown dataset `weihgts`")
                .contains("did you mean `weights`?");
        assertThat(report(start + "x = grid.smooth(grid.read(\"f\"), k[0])"))
                .startsWith("error[F0201]: `k` is a param and takes no index");
    }
}
