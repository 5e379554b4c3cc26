package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What annotations show, and do, from the command line. */
class AnnotationsTest {
    private static final String FLOW = """
            flow demands
            use lorenz
            dim member = 1..4
            x0[member] = lorenz.perturb(seed: member) @memory(1MiB) @gang(2) @checkpoint
            y[member] = lorenz.mean([x0[member]]) @gpu(1) @on("big/0") @retry(3)
            mean = lorenz.mean(y[*]) @keep
            unused = lorenz.mean(y[*]) @checkpoint
            publish mean
            """;

    private static final String CLUSTER = """
            hosts:
              - { name: small, workers: 1 }
              - { name: big, workers: 2, labels: [gpu] }
            """;

    @TempDir
    Path folder;

    @Test
    void aPlanShowsThemAndWhatIsNotDoneYet() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
        Path flow = anabranch.flow("demands.flow", FLOW);
        Anabranch.Answer plan = anabranch.call("plan", flow, "--cluster", cluster);
        assertThat(plan.status()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains(
                        "demands.flow:4  @memory(1.00MiB)  @gang(2)  @checkpoint",
                        "demands.flow:5  @on(\"big/0\")  @gpu(1)  @retry(3)",
                        "demands.flow:6  @keep",
                        "keeps 4 (1.25 KiB) as the flow asks: ",
                        "JoinGangs",
                        "4 gangs of 2 workers on big",
                        "note: @gpu of `y`: GPUs are not counted yet");
        JsonNode json =
                anabranch.call("plan", flow, "--cluster", cluster, "--json").json();
        assertThat(json.get("annotations"))
                .hasToString("[{\"family\":\"x0\",\"memory_bytes\":1048576,\"gang\":2,\"checkpoint\":true},"
                        + "{\"family\":\"y\",\"on\":\"big/0\",\"gpu\":1,\"retry\":3},"
                        + "{\"family\":\"mean\",\"keep\":true},"
                        + "{\"family\":\"unused\",\"checkpoint\":true}]");
        assertThat(json.get("notes")).hasSize(1);
        assertThat(json.get("notes").get(0).asText()).startsWith("@gpu of `y`: ");
    }

    @Test
    void gangsAreRunTogetherOrRefused() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("gang.flow", """
                flow gang
                use lorenz
                dim member = 1..4
                x0[member] = lorenz.perturb(seed: member) @gang(3)
                publish x0
                """);
        Anabranch.Answer run = anabranch.call("run", flow, "--workers", 4);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("published 4 datasets");
        Anabranch.Answer few = anabranch.call("plan", flow, "--workers", 2);
        assertThat(few.status()).isEqualTo(1);
        assertThat(few.err())
                .contains("error[F0753]: `x0` asks for a gang of 3, and the cluster has 2 workers", "gang.flow:4");
        Anabranch.Answer simulated = anabranch.call("simulate", flow, "--workers", 4);
        assertThat(simulated.status()).isEqualTo(2);
        assertThat(simulated.err()).contains("simulate knows no gangs");
        Anabranch.Answer explained = anabranch.call("explain", flow, "x0[2]", "--workers", 4);
        assertThat(explained.status()).as(explained.err()).isZero();
    }

    @Test
    void aClusterWithoutGpusIsRefusedWithAWayOut() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("demands.flow", FLOW.replace(" @on(\"big/0\")", ""));
        Anabranch.Answer plan = anabranch.call("plan", flow, "--workers", 2);
        assertThat(plan.status()).isEqualTo(1);
        assertThat(plan.err())
                .contains(
                        "error[F0751]: `y` asks for GPUs with `@gpu(1)`, and no host has the label `gpu`",
                        "demands.flow:5",
                        "help: write `labels: [gpu]` at the hosts of the cluster file that have GPUs",
                        "help: leave `@gpu` out where the task also runs without");
    }

    @Test
    void oneWorkerMustSatisfyAllDemands() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
        Path flow = anabranch.flow("demands.flow", FLOW.replace("big/0", "small/0"));
        Anabranch.Answer plan = anabranch.call("plan", flow, "--cluster", cluster);
        assertThat(plan.status()).isEqualTo(1);
        assertThat(plan.err()).contains("error[F0751]: no worker has the labels `small/0` and `gpu`");
    }

    @Test
    void aTaskThatThrowsIsCalledAgain() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("flaky.flow", """
                flow flaky
                use java dev.anabranch.cli.Flaky as flaky
                x = flaky.fetch("twice", 3) @retry(2)
                publish x
                """);
        Anabranch.Answer run = anabranch.call("run", flow, "--workers", 1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("x failed and was called again 2 times");
    }

    @Test
    void notForEver() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("flaky.flow", """
                flow flaky
                use java dev.anabranch.cli.Flaky as flaky
                x = flaky.fetch("thrice", 4) @retry(2)
                publish x
                """);
        Anabranch.Answer run = anabranch.call("run", flow, "--workers", 1);
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("thrice is not there yet", "flaky.flow:3");
    }

    @Test
    void keptDatasetsAreNoLeak() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("kept.flow", """
                flow kept
                use lorenz
                dim member = 1..8
                x0[member] = lorenz.perturb(seed: member) @keep
                mean = lorenz.mean(x0[*])
                publish mean
                """);
        Anabranch.Answer run = anabranch.call("run", flow, "--workers", 2);
        assertThat(run.status()).as(run.err()).isZero();
    }
}
