package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsedFlowTest {
    private static final String POST = """
            flow post
            use grid
            input field[member, step] : tensor<f64>[..]
            param limit : float = 2.5
            mean[step] = grid.mean(field[*, step])
            high[step] = grid.fraction(field[*, step] >= limit)
            output mean, high
            """;

    private static final String MAIN = """
            flow main
            use lorenz
            use flow "lib/post.flow" as post
            dim member = 1..4
            dim step = 6..24 by 6
            x0[member] = lorenz.perturb(seed: member)
            state[member, step] = lorenz.forecast(x0[member]) yields step
            low  = post(state)
            half = post(state / 2, limit: 1.5)
            publish low.mean[step] as "mean" with { hour: step }
            publish low.high, half.high
            """;

    private static final String BY_HAND = """
            flow hand
            use lorenz
            use grid
            dim member = 1..4
            dim step = 6..24 by 6
            x0[member] = lorenz.perturb(seed: member)
            state[member, step] = lorenz.forecast(x0[member]) yields step
            low_mean[step] = grid.mean(state[*, step])
            low_high[step] = grid.fraction(state[*, step] >= 2.5)
            half_high[step] = grid.fraction(state[*, step] / 2 >= 1.5)
            publish low_mean[step] as "mean" with { hour: step }
            publish low_high[step] as "low.high"
            publish half_high[step] as "half.high"
            """;

    @TempDir
    Path folder;

    private Anabranch anabranch;
    private Path main;
    private Path post;

    @BeforeEach
    void twoFiles() throws IOException {
        anabranch = new Anabranch(folder);
        main = anabranch.flow("main.flow", MAIN);
        post = Files.createDirectories(folder.resolve("lib")).resolve("post.flow");
        Files.writeString(post, POST);
    }

    private static Map<String, byte[]> outputs(Anabranch anabranch) throws IOException {
        Map<String, byte[]> bytes = new TreeMap<>();
        for (JsonNode output : anabranch.call("outputs", "--json").json()) {
            bytes.put(
                    output.get("name").asText() + output.get("index"),
                    Files.readAllBytes(Path.of(output.get("file").asText())));
        }
        return bytes;
    }

    @Test
    void runsAsIfItWereWrittenByHand() throws IOException {
        Anabranch.Answer run = anabranch.call("run", main, "--workers", 2);
        assertThat(run.status()).as(run.err()).isZero();
        Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("hand")));
        other.call("run", other.flow("hand.flow", BY_HAND), "--workers", 2);
        Map<String, byte[]> expected = outputs(other);
        Map<String, byte[]> found = outputs(anabranch);
        assertThat(found.keySet()).hasSize(12).isEqualTo(expected.keySet());
        found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    @Test
    void aFlowWithInputsIsRightButDoesNotRun() throws IOException {
        Anabranch.Answer check = anabranch.call("check", post);
        assertThat(check.status()).as(check.err()).isZero();
        assertThat(check.out())
                .isEqualTo(post + " is right, in flows that use it\n"
                        + "  input  field[member, step] : tensor<f64>[..]\n  output mean, high\n");
        JsonNode json = anabranch.call("check", post, "--json").json();
        assertThat(json.get("ok").asBoolean()).isTrue();
        assertThat(json.has("tasks")).isFalse();
        assertThat(json.get("flows").get(0).get("inputs")).hasToString("[\"field[member, step] : tensor<f64>[..]\"]");
        assertThat(json.get("flows").get(0).get("outputs")).hasToString("[\"mean\",\"high\"]");
        for (String verb : new String[] {"run", "plan", "compile"}) {
            Anabranch.Answer answer = anabranch.call(verb, post);
            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.err()).contains("error[F0123]", "`field[member, step]`", "post.flow:3:1");
        }
    }

    @Test
    void aFileThatIsNotThereIsLookedForUnderASimilarNameAndInFolders() throws IOException {
        anabranch.flow("main.flow", MAIN);
        Path other = post.resolveSibling("posts.flow");
        Files.move(post, other);
        assertThat(anabranch.call("check", main).err()).contains("error[F0120]", "did you mean `\"lib/posts.flow\"`?");
        Files.move(other, Files.createDirectory(folder.resolve("parts")).resolve("post.flow"));
        assertThat(anabranch.call("check", main).err()).contains("error[F0120]", "did you mean `\"parts/post.flow\"`?");
    }

    @Test
    void mistakesOfBothFilesComeAtOnceEachInItsOwnSource() throws IOException {
        Files.writeString(post, POST.replace("grid.mean", "grid.mena"));
        anabranch.flow("main.flow", MAIN.replace("low.high,", "low.hihg,"));
        Anabranch.Answer check = anabranch.call("check", main);
        assertThat(check.status()).isEqualTo(1);
        assertThat(check.err())
                .contains("--> " + post + ":5:", "--> " + main + ":11:", "`x.hihg`".replace("x.", ""))
                .contains("did you mean `low.high`?")
                .endsWith("2 errors\n");
        Files.delete(post);
        assertThat(anabranch.call("check", main).err())
                .contains("error[F0120]", "there is no file " + post)
                .endsWith("1 error\n");
        Files.createDirectory(post);
        assertThat(anabranch.call("check", main).err()).contains("error[F0120]", post + " is no regular file");
    }

    @Test
    void aCircleIsFoundWhateverTheFilesAreCalledByTheWay() throws IOException {
        Files.writeString(post, "flow post\nuse flow \"../lib/./../main.flow\" as back\nx = back()\n");
        assertThat(anabranch.call("check", main).err())
                .contains("error[F0121]: flows use each other in a circle: " + main + " -> " + post + " -> " + main);
    }

    @Test
    void plansDependOnTheFlowsThatAreUsed() throws IOException {
        JsonNode first = plan();
        assertThat(first.get("reused").asBoolean()).isFalse();
        assertThat(plan().get("reused").asBoolean()).isTrue();

        Files.writeString(post, "// a remark\n" + POST);
        JsonNode commented = plan();
        assertThat(commented.get("reused").asBoolean()).isTrue();
        assertThat(commented.get("plan_hash")).isEqualTo(first.get("plan_hash"));
        assertThat(anabranch.call("plan", main, "--workers", 2).out()).contains("lib/post.flow:6", "low.mean");

        Files.writeString(post, POST.replace("2.5", "2.0"));
        JsonNode changed = plan();
        assertThat(changed.get("reused").asBoolean()).isFalse();
        assertThat(changed.get("plan_hash")).isNotEqualTo(first.get("plan_hash"));

        Files.writeString(post, POST);
        JsonNode back = plan();
        assertThat(back.get("reused").asBoolean()).isTrue();
        assertThat(back.get("plan_hash")).isEqualTo(first.get("plan_hash"));

        Files.delete(post);
        assertThat(anabranch.call("plan", main, "--workers", 2).status()).isEqualTo(1);
    }

    private JsonNode plan() throws IOException {
        return anabranch.call("plan", main, "--workers", 2, "--json").json();
    }

    @Test
    void theSameFlowElsewhereHasTheSamePlan() throws IOException {
        JsonNode here = plan();
        Path elsewhere = Files.createDirectories(folder.resolve("a/b/lib")).getParent();
        Files.writeString(elsewhere.resolve("main.flow"), MAIN);
        Files.writeString(elsewhere.resolve("lib/post.flow"), POST);
        JsonNode there = anabranch
                .call("plan", elsewhere.resolve("main.flow"), "--workers", 2, "--json")
                .json();
        assertThat(there.get("reused").asBoolean()).isTrue();
        assertThat(there.get("plan_hash")).isEqualTo(here.get("plan_hash"));
        Files.writeString(elsewhere.resolve("lib/post.flow"), POST.replace("2.5", "2.0"));
        assertThat(anabranch
                        .call("plan", elsewhere.resolve("main.flow"), "--workers", 2, "--json")
                        .json()
                        .get("plan_hash"))
                .as("what is known of the text alone does not hold for other flows beside it")
                .isNotEqualTo(here.get("plan_hash"));
    }

    @Test
    void generatedProgramsNameTheRightFilesAndLines() throws IOException {
        Anabranch.Answer compile = anabranch.call("compile", main, "--workers", 1, "--out", folder.resolve("java"));
        assertThat(compile.status()).as(compile.err()).isZero();
        assertThat(folder.resolve("java/flows/main/MainWorker0.java"))
                .content()
                .contains("// lib/post.flow:5: mean[step] = grid.mean(field[*, step])")
                .contains("// main.flow:7: state[member, step]")
                .contains("lowMean", "halfHigh");
    }

    @Test
    void demandsThatNoWorkerMeetsAreShownWhereTheyAreMade() throws IOException {
        Files.writeString(post, POST.replace("field[*, step])\n", "field[*, step]) @on(gpu)\n"));
        Anabranch.Answer plan = anabranch.call("plan", main, "--workers", 2);
        assertThat(plan.status()).isEqualTo(1);
        assertThat(plan.err()).contains("error[F0751]", post + ":5:1", "@on(gpu)");
    }

    @Test
    void theFormOfUsesInputsAndOutputsIsCanonical() throws IOException {
        Path untidy = anabranch.flow("untidy.flow", """
                flow untidy
                use flow   "lib/post.flow"  as post
                input a [m,s]:tensor<f64>[ .. ]
                input table_of_all:table{a:i64,b:utf8}
                x=post( a ,limit:3.0 )
                output   x.mean,x.high
                """);
        assertThat(anabranch.call("fmt", untidy).status()).isZero();
        assertThat(untidy).content().isEqualTo("""
                flow untidy
                use flow "lib/post.flow" as post
                input a[m, s]      : tensor<f64>[..]
                input table_of_all : table{a: i64, b: utf8}
                x = post(a, limit: 3.0)
                output x.mean, x.high
                """);
        assertThat(anabranch.call("check", untidy).status()).isZero();
    }
}
