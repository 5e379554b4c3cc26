package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    private static final String FLOW = """
            flow small
            use lorenz
            param members : int = 4
            dim member = 1..members
            x0[member] = lorenz.perturb(seed: member) @cost(time: 40ms, size: 1KiB)
            mean = lorenz.mean(x0[*])
            publish mean
            """;

    @TempDir
    Path folder;

    @Test
    void jsonHoldsThePlanInNumbers() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        JsonNode plan = anabranch
                .call("plan", anabranch.flow("small.flow", FLOW), "--workers", 2, "--json")
                .json();
        assertThat(plan.get("tasks").asInt()).isEqualTo(5);
        assertThat(plan.get("workers").asInt()).isEqualTo(2);
        assertThat(plan.get("makespan_s").asDouble())
                .isGreaterThanOrEqualTo(plan.get("lower_bound_s").asDouble())
                .isBetween(0.08, 0.1);
        assertThat(plan.get("parsing_s").asDouble())
                .isPositive()
                .isLessThan(plan.get("elaboration_s").asDouble());
        assertThat(plan.get("planning_s").asDouble()).isPositive();
        assertThat(plan.get("generating_s").asDouble()).isPositive();
        assertThat(plan.get("transfers").asInt()).isEqualTo(2);
        assertThat(plan.get("bytes_moved").asLong()).isEqualTo(2048);
        assertThat(plan.get("plan_hash").asText()).hasSize(64);
    }

    @Test
    void printsWhatAPersonWantsToKnow() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Anabranch.Answer plan = anabranch.call("plan", anabranch.flow("small.flow", FLOW), "--workers", 2);
        assertThat(plan.out())
                .contains(
                        "small: 5 tasks in 2 families on 2 workers of 1 host",
                        "predicted",
                        "lower bound",
                        "gap",
                        "critical path",
                        "x0",
                        "local/1",
                        "busy",
                        "peak",
                        "transfers 2 (2.00 KiB)",
                        "lorenz.perturb",
                        "annotated",
                        "small.flow:5",
                        "made in");
    }

    @Test
    void meaningMakesAPlanNotText() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        JsonNode first = plan(anabranch, FLOW);
        assertThat(first.get("reused").asBoolean()).isFalse();
        JsonNode again = plan(anabranch, FLOW);
        assertThat(again.get("reused").asBoolean()).isTrue();
        assertThat(again.get("elaboration_s").asDouble()).isZero();
        assertThat(again.get("planning_s").asDouble()).isPositive();
        assertThat(again.get("generating_s").asDouble()).isZero();

        JsonNode commented = plan(anabranch, "// a remark\n\n" + FLOW);
        assertThat(commented.get("reused").asBoolean()).isTrue();
        assertThat(commented.get("plan_hash")).isEqualTo(first.get("plan_hash"));
        assertThat(anabranch
                        .call("plan", folder.resolve("small.flow"), "--workers", 2)
                        .out())
                .as("lines are those of the text as it is now")
                .contains("small.flow:7");

        JsonNode costlier = plan(anabranch, FLOW.replace("40ms", "50ms"));
        assertThat(costlier.get("reused").asBoolean()).isFalse();
        assertThat(costlier.get("plan_hash")).isNotEqualTo(first.get("plan_hash"));
        assertThat(plan(anabranch, FLOW.replace("= 4", "= 5")).get("reused").asBoolean())
                .isFalse();
    }

    @Test
    void theLinesOfAFileArePartOfTheMeaning() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        String text = """
                flow stations
                use lorenz
                param list : path
                dim station = lines(list)
                x[station] = lorenz.perturb(seed: 1)
                publish x
                """;
        Path list = Files.writeString(folder.resolve("stations.txt"), "# the north\nOslo\n\n  Troms\u00f8 \n");
        Path flow = anabranch.flow("stations.flow", text);
        Object[] call = {flow, "-p", "list=" + list, "--json"};
        JsonNode first = anabranch.call("plan", call).json();
        assertThat(first.get("tasks").asInt()).isEqualTo(1);
        assertThat(anabranch.call("plan", call).json().get("reused").asBoolean())
                .isTrue();

        Files.writeString(list, "// no coordinate is a comment of another kind\nOslo\n");
        JsonNode other = anabranch.call("plan", call).json();
        assertThat(other.get("reused").asBoolean()).isFalse();
        assertThat(other.get("plan_hash")).isNotEqualTo(first.get("plan_hash"));

        Files.writeString(list, "Oslo\n# moved\nTroms\u00f8");
        JsonNode again = anabranch.call("plan", call).json();
        assertThat(again.get("reused").asBoolean()).isTrue();
        assertThat(again.get("plan_hash")).isEqualTo(first.get("plan_hash"));

        Files.writeString(list, "Oslo\nTroms\u00f8\nOslo\n");
        assertThat(anabranch.call("check", flow, "-p", "list=" + list).err())
                .contains("error[F0209]: `Oslo` stands twice", "stations.txt:3:1", "also on line 1");
        Files.delete(list);
        assertThat(anabranch.call("check", flow, "-p", "list=" + list).err())
                .contains("error[F0219]: there is no file", "stations.flow:4:");
        assertThat(anabranch.call("check", flow, "-p", "list=" + folder).err())
                .contains("error[F0219]", "it is no regular file");
    }

    private static JsonNode plan(Anabranch anabranch, String text) throws IOException {
        Path flow = anabranch.flow("small.flow", text);
        return anabranch.call("plan", flow, "--workers", 2, "--json").json();
    }

    @Test
    void planningTwiceGivesTheSameBytes() throws IOException {
        Path[] plans = new Path[2];
        for (int i = 0; i < 2; i++) {
            Anabranch anabranch = new Anabranch(Files.createDirectories(folder.resolve("try-" + i)));
            plans[i] = folder.resolve("plan-" + i);
            anabranch.flow("small.flow", FLOW);
            Anabranch.Answer answer =
                    anabranch.call("plan", anabranch.folder().resolve("small.flow"), "--workers", 3, "--out", plans[i]);
            assertThat(answer.status()).as(answer.err()).isZero();
        }
        try (Stream<Path> files = Files.walk(plans[0])) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .hasSizeGreaterThan(12)
                    .allSatisfy(file -> assertThat(plans[1].resolve(plans[0].relativize(file)))
                            .hasSameBinaryContentAs(file));
        }
    }

    @Test
    void parametersAreGivenOnTheCommandLine() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("small.flow", FLOW);
        assertThat(anabranch
                        .call("plan", flow, "-p", "members=9", "--json")
                        .json()
                        .get("tasks")
                        .asInt())
                .isEqualTo(10);
        Anabranch.Answer unknown = anabranch.call("plan", flow, "-p", "member=9");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("member", "members");
    }

    @Test
    void compileWritesTheSources() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("small.flow", FLOW);
        Anabranch.Answer answer = anabranch.call("compile", flow, "--workers", 2, "--out", folder.resolve("java"));
        assertThat(answer.out().lines()).hasSize(3);
        assertThat(folder.resolve("java/flows/small/SmallWorker1.java"))
                .content()
                .contains("LorenzTasks.perturb(", "small.flow:5");
    }
}
