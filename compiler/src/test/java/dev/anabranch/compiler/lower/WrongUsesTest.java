package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.FlowFolder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the authors of flows that use others wrongly, or that others use, read word by word. */
@Timeout(60)
class WrongUsesTest {
    private static final String POST = """
            flow post
            use grid
            input t2[member, step] : tensor<f64>[..]
            param limit : float = 273.15
            mean[step]  = grid.mean(t2[*, step])
            frost[step] = grid.fraction(t2[*, step] <= limit)
            output mean, frost
            """;
    private static final String START = """
            flow main
            use grid
            use flow "post.flow" as post
            dim m = 1..3
            dim s = 0..12 by 6
            raw[m, s] = grid.read("{m}_{s}")
            publish raw
            """;
    private static final String SIGNATURE =
            "  = help: it is declared as `post(t2[member, step]: tensor<f64>[..], limit: float = 273.15)`\n";

    private static String report(String rest, String post) {
        return new FlowFolder()
                .with("main.flow", START + rest)
                .with("post.flow", post)
                .report("main.flow");
    }

    private static void wrong(String rest, String report) {
        assertThat(report(rest, POST)).isEqualTo(report);
    }

    @Test
    void missingInputsAndParams() {
        wrong("x = post()\n", """
                error[F0302]: the flow `post` needs the input `t2[member, step]`
                 --> main.flow:8:5
                  |
                8 | x = post()
                  |     ^^^^^^
                """ + SIGNATURE);
        assertThat(report("x = post(limit: 3)\n", POST.replace(" = 273.15", "\nparam radius : int")))
                .contains("needs the input `t2[member, step]` and the param `radius`");
    }

    @Test
    void unknownArguments() {
        wrong("x = post(raw, limt: 3)\n", """
                error[F0305]: the flow `post` has neither an input nor a param `limt`
                 --> main.flow:8:15
                  |
                8 | x = post(raw, limt: 3)
                  |               ^^^^
                  = help: did you mean `limit`?
                """ + SIGNATURE);
    }

    @Test
    void argumentsGivenTwice() {
        wrong("x = post(raw, t2: raw)\n", """
                error[F0304]: `t2` is given twice
                 --> main.flow:8:15
                  |
                8 | x = post(raw, t2: raw)
                  |               ^^
                """ + SIGNATURE);
    }

    @Test
    void moreArgumentsByPlaceThanInputs() {
        wrong("x = post(raw, 3.5, rwa)\n", """
                error[F0303]: the flow `post` takes 1 input by place
                 --> main.flow:8:15
                  |
                8 | x = post(raw, 3.5, rwa)
                  |               ^^^ params are given by name
                  = help: it is declared as `post(t2[member, step]: tensor<f64>[..], limit: float = 273.15)`

                error[F0107]: unknown name `rwa`
                 --> main.flow:8:20
                  |
                8 | x = post(raw, 3.5, rwa)
                  |                    ^^^
                  = help: did you mean `raw`?
                """);
    }

    @Test
    void paramsOfAnotherType() {
        wrong("x = post(raw, limit: \"a\")\n", """
                error[F0301]: the param `limit` of the flow `post` takes float, but `"a"` is a plain value of type string
                 --> main.flow:8:22
                  |
                8 | x = post(raw, limit: "a")
                  |                      ^^^ expected a float such as `273.15`
                """ + SIGNATURE);
        wrong("x = post(raw, limit: raw)\n", """
                error[F0312]: `raw` is not known before the run
                 --> main.flow:8:22
                  |
                8 | x = post(raw, limit: raw)
                  |                      ^^^ expected a constant, a param or a dim's size
                """);
    }

