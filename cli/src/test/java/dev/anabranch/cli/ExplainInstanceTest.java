package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainInstanceTest {
    private static final String FLOW = """
            flow small
            use lorenz
            param members : int = 6
            dim member = 1..members
            dim step = 24..72 by 24
            x0[member] = lorenz.perturb(seed: member) @cost(time: 40ms, size: 1KiB)
            state[member, step] = lorenz.forecast(x0[member], every: 24h) yields step @cost(time: 30ms, size: 1KiB)
            mean[step] = lorenz.mean(state[*, step]) @cost(time: 20ms, size: 1KiB)
            publish mean[step]
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
    void tellsWhereWhenAndWhy() {
        Anabranch.Answer answer = anabranch.call("explain", flow, "mean[step: 48]", "--workers", 2);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains(
                        "mean[step: 48]: lorenz.mean, small.flow:8",
                        "runs on local/",
                        "takes 20.0 ms: time annotated, sizes annotated",
                        "slack ",
                        "waits for",
                        "state[member: 6, step: 48]",
                        "elsewhere",
                        "makes mean[step: 48], 1.00 KiB, published as mean",
                        "Heft  small: ");
    }

    @Test
    void aUnitIsShownAndItsTasksAreFound() {
        Anabranch.Answer answer = anabranch.call("explain", flow, "x0[3]", "--workers", 2);
        assertThat(answer.out())
                .contains(
                        "in one unit, back to back: x0[member: 3] > state[member: 3]",
                        "read by",
                        "FusePaths  x0 > state");
    }

    @Test
    void jsonHoldsTheSame() throws IOException {
        JsonNode all = anabranch
                .call("explain", flow, "mean[48]", "--workers", 3, "-p", "members=4", "--json")
                .json();
        assertThat(all).hasSize(1);
        JsonNode mean = all.get(0);
        assertThat(mean.get("task").asText()).isEqualTo("mean[step: 48]");
        assertThat(mean.get("inputs")).hasSize(4);
        assertThat(mean.get("elsewhere")).hasSize(2);
        assertThat(mean.get("finish_s").asDouble() - mean.get("start_s").asDouble())
                .isCloseTo(0.02, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(mean.get("outputs").get(0).get("published").get(0).asText()).isEqualTo("mean");
    }

    @Test
    void aPlanIsLookedUpToo() throws IOException {
        Path out = folder.resolve("out");
        String hash = anabranch
                .call("plan", flow, "--workers", 2, "--out", out, "--json")
                .json()
                .get("plan_hash")
                .asText();
        String compiled =
                anabranch.call("explain", flow, "mean[24]", "--workers", 2).out();
        assertThat(anabranch.call("explain", out, "mean[24]").out()).isEqualTo(compiled);
        assertThat(anabranch.call("explain", hash.substring(0, 12), "mean[24]").out())
                .isEqualTo(compiled);
        Anabranch.Answer wrong = anabranch.call("explain", out, "mean[24]", "--workers", 4);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("A plan has its workers");
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() {
        assertThat(anabranch.call("explain", flow, "meen[24]").err())
                .contains("The plan has no array `meen`.", "Did you mean `mean`?", "It has x0, state, mean.");
        Anabranch.Answer coordinate = anabranch.call("explain", flow, "state[member: 3, step: 25]");
        assertThat(coordinate.status()).isEqualTo(2);
        assertThat(coordinate.err())
                .contains(
                        "The plan has no instance `state[member: 3, step: 25]`.",
                        "The nearest is `state[member: 3, step: 24]`.",
                        "`member` is one of 1, 2, 3, 4, 5, 6.",
                        "`step` is one of 24, 48, 72.");
        assertThat(anabranch.call("explain", flow, "mean[stp: 24]").err())
                .contains("`mean` has no index `stp`. Did you mean `step`?");
        assertThat(anabranch.call("explain", flow, "mean").err())
                .contains("`mean` has other indices, for example `mean[step: 24]`.");
    }

    @Test
    void codesAndFilesAreToldApart() throws IOException {
        assertThat(anabranch.call("explain", "F0213").out()).startsWith("F0213: ");
        Anabranch.Answer alone = anabranch.call("explain", flow);
        assertThat(alone.status()).isEqualTo(2);
        assertThat(alone.err()).contains("explain needs an instance of");
        assertThat(anabranch.call("explain", "F9999").err()).contains("There is no diagnostic F9999");
        assertThat(anabranch.call("explain", "missing.flow", "mean").err()).contains("There is no file missing.flow.");
        Path workflow = anabranch.flow("three.dot", "digraph three { a -> b }");
        assertThat(anabranch.call("explain", workflow, "a").err()).contains("is a workflow");
    }
}
