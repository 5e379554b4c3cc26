package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    private static final String FLOW = """
            flow small
            use lorenz
            param members : int = 4
            dim member = 1..members
            x0[member] = lorenz.perturb(seed: member) @cost(time: 40ms, size: 1KiB)
            mean = lorenz.mean(x0[*])
            publish x0, mean
            """;

    @TempDir
    Path folder;

    private Anabranch anabranch;

    @BeforeEach
    void twoPlans() throws IOException {
        anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("small.flow", FLOW);
        anabranch.call("plan", flow, "--workers", 1, "--out", folder.resolve("one"));
        anabranch.call("plan", flow, "--workers", 2, "-p", "members=3", "--out", folder.resolve("two"));
    }

    @Test
    void printsWhatChanged() {
        Anabranch.Answer diff = anabranch.call("diff", folder.resolve("one"), folder.resolve("two"));
        assertThat(diff.status()).isZero();
        assertThat(diff.out())
                .contains(
                        "changed: graph, cluster, costs",
                        "makespan     ",
                        "tasks        5 -> 4   -20.0 %",
                        "transfers    0 -> 1",
                        "local/1",
                        "x0      4 -> 3",
                        "published: 1 gone, 0 new",
                        "- x0 {\"member\":4}");
    }

    @Test
    void jsonHoldsTheSame() throws IOException {
        JsonNode diff = anabranch
                .call("diff", folder.resolve("one"), folder.resolve("two"), "--json")
                .json();
        assertThat(diff.get("tasks").get("before").asInt()).isEqualTo(5);
        assertThat(diff.get("tasks").get("after").asInt()).isEqualTo(4);
        assertThat(diff.get("changed")).extracting(JsonNode::asText).containsExactly("graph", "cluster", "costs");
        assertThat(diff.get("published").get("gone")).hasSize(1);
    }

    @Test
    void aPlanIsFoundByTheFirstDigitsOfItsHash() throws IOException {
        String hash = anabranch
                .call("plan", folder.resolve("small.flow"), "--workers", 1, "--json")
                .json()
                .get("plan_hash")
                .asText();
        Anabranch.Answer same = anabranch.call("diff", hash.substring(0, 12), folder.resolve("one"));
        assertThat(same.status()).isZero();
        assertThat(same.out()).contains("made from the same");
    }

    @Test
    void whatIsNoPlanIsSaid() {
        Anabranch.Answer missing = anabranch.call("diff", "0123", folder.resolve("one"));
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("There is no plan 0123", "--out DIR");
        Anabranch.Answer empty = anabranch.call("diff", folder, folder.resolve("one"));
        assertThat(empty.status()).isEqualTo(2);
        assertThat(empty.err()).contains("cannot be read");
    }
}