    @Test
    void inputsOfAnotherType() {
        wrong("x = post(raw <= 3)\n", """
                error[F0301]: the input `t2[member, step]` of the flow `post` is of type tensor<f64>, but `raw <= 3` is of type tensor<bool>
                 --> main.flow:8:10
                  |
                8 | x = post(raw <= 3)
                  |          ^^^^^^^^ expected tensor<f64>
                """ + SIGNATURE);
        wrong("x = post(3)\n", """
                error[F0301]: the input `t2[member, step]` of the flow `post` takes an array with 2 indices, but `3` is a plain value of type int
                 --> main.flow:8:10
                  |
                8 | x = post(3)
                  |          ^ expected an array with 2 indices
                  = help: a plain value is given to a param of the used flow: `limit: 3`
                """ + SIGNATURE);
        assertThat(report("x = post([raw, raw])\n", POST)).startsWith("error[F0307]: the input `t2[member, step]`");
    }

    @Test
    void inputsWithAnotherNumberOfIndices() {
        wrong("x = post(raw[1, *])\n", """
                error[F0201]: the input `t2[member, step]` of the flow `post` takes an array with 2 indices, but `raw[1, *]` has 1 index
                 --> main.flow:8:10
                  |
                8 | x = post(raw[1, *])
                  |          ^^^^^^^^^ expected an array with 2 indices
                """ + SIGNATURE);
        assertThat(report("x = post(raw[1, 6])\n", POST)).contains("but `raw[1, 6]` is one dataset");
    }

    @Test
    void partsThatNoInputCanTake() {
        assertThat(report("x = post(raw[*, 0..6 by 6])\n", POST))
                .startsWith("error[F0124]: `raw[*, 0..6 by 6]` is a part of an array that an input cannot take");
        wrong("x = post(raw[*, s])\n", """
                error[F0124]: `s` has no coordinate where a flow is used
                 --> main.flow:8:17
                  |
                8 | x = post(raw[*, s])
                  |                 ^
                  = help: give the array as a whole, `raw`, and let the input have the index: `input t2[s] : ...`
                """ + SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x[s] = post(raw) | s",
                "(x, y) = post(raw) | y",
                "x where 1 < 2 = post(raw) | 1 < 2",
                "x = post(raw) yields s | s",
                "x = post(raw) @cost(time: 3s) | @cost(time: 3s)"
            })
    void usesStandAlone(String use, String wrong) {
        assertThat(report(use + "\n", POST))
                .startsWith("error[F0124]: `" + wrong + "` cannot stand where a flow is used")
                .contains("expected `x = post(...)` and nothing else")
                .containsOnlyOnce("error[");
    }

    @Test
    void aFlowIsNoTask() {
        wrong("y = grid.smooth(post(raw), 1)\n", """
                error[F0124]: `post` is a flow, not a task
                 --> main.flow:8:17
                  |
                8 | y = grid.smooth(post(raw), 1)
                  |                 ^^^^ expected a task
                  = help: use it by an equation of its own, `name = post(...)`, and read its outputs as `name.output`
                """);
        assertThat(report("y = post.mean(raw)\n", POST))
                .startsWith("error[F0124]")
                .containsOnlyOnce("error[");
        assertThat(report("y = pst(raw)\nz = grid.smooth(y.mean[6], 1)\n", POST))
                .startsWith("error[F0102]: unknown task `pst`")
                .contains("did you mean `post`?")
                .containsOnlyOnce("error[");
    }

    @Test
    void onlyOutputsAreVisible() {
        wrong("x = post(raw)\nz[s] = grid.smooth(x.maen[s], 1)\n", """
                error[F0122]: the flow `post` has no output `maen`
                 --> main.flow:9:20
                  |
                9 | z[s] = grid.smooth(x.maen[s], 1)
                  |                    ^^^^^^
                  = help: did you mean `x.mean`?
                  = help: its outputs are `x.mean`, `x.frost`
                """);
        wrong("x = post(raw)\nz = grid.mean(x)\n", """
                error[F0122]: `x` is a use of the flow `post`, not a dataset
                 --> main.flow:9:15
                  |
                9 | z = grid.mean(x)
                  |               ^
                  = help: its outputs are `x.mean`, `x.frost`
                """);
        assertThat(report("x = post(raw)\nz = grid.mean(x.t2)\npublish x\npublish x.limit\n", POST)
                        .split("error\\[F0122]", -1))
                .hasSize(1 + 3);
        assertThat(report("x = post(raw)\npublish x.mean\n", POST.replace("output mean, frost", "")))
                .contains("the flow names no outputs: add `output ...` to it");
        assertThat(report("x = grid.mean(raw)\ny = grid.smooth(x.mean, 1)\n", POST))
                .startsWith("error[F0108]: `x` is a dataset, which has no parts with names");
    }

