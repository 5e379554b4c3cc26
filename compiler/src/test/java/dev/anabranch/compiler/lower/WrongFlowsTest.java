package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import org.junit.jupiter.api.Test;

/** What the authors of wrong flows read, word by word. */
class WrongFlowsTest {
    private static final String START = "flow f\nuse grid\ndim i = 0..9\nraw[i] = grid.read(\"{i}\")\n";

    private static void wrong(String rest, String report) {
        assertThat(Flows.report(START + rest + "publish raw\n")).isEqualTo(report);
    }

    @Test
    void unknownNameWithSuggestion() {
        wrong("a[i] = grid.smooth(rwa[i], 1)\n", """
                error[F0107]: unknown dataset `rwa`
                 --> test.flow:5:20
                  |
                5 | a[i] = grid.smooth(rwa[i], 1)
                  |                    ^^^
                  = help: did you mean `raw`?
                """);
    }

    @Test
    void wrongType() {
        wrong("a[i] = grid.read(raw[i])\n", """
                error[F0301]: `file` of `grid.read` takes a path, but `raw[i]` is a dataset of type tensor<f64>
                 --> test.flow:5:18
                  |
                5 | a[i] = grid.read(raw[i])
                  |                  ^^^^^^ expected path
                  = help: it is declared as `grid.read(file: path)`
                """);
    }

    @Test
    void wrongNumberOfIndices() {
        wrong("a[i] = grid.smooth(raw[i, 3], 1)\n", """
                error[F0201]: `raw` takes 1 index, but 2 are given
                 --> test.flow:5:20
                  |
                5 | a[i] = grid.smooth(raw[i, 3], 1)
                  |                    ^^^^^^^^^ expected `raw[i]`
                  = help: give one index for each: a coordinate, a range, or `*` for all
                """);
    }

    @Test
    void missingParam() {
        wrong("param n : int\ndim j = 0..<n\na[j] = grid.smooth(raw[j + n], n)\n", """
                error[F0109]: the param `n` has no value
                 --> test.flow:5:7
                  |
                5 | param n : int
                  |       ^
                  = help: give it on the command line: `-p n=...`
                  = help: or give it a default: `param n : int = ...`
                """);
    }

    @Test
    void instanceReadButNeverDefined() {
        wrong("a[i] = grid.smooth(raw[i - 2], 1)\n", """
                error[F0401]: `a[i: 0]` reads `raw[i: -2]`, which no equation defines
                 --> test.flow:5:20
                  |
                5 | a[i] = grid.smooth(raw[i - 2], 1)
                  |                    ^^^^^^^^^^ never defined
                  = help: `i` of `raw` runs from 0 to 9
                  = help: leave these instances out with `where i >= 2`, or define what they read
                  = help: the same happens to 1 more instance
                """);
    }

    @Test
    void definedTwice() {
        wrong("a[i] where i < 6 = grid.smooth(raw[i], 1)\na[i] where i > 4 = grid.smooth(raw[i], 2)\n", """
                error[F0402]: `a[i: 5]` is defined twice
                 --> test.flow:6:1
                  |
                6 | a[i] where i > 4 = grid.smooth(raw[i], 2)
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ also defined on line 5
                  = help: keep the equations apart with `where`
                """);
    }

    @Test
    void cycleAsAPath() {
        wrong("a[i] = grid.smooth(b[9 - i], 1)\nb[i] = grid.smooth(a[i], 1)\n", """
                error[F0403]: datasets depend on each other in a circle: a[i: 0] -> b[i: 0] -> a[i: 9] -> b[i: 9] -> a[i: 0]
                 --> test.flow:5:1
                  |
                5 | a[i] = grid.smooth(b[9 - i], 1)
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  = help: each is read by the next; one of them must come from somewhere else
                """);
    }

    @Test
    void duplicatePublishName() {
        wrong("a = grid.mean(raw)\nb = grid.std(raw)\npublish a as \"out\"\npublish b as \"out\"\n", """
                error[F0214]: `b` is published as `out`, which is taken already
                 --> test.flow:8:14
                  |
                8 | publish b as "out"
                  |              ^^^^^ also published on line 7
                  = help: give one of them another name with `as`
                """);
    }

