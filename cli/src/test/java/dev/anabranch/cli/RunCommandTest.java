package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    private static final String ENSEMBLE = """
            flow small
            use lorenz
            use grid
            dim member = 1..4
            dim step = 6..24 by 6
            x0[member] = lorenz.perturb(seed: member)
            state[member, step] = lorenz.forecast(x0[member]) yields step
            mean[step] = grid.mean(state[*, step])
            warm[step] = grid.fraction(state[*, step] >= 2.5)
            publish mean[step] as "small/mean" with { hour: step, units: "K" }
            publish warm
            """;

    @TempDir
    Path folder;

    private Anabranch anabranch;

    @BeforeEach
    void inAFolderOfItsOwn() {
        anabranch = new Anabranch(folder);
    }

    @Test
    void publishesWhatOutputsFinds() throws IOException {
        Anabranch.Answer run = anabranch.call("run", anabranch.flow("small.flow", ENSEMBLE), "--workers", 2);
        assertThat(run.err()).startsWith("small: plan ");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("small: 32 tasks in", "local/1", "published 8 datasets");

        JsonNode all = anabranch.call("outputs", "--json").json();
        assertThat(all).hasSize(8);
        JsonNode found =
                anabranch.call("outputs", "--where", "hour=12", "--json").json();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("name").asText()).isEqualTo("small/mean");
        assertThat(found.get(0).get("index")).hasToString("{\"step\":12}");
        assertThat(found.get(0).get("metadata")).hasToString("{\"hour\":12,\"units\":\"K\"}");
        assertThat(doubles(Path.of(found.get(0).get("file").asText()))).hasSize(40);
    }

    private static double[] doubles(Path file) throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            Float8Vector vector = (Float8Vector) reader.getVectorSchemaRoot().getVector("value");
            double[] values = new double[vector.getValueCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = vector.get(i);
            }
            return values;
        }
    }

    @Test
    void jsonSaysWhatItTook() throws IOException {
        Path flow = anabranch.flow("small.flow", ENSEMBLE);
        JsonNode run = anabranch.call("run", flow, "--workers", 2, "--json").json();
        assertThat(run.get("wall_s").asDouble()).isPositive();
        assertThat(run.get("predicted_makespan_s").asDouble()).isPositive();
        assertThat(run.get("tasks").asInt()).isEqualTo(32);
        assertThat(run.get("bytes").asLong()).isGreaterThan(4 * 5 * 40 * 8);
        assertThat(run.get("workers")).hasSize(2);
        assertThat(run.get("workers").get(0).get("busy_share").asDouble()).isBetween(0.0, 1.0);
        assertThat(run.get("reused").asBoolean()).isFalse();
        assertThat(anabranch
                        .call("run", flow, "--workers", 2, "--json")
                        .json()
                        .get("reused")
                        .asBoolean())
                .isTrue();
        assertThat(Files.exists(folder.resolve("trace/tasks.arrow"))).isTrue();
        assertThat(Files.exists(folder.resolve("trace/workers.arrow"))).isTrue();
    }

    @Test
    void aTasksExceptionNamesInstanceLineAndCause() throws IOException {
        Path flow = anabranch.flow("broken.flow", """
                flow broken
                use grid
                dim step = 0..48 by 24
                t2[step] = grid.read("nowhere/{step}.grib")
                publish t2
                """);
        Anabranch.Answer run = anabranch.call("run", flow, "--workers", 1);
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("t2[step: 0]", "broken.flow:4", "nowhere/0.grib");
    }

    @Test
    void tooLittleMemoryIsNotOurBug() throws IOException {
        Path flow = anabranch.flow(
                "small.flow", ENSEMBLE.replace("seed: member", "seed: member, size: 100000, spinup: 0h"));
        Anabranch.Answer run = anabranch.call("run", flow, "--workers", 1, "--memory", "1MiB");
        assertThat(run.status()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("memory");
    }

    @Test
    void theCommandLineIsChecked() throws IOException {
        Path flow = anabranch.flow("small.flow", ENSEMBLE);
        for (List<String> wrong : List.of(
                List.of(flow.toString(), "--workers", "0"),
                List.of(flow.toString(), "--workers", "many"),
                List.of(flow.toString(), "--memory", "much"),
                List.of(flow.toString(), "--cluster", "missing.yaml"),
                List.of("missing.flow"),
                List.<String>of())) {
            Anabranch.Answer run = anabranch.call("run", wrong.toArray());
            assertThat(run.status()).as(wrong.toString()).isEqualTo(2);
            assertThat(run.err()).as(wrong.toString()).isNotBlank().doesNotContain("Exception");
        }
    }

    @Test
    void aClusterOfSeveralHostsIsPlannedButNotRunHere() throws IOException {
        Path flow = anabranch.flow("small.flow", ENSEMBLE);
        Path cluster = Files.writeString(
                folder.resolve("cluster.yaml"), "hosts: [{name: a, workers: 2}, {name: b, workers: 2}]");
        assertThat(anabranch.call("plan", flow, "--cluster", cluster).out()).contains("on 4 workers of 2 hosts");
        assertThat(anabranch.call("run", flow, "--cluster", cluster).status()).isEqualTo(2);
    }
}