    @Test
    void outputsAreReadLikeDatasets() {
        assertThat(report(
                        "x = post(raw)\ny[s] = grid.smooth(x.mean[s, s], 1)\nz[s] = grid.smooth(x.mean[s + 6], 1)\n",
                        POST))
                .contains("error[F0201]: `x.mean` takes 1 index, but 2 are given", "expected `x.mean[step]`")
                .contains("error[F0401]: `z[s: 12]` reads `x.mean[step: 18]`, which no equation defines")
                .contains("`step` of `x.mean` runs from 0 to 12 by 6");
    }

    @Test
    void namesOfUsesAreDeclaredOnce() {
        assertThat(report("x = post(raw)\nx = post(raw)\nx[s] = grid.read(\"3\")\ny = grid.mean(raw)\n", POST)
                        .split("error\\[F0105]", -1))
                .hasSize(1 + 2);
        assertThat(report("raw = post(raw)\n", POST)).startsWith("error[F0105]: `raw` is declared twice");
        assertThat(report("use grid as post\n", POST)).startsWith("error[F0105]: `post` is used twice");
    }

    @Test
    void coordinatesOfDeclaredDims() {
        assertThat(report("x = post(raw)\n", POST.replace("use grid\n", "use grid\ndim step = 0..18 by 6\n")))
                .isEqualTo("""
                        error[F0220]: `raw` has no `step: 18`, which the input `t2[member, step]` of the flow `post` has
                         --> main.flow:8:10
                          |
                        8 | x = post(raw)
                          |          ^^^ expected 0..18 by 6, found 0..12 by 6
                          = help: `step` is declared in post.flow, line 3; without that it takes the coordinates of what is given
                        """ + SIGNATURE);
        assertThat(report("x = post(raw)\n", POST.replace("use grid\n", "use grid\ndim step = [0, 12]\n")))
                .contains("`raw` has `step: 6`, which the input `t2[member, step]` of the flow `post` does not have")
                .contains("expected 0..12 by 12, found 0..12 by 6");
        assertThat(report("x = post(raw)\n", POST.replace("use grid\n", "use grid\ndim step = [\"a\", \"b\"]\n")))
                .startsWith("error[F0206]: index 2 of `raw` is of type int, but `step` of the input")
                .containsOnlyOnce("error[");
        assertThat(report("x = post(raw)\n", POST.replace("use grid\n", "use grid\ndim step = [12, 0, 6]\n")))
                .doesNotContain("error[");
    }

    @Test
    void inputsAgreeAboutTheirDims() {
        String two = """
                flow post
                use grid
                input a[step] : tensor<f64>[..]
                input b[step] : tensor<f64>[..]
                sum[step] = a[step] + b[step]
                output sum
                """;
        String rest = "p[s] = grid.read(\"p\")\nq[s] where s > 0 = grid.read(\"q\")\nx = post(p, q)\n";
        assertThat(report(rest, two))
                .contains("error[F0220]: `q` has no `step: 0`, which the input `b[step]` of the flow `post` has")
                .contains("`step` takes the coordinates of the first input with that index")
                .containsOnlyOnce("error[");
        assertThat(report(rest.replace("post(p, q)", "post(q, q)"), two)).doesNotContain("error[");
    }

    @Test
    void coordinatesThatFollowFromEachOther() {
        String post = """
                flow post
                use grid
                input a[step] : tensor<f64>[..]
                y[step] = grid.smooth(a[step], 1)
                output y
                """;
        assertThat(report("p = post(q.y)\nq = post(p.y)\n", post))
                .contains("error[F0106]: the coordinates that `p` is given follow from its own outputs")
                .contains("declare the dims of its inputs in the used flow")
                .containsOnlyOnce("error[");
    }