    @Test
    void manyDatasetsUnderOneName() {
        wrong("dim j = 0..2\na[i, j] = grid.smooth(raw[i], j)\npublish a as \"a/{j}\"\n", """
                error[F0213]: `a` publishes 10 datasets under one name
                 --> test.flow:7:9
                  |
                7 | publish a as "a/{j}"
                  |         ^ a[i: 10, j: 3], but the name uses only `j`
                  = help: add `{i}` to the name, or aggregate over i first
                """);
    }

    @Test
    void unknownAnnotation() {
        wrong("a[i] = grid.smooth(raw[i], 1) @csot(time: 1s)\n", """
                error[F0501]: unknown annotation `@csot`
                 --> test.flow:5:32
                  |
                5 | a[i] = grid.smooth(raw[i], 1) @csot(time: 1s)
                  |                                ^^^^
                  = help: did you mean `@cost`?
                """);
    }

    @Test
    void syntaxErrorInTheMiddleHidesNothingAndCausesNothing() {
        assertThat(Flows.report("""
                        flow f
                        use grid
                        dim i = 0..9
                        raw[i] = grid.read(("{i}")
                        a[i] = grid.smooth(raw[i], 1)
                        b[i] = grid.smoth(a[i], 1)
                        c[i] = grid.smooth(a[i + 1], "1")
                        d[i] = grid.smooth(d2[i], 1)
                        d2[i] = grid.smooth(a[i], 1)
                        e[i] = grid.smooth(d[i - 1], 1)
                        publish a, b, c, d, e
                        """))
                .contains("error[F0007]", "test.flow:4:")
                .contains("error[F0102]: the library `grid` has no task `smoth`")
                .contains("error[F0301]: `radius` of `grid.smooth` takes an int")
                .contains("error[F0401]: `e[i: 0]` reads `d[i: -1]`")
                .satisfies(report -> assertThat(report.split("error\\[")).hasSize(1 + 4));
    }

    @Test
    void oneDatasetWhereAListIsWanted() {
        wrong("a[i] = grid.mean(raw[i])\n", """
                error[F0306]: `fields` of `grid.mean` takes a list<tensor<f64>>, but `raw[i]` is a dataset of type tensor<f64>
                 --> test.flow:5:18
                  |
                5 | a[i] = grid.mean(raw[i])
                  |                  ^^^^^^ expected list<tensor<f64>>
                  = help: write `raw[*]` for all over an index, or `[raw[i]]` for a list of one
                """);
    }

    @Test
    void aDimThatIsNoIndexOfTheEquation() {
        wrong("dim j = 0..2\na[j] = grid.smooth(raw[i], 1)\n", """
                error[F0202]: `i` is not an index of `a`
                 --> test.flow:6:24
                  |
                6 | a[j] = grid.smooth(raw[i], 1)
                  |                        ^
                  = help: write `raw[*]` to read every i, or make `i` an index on the left: `a[j, i]`
                """);
    }

    @Test
    void anUnknownDimIsReportedOnce() {
        wrong("a[k] = grid.smooth(raw[k], 1)\nb[k] = grid.smooth(a[k], 1)\n", """
                error[F0103]: unknown dim `k`
                 --> test.flow:5:3
                  |
                5 | a[k] = grid.smooth(raw[k], 1)
                  |   ^
                  = help: declare it: `dim k = 0..<10`
                """);
    }

    @Test
    void anUnknownLibraryIsReportedOnce() {
        wrong("use gird as g\na[i] = g.mean(raw[*])\nb[i] = g.std(a[i])\n", """
                error[F0101]: unknown library `gird`
                 --> test.flow:5:5
                  |
                5 | use gird as g
                  |     ^^^^
                  = help: did you mean `grid`?
                """);
    }

