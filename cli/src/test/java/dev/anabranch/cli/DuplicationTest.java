package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicationTest {
    private static final Path SCORES = Path.of("../samples/recompute/scores.flow");

    @TempDir
    Path folder;

    @Test
    void aFlowsTasksRunOnceIfThatIsAskedFor() throws IOException {
        Path cluster = Files.writeString(folder.resolve("apart.yaml"), """
                hosts:
                  - { name: a, workers: 2 }
                  - { name: b, workers: 2 }
                  - { name: c, workers: 2 }
                links:
                  same_host: { latency: 100us, bandwidth: 1GB/s }
                  other_host: { latency: 1ms, bandwidth: 100MB/s }
                """);
        Anabranch anabranch = new Anabranch(folder);
        JsonNode with =
                anabranch.call("plan", SCORES, "--cluster", cluster, "--json").json();
        JsonNode without = anabranch
                .call("plan", SCORES, "--cluster", cluster, "--duplication", "off", "--json")
                .json();
        assertThat(with.get("copies").asInt()).isPositive();
        assertThat(without.get("copies").asInt()).isZero();
        assertThat(without.get("makespan_s").asDouble())
                .isGreaterThan(with.get("makespan_s").asDouble());
    }
}