    @Test
    void mistakesOfAUsedFlowAreShownInItsOwnSourceOnce() {
        String wrong = POST.replace("grid.mean(t2", "grid.mena(t2").replace("t2[*, step] <=", "t2[*] <=");
        String mistakes = """
                error[F0102]: the library `grid` has no task `mena`
                 --> post.flow:5:20
                  |
                5 | mean[step]  = grid.mena(t2[*, step])
                  |                    ^^^^
                  = help: did you mean `mean`?

                error[F0201]: `t2` takes 2 indices, but 1 is given
                 --> post.flow:6:29
                  |
                6 | frost[step] = grid.fraction(t2[*] <= limit)
                  |                             ^^^^^ expected `t2[member, step]`
                  = help: write `t2[*, step]`, where `*` reads every member
                """;
        assertThat(report("x = post(raw)\ny = post(raw, limit: 3)\n", wrong)).isEqualTo(mistakes);
        assertThat(report("", wrong)).as("not used").isEqualTo(mistakes);
        assertThat(report("x = post()\n", wrong)).as("used wrongly").endsWith(mistakes);
        assertThat(report("x = post(rwa)\n", wrong))
                .contains("unknown name `rwa`")
                .endsWith(mistakes);
        assertThat(report("x = post(raw)\ny[s] = grid.smoth(x.frost[s])\n", wrong))
                .contains("smoth")
                .endsWith(mistakes);
    }

    @Test
    void statementsThatDoNotParseCauseNoFurtherMistakes() {
        assertThat(report(
                        "x = post(raw, limit: 3)\ny[s] = grid.smooth(x.mean[s], 1)\npublish x.frost\n",
                        "flow post\nuse grid\ninput t2[member, step] ; tensor\nparam limit float\noutput mean frost\n"))
                .contains("post.flow:3", "post.flow:4", "post.flow:5")
                .satisfies(report -> assertThat(report.split("error\\[", -1)).hasSize(1 + 3));
        assertThat(report("use flow post.flow as p\nx = p(raw)\ny[s] = grid.smooth(x.mean[s], 1)\n", POST))
                .containsOnlyOnce("error[");
    }

    @Test
    void instancesThatAUsedFlowReadsInVain() {
        assertThat(report("x = post(raw)\n", POST.replace("t2[*, step])", "[t2[1, step], t2[4, step]])")))
                .isEqualTo("""
                        error[F0401]: `x.mean[step: 0]` reads `raw[m: 4, s: 0]`, which no equation defines
                         --> post.flow:5:39
                          |
                        5 | mean[step]  = grid.mean([t2[1, step], t2[4, step]])
                          |                                       ^^^^^^^^^^^ never defined
                          = help: `m` of `raw` runs from 1 to 3
                          = help: leave the instance out with `where`, or define what it reads
                          = help: or write a `?` behind the reference: a list leaves out what is not defined
                          = help: the same happens to 2 more instances
                        """);
    }

    @Test
    void wrongOutputs() {
        assertThat(report("x = post(raw)\n", POST.replace("mean, frost", "mean, forst, t2, limit, mean, post.x")))
                .contains("error[F0107]: unknown dataset `forst`", "did you mean `frost`?")
                .contains("error[F0108]: `t2` is an input: who uses the flow has it already")
                .contains("error[F0108]: `limit` is no dataset")
                .contains("error[F0105]: `mean` is an output already")
                .contains("error[F0107]: unknown dataset `post.x`")
                .satisfies(report -> assertThat(report.split("error\\[", -1)).hasSize(1 + 5));
    }