    @Test
    void argumentsThatAreMissingTwiceOrUnknown() {
        assertThat(Flows.report(START
                        + "a[i] = grid.smooth(raw[i])\n"
                        + "b[i] = grid.smooth(raw[i], 1, 2, 3)\n"
                        + "c[i] = grid.smooth(raw[i], 1, radius: 2)\n"
                        + "d[i] = grid.smooth(raw[i], radus: 2)\n"
                        + "e[i] = grid.wait(6)\n"
                        + "publish a, b, c, d, e\n"))
                .contains("error[F0302]: `grid.smooth` needs an argument for `radius`\n --> test.flow:5:8")
                .contains("error[F0303]: `grid.smooth` takes 3 arguments by place\n --> test.flow:6:34")
                .contains("error[F0304]: `radius` is given twice\n --> test.flow:7:31")
                .contains("error[F0305]: `grid.smooth` has no parameter `radus`\n --> test.flow:8:28")
                .contains("did you mean `radius`?")
                .contains("error[F0309]: `time` of `grid.wait` takes a duration, but `6`");
    }

    @Test
    void paramsFromTheCommandLine() {
        String flow = "flow f\nuse grid\nparam n : int = 3\nparam t : duration = 6h\na = grid.wait(n * t)\npublish a\n";
        assertThat(Flows.report(flow, "n=4", "t=30min")).isEmpty();
        assertThat(Flows.report(flow, "m=4", "t=30")).isEqualTo("""
                        error[F0104]: the flow has no param `m`
                         --> -p:1:1
                          |
                        1 | m=4
                          | ^
                          = help: it has `n`, `t`

                        error[F0110]: `30` is no value for the param `t`
                         --> -p:1:3
                          |
                        1 | t=30
                          |   ^^ expected a duration such as `6h`
                          = help: give the number a unit: `-p t=30s`
                        """);
    }

    @Test
    void generatorsAndYields() {
        assertThat(Flows.report("""
                        flow f
                        use grid
                        use lorenz
                        dim m = 1..3
                        dim step = 1..5
                        x[m] = lorenz.perturb(m)
                        a[m, step] = lorenz.forecast(x[m], 6h)
                        b[m] = lorenz.forecast(x[m], 6h) yields step
                        c[m, step] = grid.smooth(x[m], 1) yields step
                        d[m, step] = lorenz.forecast(d[m, step], 6h) yields step
                        publish a, b, c, d
                        """))
                .contains("error[F0205]: `lorenz.forecast` hands over several datasets")
                .contains("error[F0211]: `step` stands nowhere on the left side")
                .contains("error[F0204]: `grid.smooth` hands over one dataset")
                .contains("error[F0211]: `step` is what the generator yields over");
    }

    @Test
    void numbersInAnnotations() {
        wrong("a[i] = grid.smooth(raw[i], 1) @gpu @retry(0) @gang(2s)\n", """
                error[F0502]: `@gpu` takes one argument without a name
                 --> test.flow:5:31
                  |
                5 | a[i] = grid.smooth(raw[i], 1) @gpu @retry(0) @gang(2s)
                  |                               ^^^^ expected how many GPUs, such as `@gpu(2)`

                error[F0502]: `@retry` takes from 1 to 100 further calls, not 0
                 --> test.flow:5:43
                  |
                5 | a[i] = grid.smooth(raw[i], 1) @gpu @retry(0) @gang(2s)
                  |                                           ^ expected 1 to 100
                  = help: leave `@retry` out for none

                error[F0309]: the argument of `@gang` is of type duration, expected int
                 --> test.flow:5:52
                  |
                5 | a[i] = grid.smooth(raw[i], 1) @gpu @retry(0) @gang(2s)
                  |                                                    ^^ expected how many workers, a whole number without a unit
                  = help: leave out the unit: `2`
                """);
        assertThat(Flows.report(START + """
                        a[i] = grid.smooth(raw[i], 1) @gpu(1.5) @gang(i + 1) @retry(times: 3) @keep(i)
                        b[i] = grid.smooth(raw[i], 1) @gpu(raw[i]) @gang(-1) @chekpoint @retry(2) @retry(3)
                        publish a, b
                        """))
                .contains("error[F0502]: the argument of `@gpu` is of type float, expected int")
                .contains("error[F0502]: the argument of `@gang` is one number for all instances")
                .contains("error[F0502]: `@retry` takes one argument without a name")
                .contains("error[F0502]: `@keep` takes no arguments")
                .contains("error[F0312]: `raw[i]` is a dataset")
                .contains("error[F0502]: `@gang` takes from 1 to 4096 workers, not -1")
                .contains("did you mean `@checkpoint`?")
                .contains("error[F0503]: `@retry` stands twice")
                .satisfies(report -> assertThat(report.split("error\\[")).hasSize(1 + 8));
    }

