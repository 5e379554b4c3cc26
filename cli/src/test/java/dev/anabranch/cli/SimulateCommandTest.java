package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
    private static final String FLOW = """
            flow small
            use lorenz
            dim member = 1..20
            x0[member] = lorenz.perturb(seed: member) @cost(time: 40ms, size: 1KiB)
            mean = lorenz.mean(x0[*]) @cost(time: 20ms, size: 1KiB)
            publish mean
            """;

    @TempDir
    Path folder;

    private Anabranch anabranch;
    private Path flow;

    @BeforeEach
    void write() throws IOException {
        anabranch = new Anabranch(folder);
        flow = anabranch.flow("small.flow", FLOW);
    }

    @Test
    void printsNumbersAndBoxes() {
        Anabranch.Answer answer = anabranch.call("simulate", flow, "--workers", 4, "--runs", 200);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains(
                        "small: 21 tasks in 21 units on 4 workers of 1 host, contention-free",
                        "noise 0.3   200 runs from seed 1",
                        "planned order  ",
                        "with stealing  ",
                        "dynamic list   ",
                        "lower bound    ",
                        "noise costs the planned order ",
                        "stealing wins back ");
        assertThat(anabranch
                        .call("simulate", flow, "--workers", 4, "--runs", 200)
                        .out())
                .isEqualTo(answer.out());
    }

    @Test
    void jsonHoldsTheSameAndAPlanIsSimulatedToo() throws IOException {
        Path out = folder.resolve("out");
        anabranch.call("plan", flow, "--workers", 4, "--out", out);
        JsonNode numbers =
                anabranch.call("simulate", out, "--runs", 100, "--json").json();
        assertThat(anabranch
                        .call("simulate", flow, "--workers", 4, "--runs", 100, "--json")
                        .json())
                .isEqualTo(numbers);
        JsonNode planned = numbers.get("planned");
        assertThat(planned.get("p50_s").asDouble())
                .isBetween(planned.get("p5_s").asDouble(), planned.get("p95_s").asDouble());
        assertThat(numbers.get("lower_bound").get("mean_s").asDouble())
                .isLessThanOrEqualTo(numbers.get("stealing").get("mean_s").asDouble());
        assertThat(numbers.get("stealing").get("recovered").asDouble()).isPositive();
    }

    @Test
    void withoutNoiseThePredictionComesOut() throws IOException {
        JsonNode numbers = anabranch
                .call("simulate", flow, "--workers", 3, "--noise", 0, "--runs", 2, "--json")
                .json();
        double predicted = numbers.get("predicted_s").asDouble();
        assertThat(numbers.get("planned").get("max_s").asDouble()).isCloseTo(predicted, within(1e-12));
        assertThat(numbers.get("planned").get("min_s").asDouble()).isCloseTo(predicted, within(1e-12));
    }

    @Test
    void workflowsAreSimulatedToo() throws IOException {
        Path workflow = anabranch.flow("three.dot", "digraph three { a -> b; a -> c }");
        JsonNode numbers = anabranch
                .call("simulate", workflow, "--workers", 2, "--runs", 10, "--json")
                .json();
        assertThat(numbers.get("name").asText()).isEqualTo("three");
        assertThat(numbers.get("tasks").asInt()).isEqualTo(3);
    }

    @Test
    void whatCannotBeIsSaid() {
        assertThat(anabranch.call("simulate", flow, "--noise", "-1").err()).contains("--noise takes a number from 0");
        assertThat(anabranch.call("simulate", flow, "--runs", 0).err()).contains("--runs takes a number from 1");
        assertThat(anabranch.call("simulate", "0123").err()).contains("There is no plan 0123");
    }
}