    @Test
    void wrongInputs() {
        assertThat(report(
                        "x = post(raw)\n",
                        POST.replace("input", "input t2 : bytes\ninput limit : bytes\ninput z[i, i] : bytes\ninput")))
                .contains("error[F0105]: `t2` is declared twice")
                .contains("error[F0105]: `limit` is declared twice")
                .contains("error[F0105]: `i` is an index of the input `z` twice");
        assertThat(report("x = post(raw)\n", POST.replace("[member, step] :", "[limit, step] :")))
                .contains("error[F0105]: `limit` is declared twice");
        assertThat(report("x = post(raw)\n", POST + "t2[step] = grid.read(\"x\")\n"))
                .contains("error[F0105]: `t2` is declared twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tensor<f46>[..] | unknown type `f46`",
                "tabel | unknown type `tabel`",
                "list<tenser> | unknown type `tenser`",
                "scalar<f65> | unknown type `f65`",
                "table{a: int} | unknown type `int`",
                "tensor<f64>[n] | unknown name `n`",
                "tensor<f64>[-3] | the size of an axis is -3",
                "tensor<f64>[1.5] | the size of an axis is of type float, expected int"
            })
    void wrongTypesOfInputs(String type, String message) {
        assertThat(new FlowFolder()
                        .with("post.flow", "flow post\ninput t : " + type + "\n")
                        .checkReport("post.flow"))
                .contains(message + "\n")
                .contains("post.flow:2:")
                .containsOnlyOnce("error[");
    }

    @Test
    void aCircleOfUsesIsToldAsAPath() {
        FlowFolder folder = new FlowFolder()
                .with("a.flow", "flow a\nuse flow \"b.flow\" as b\nuse flow \"c.flow\" as c\nx = b()\n")
                .with("b.flow", "flow b\nuse flow \"c.flow\" as c\ny = c()\n")
                .with("c.flow", "flow c\nuse flow \"a.flow\" as a\nz = a()\n");
        assertThat(folder.report("a.flow")).isEqualTo("""
                error[F0121]: flows use each other in a circle: a.flow -> b.flow -> c.flow -> a.flow
                 --> c.flow:2:10
                  |
                2 | use flow "a.flow" as a
                  |          ^^^^^^^^
                  = help: put what both need into a flow of its own, and use that in both
                """);
        assertThat(new FlowFolder()
                        .with("a.flow", "flow a\nuse flow \"a.flow\" as b\nx = b()\n")
                        .report("a.flow"))
                .contains("in a circle: a.flow -> a.flow");
    }

    @Test
    void filesThatCannotBeRead() {
        assertThat(report("use flow \"nowhere.flow\" as n\nx = n(raw)\ny = grid.smooth(x.foo, 1)\n", POST))
                .isEqualTo("""
                        error[F0120]: the flow `nowhere.flow` cannot be read: there is no file nowhere.flow
                         --> main.flow:8:10
                          |
                        8 | use flow "nowhere.flow" as n
                          |          ^^^^^^^^^^^^^^
                          = help: that folder has `post.flow`
                          = help: a relative path starts from the folder of the file that uses it
                        """);
        assertThat(report("use flow \"{m}.flow\" as n\n", POST))
                .startsWith("error[F0120]: the path of a used flow depends on other values");
        FlowFolder folder = new FlowFolder()
                .with(
                        "main.flow",
                        START.replace("post.flow", "bytes.flow") + "x = post(raw)\ny = post(raw)\npublish x.a\n")
                .with("bytes.flow", new byte[] {'f', 'l', (byte) 0xff});
        assertThat(folder.report("main.flow"))
                .startsWith("error[F0001]: the file is not UTF-8 text: byte 0xFF at offset 2\n --> bytes.flow:1:3")
                .containsOnlyOnce("error[");
    }

    @Test
    void shapesAndColumnsAreComparedWhereAnInputIsGivenOn() {
        String outer = """
                flow outer
                use flow "inner.flow" as inner
                input a : tensor<f64>[n, 3]
                input t : table{day: i64, amt: f64, more: utf8}
                param n : int = 4
                x = inner(a, t)
                """;
        String inner = """
                flow inner
                input a : tensor<f64>[k, k]
                input t : table{amt: i64, day: i64, new: bool}
                param k : int = 3
                """;
        assertThat(new FlowFolder()
                        .with("outer.flow", outer)
                        .with("inner.flow", inner)
                        .checkReport("outer.flow"))
                .contains(
                        "error[F0320]: the input `a` of the flow `inner` does not take `a`, which is declared of shape"
                                + " [4, 3], but [3, 3] is wanted")
                .contains("error[F0320]: the input `t` of the flow `inner` does not take `t`, which is declared a table"
                        + " that is not said to have `amt: i64`, `new: bool`")
                .satisfies(report -> assertThat(report.split("error\\[", -1)).hasSize(1 + 2));
        assertThat(new FlowFolder()
                        .with("outer.flow", outer.replace("int = 4", "int"))
                        .with(
                                "inner.flow",
                                inner.replace("amt: i64", "amt: f64").replace(", new: bool", ""))
                        .checkReport("outer.flow"))
                .as("nothing is known of n")
                .isEmpty();
    }

