package dev.anabranch.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Flows are compiled, opened again and run in JVMs of their own, and little is held for each task. */
class ScaleTest {
    @Test
    void aFlowOfTenThousandTasksIsMeasured() throws IOException, InterruptedException {
        ScaleOptions options = ScaleOptions.parse(new String[] {
            "--tasks", "10000", "--pattern", "stencil_1d", "--workers", "2", "--starts", "1", "--runs", "2", "--json"
        });
        JsonNode result = Scale.measure(options).get("results").get(0);
        assertThat(result.get("tasks").asLong()).isEqualTo(79 * 128);
        assertThat(result.get("start_s").asDouble())
                .isGreaterThan(result.get("read_s").asDouble())
                .isPositive();
        assertThat(result.get("tasks_per_s").asDouble()).isPositive();
        // What does not grow with the tasks weighs more here than in a flow of a million.
        assertThat(result.get("bytes_per_task").asDouble()).isBetween(10.0, 300.0);
    }

    @Test
    void whatCannotBeMeasuredIsSaid() {
        assertThatThrownBy(() -> ScaleOptions.parse(new String[] {"--pattern", "ring"}))
                .hasMessageContaining("no pattern ring");
        assertThatThrownBy(() -> ScaleOptions.parse(new String[] {"--workers", "0"}))
                .hasMessageContaining("1 to 128 workers");
        assertThatThrownBy(() -> ScaleOptions.parse(new String[] {"--colour", "red"}))
                .hasMessageContaining("unknown option --colour");
    }
}