    @Test
    void gangsAreNotCalledAgain() {
        wrong("a[i] = grid.smooth(raw[i], 1) @gang(2) @retry(3)\n", """
                error[F0502]: `@retry` does not go with `@gang`: others of the gang may be past what one of them would do again
                 --> test.flow:5:40
                  |
                5 | a[i] = grid.smooth(raw[i], 1) @gang(2) @retry(3)
                  |                                        ^^^^^^^^^
                  = help: repeat within the task what may be repeated, before the ranks have met
                """);
    }

    @Test
    void annotationsThatDoNotGoWithTheTask() {
        assertThat(Flows.report("""
                        flow f
                        use table
                        use lorenz
                        dim i = 0..9
                        dim step = 0..3
                        t[i] = table.scan("{i}")
                        saved[i] = table.save(t[i], "{i}.arrow") @retry(3) @keep
                        x[i, step] = lorenz.forecast(lorenz.perturb(i), 6h) yields step @retry(1)
                        publish x
                        """)).isEqualTo("""
                error[F0502]: `@retry` does not go with `table.save`, which has an effect, which is never repeated
                 --> test.flow:7:42
                  |
                7 | saved[i] = table.save(t[i], "{i}.arrow") @retry(3) @keep
                  |                                          ^^^^^^^^^
                  = help: repeat within the task what may be repeated

                error[F0502]: `@keep` does not go with `table.save`, which makes no dataset
                 --> test.flow:7:52
                  |
                7 | saved[i] = table.save(t[i], "{i}.arrow") @retry(3) @keep
                  |                                                    ^^^^^
                  = help: leave it out

                error[F0502]: `@retry` does not go with `lorenz.forecast`, which may have handed over some datasets \
                when it throws
                 --> test.flow:8:65
                  |
                8 | x[i, step] = lorenz.forecast(lorenz.perturb(i), 6h) yields step @retry(1)
                  |                                                                 ^^^^^^^^^
                  = help: let a task without `yields` do what may fail, and let the generator read that
                """);
    }

    @Test
    void namesDeclaredTwiceAndInACircle() {
        assertThat(Flows.report("""
                        flow f
                        use grid
                        param n : int = m
                        param m : int = n
                        param n : int = 3
                        dim raw = 0..3
                        raw[raw] = grid.read("x")
                        a[raw] = grid.read("y")
                        publish a
                        """))
                .contains("error[F0106]: `n` is defined by itself")
                .contains("error[F0105]: `n` is declared twice")
                .contains("error[F0105]: `raw` is declared twice")
                .satisfies(report -> assertThat(report.split("error\\[")).hasSize(1 + 3));
    }

    @Test
    void unitsDoNotMix() {
        assertThat(Flows.report("""
                        flow f
                        use grid
                        param a : duration = 3s + 4
                        param b : size = 3MiB + 4s
                        param c : duration = 2 * 3s + 6h / 2
                        param d : size = 1.5 * 2MiB
                        param e : float = 6h / 2h
                        x = grid.wait(a) @cost(time: 3MiB) @memory(4s)
                        publish x
                        """))
                .contains("error[F0309]: `+` does not apply to duration and int")
                .contains("error[F0309]: `+` does not apply to size and duration")
                .contains("error[F0309]: `time` of `@cost` is of type size, expected duration")
                .contains("error[F0309]: the argument of `@memory` is of type duration, expected size")
                .satisfies(report -> assertThat(report.split("error\\[")).hasSize(1 + 4));
    }

    @Test
    void aFlowThatPublishesNothingIsWarned() {
        assertThat(Flows.report("flow f\nuse grid\na = grid.read(\"x\")\n"))
                .startsWith("warning[F0405]: the flow publishes nothing, so nothing runs");
    }

    @Test
    void aDimWithoutFilesIsOneMistake() {
        wrong("use table\ndim part = files(\"none/*.csv\")\nt[part] = table.scan(part)\n", """
                error[F0208]: no file matches `none/*.csv`
                 --> test.flow:6:18
                  |
                6 | dim part = files("none/*.csv")
                  |                  ^^^^^^^^^^^^
                  = help: relative patterns start from where the command is called
                """);
    }
}