    @Test
    void aFlowWithInputsIsCheckedButNotRun() {
        FlowFolder folder = new FlowFolder().with("post.flow", POST);
        assertThat(folder.report("post.flow")).isEqualTo("""
                error[F0123]: the flow cannot run by itself: it has the input `t2[member, step]`
                 --> post.flow:3:1
                  |
                3 | input t2[member, step] : tensor<f64>[..]
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  = help: use it in another flow, which gives it what it needs: `use flow "..." as name`
                  = help: by itself it can be checked: `anabranch check`
                """);
        CheckedFlow checked = folder.check("post.flow").value().orElseThrow();
        assertThat(checked.graph()).isEmpty();
        assertThat(checked.inputs()).containsExactly("t2[member, step] : tensor<f64>[..]");
        assertThat(checked.outputs()).containsExactly("mean", "frost");
        assertThat(folder.check("post.flow").diagnostics()).isEmpty();
        assertThat(folder.report("post.flow", "limt=3")).contains("error[F0104]", "error[F0123]");
    }

    private static String check(String post) {
        return new FlowFolder().with("post.flow", post).checkReport("post.flow");
    }

    @Test
    void aFlowByItselfIsCheckedAsFarAsItIsKnown() {
        assertThat(check(POST.replace(" = 273.15", "")))
                .as("params without values")
                .isEmpty();
        assertThat(check(POST.replace("[*, step] <=", "[*, step - 6] <=")))
                .as("nobody knows whether there is an instance")
                .isEmpty();
        assertThat(check(POST.replace("use grid\n", "use grid\ndim member = 1..2\ndim step = 0..6 by 6\n")
                        .replace("t2[*, step])", "[t2[1, step], t2[2, step - 6]])")))
                .contains("error[F0401]: `mean[step: 0]` reads `t2[member: 2, step: -6]`, which no equation defines")
                .containsOnlyOnce("error[");
        assertThat(check(POST.replace("t2[*, step])", "t2[\"north\", step])")
                        .replace("mean(t2", "smooth(t2")
                        .replace("step])", "step], 2)")))
                .as("an index of strings")
                .isEmpty();
        assertThat(check(POST.replace("mean[step]  =", "mean[stop]  =")))
                .startsWith("error[F0103]: unknown dim `stop`")
                .contains("did you mean `step`?");
        assertThat(check(POST.replace("grid.mean(t2[*, step])", "grid.smooth(t2[*, step], 1)")))
                .startsWith("error[F0307]");
    }

    @Test
    void publishStatementsOfAUsedFlowAreChecked() {
        assertThat(report("x = post(raw)\n", POST + "publish maen\n"))
                .startsWith("error[F0107]: unknown dataset `maen`")
                .contains("post.flow:8:9");
    }

    @Test
    void thousandsOfUsesWithinUsesAreOneError() {
        FlowFolder folder = new FlowFolder();
        for (int i = 0; i < 40; i++) {
            folder.with(
                    "f" + i + ".flow",
                    "flow f" + i + "\nuse grid\nuse flow \"f" + (i + 1) + ".flow\" as next\na = next()\nb = next()\n"
                            + "x = grid.read(\"x\")\noutput x\n");
        }
        folder.with("f40.flow", "flow last\nuse grid\nx = grid.read(\"x\")\noutput x\n");
        long start = System.nanoTime();
        String report = folder.report("f0.flow");
        assertThat(report)
                .startsWith("error[F0620]: with all uses within uses, the flow uses others more than 10,000 times")
                .contains("--> f0.flow:4:5")
                .containsOnlyOnce("error[");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void usesThatNestTooDeeplyAreOneError() {
        FlowFolder folder = new FlowFolder();
        for (int i = 0; i < 100; i++) {
            folder.with("f" + i + ".flow", "flow f" + i + "\nuse flow \"f" + (i + 1) + ".flow\" as next\na = next()\n");
        }
        folder.with("f100.flow", "flow last\n");
        assertThat(folder.report("f0.flow"))
                .startsWith("error[F0620]: flows use each other more than 50 deep")
                .containsOnlyOnce("error[");
        // Files that were read before are nearer than their uses.
        StringBuilder first = new StringBuilder("flow first\n");
        for (int i = 90; i >= 0; i -= 45) {
            first.append("use flow \"f")
                    .append(i)
                    .append(".flow\" as u")
                    .append(i)
                    .append("\n");
        }
        folder.with("first.flow", first + "x = u0()\n");
        assertThat(folder.report("first.flow"))
                .contains("error[F0620]: uses of flows nest more than 50 deep")
                .containsOnlyOnce("error[");
    }

    @Test
    void usesThatBringTooManyEquationsAreOneError() {
        StringBuilder large = new StringBuilder("flow large\nuse grid\n");
        for (int i = 0; i < 5000; i++) {
            large.append("x").append(i).append(" = grid.read(\"x\")\n");
        }
        StringBuilder main = new StringBuilder("flow main\nuse flow \"large.flow\" as large\n");
        for (int i = 0; i < 50; i++) {
            main.append("u").append(i).append(" = large()\n");
        }
        assertThat(new FlowFolder()
                        .with("main.flow", main.toString())
                        .with("large.flow", large.toString())
                        .report("main.flow"))
                .startsWith("error[F0620]: the flows that are used bring more than 200,000 equations")
                .contains("main.flow:43:7")
                .containsOnlyOnce("error[");
    }

    @Test
    void whatMayBeAbsentIsGivenToNoInput() {
        for (String absent : new String[] {"raw[1, 6]?", "raw[*, *]?"}) {
            assertThat(report("x = post(" + absent + ")\n", POST))
                    .startsWith(
                            "error[F0318]: the input `t2[member, step]` of the flow `post` does not take what may be")
                    .containsOnlyOnce("error[");
        }
    }

    @Test
    void filesBeyondTheLimitAreOneError() {
        FlowFolder folder = new FlowFolder();
        StringBuilder main = new StringBuilder("flow main\n");
        for (int i = 0; i < 1_010; i++) {
            main.append("use flow \"f")
                    .append(i)
                    .append(".flow\" as f")
                    .append(i)
                    .append('\n');
            folder.with("f" + i + ".flow", "flow f\n");
        }
        assertThat(folder.with("main.flow", main.toString()).report("main.flow"))
                .startsWith("error[F0620]: the flow uses more than 1,000 files")
                .containsOnlyOnce("error[");
    }

    @Test
    void flowsThatAreNeverUsedAreNotExpandedWithoutEnd() {
        FlowFolder folder = new FlowFolder();
        StringBuilder main = new StringBuilder("flow main\nuse lorenz\nx = lorenz.perturb(seed: 1)\npublish x\n");
        for (int i = 0; i < 12; i++) {
            main.append("use flow \"f")
                    .append(i)
                    .append(".flow\" as f")
                    .append(i)
                    .append('\n');
            StringBuilder uses = new StringBuilder("flow f\nuse flow \"leaf.flow\" as leaf\n");
            for (int k = 0; k < 4_000; k++) {
                uses.append("u").append(k).append(" = leaf()\n");
            }
            folder.with("f" + i + ".flow", uses.toString());
        }
        folder.with("leaf.flow", "flow leaf\n").with("main.flow", main.toString());
        assertThat(folder.report("main.flow")).startsWith("error[F0620]").containsOnlyOnce("error[");
    }
}
