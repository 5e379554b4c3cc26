package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That a run on hosts goes on from what it kept, whoever of them was killed. */
class HostsResumeTest extends OnHosts {
    private static final String KEEPING = """
            flow keeping
            use java dev.anabranch.cli.Slow as slow
            dim member = 1..4
            dim step = 1..40
            x[member, 0] = slow.begin(member)
            x[member, step] = slow.next(x[member, step - 1]) @checkpoint
            total = slow.total(x[*, 40])
            publish x[1, 40] as "slow/last"
            publish total
            """;

    private static final int TASKS = 4 * 41 + 1;

    private List<Path> kept() throws IOException {
        Path kept = folder.resolve("checkpoints/keeping");
        if (!Files.isDirectory(kept)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(kept)) {
            return files.filter(file -> file.toString().endsWith(".arrow")).toList();
        }
    }

    private Process halfDone(Path flow) throws IOException, InterruptedException {
        Process run = anabranch.startOn(flow, onHosts("--json"));
        assertThat(await(60, () -> {
                    try {
                        return kept().size() >= 20 || !run.isAlive();
                    } catch (IOException removed) {
                        return false;
                    }
                }))
                .isTrue();
        assertThat(run.isAlive()).as(err()).isTrue();
        return run;
    }

    private void goesOn(Path flow) throws IOException {
        int before = kept().size();
        assertThat(before).isBetween(20, 159);
        Anabranch.Answer second = run(anabranch, flow, "--json");
        assertThat(second.status()).as(second.err()).isZero();
        JsonNode run = second.json();
        assertThat(run.get("resumed_datasets").asInt()).isBetween(2, 4);
        assertThat(run.get("skipped_tasks").asInt()).isBetween(before, before + 4);
        assertThat(run.get("tasks").asInt())
                .isEqualTo(TASKS
                        - run.get("skipped_tasks").asInt()
                        + run.get("resumed_datasets").asInt());
        assertThat(kept()).isEmpty();
        // What was sent for this run only.
        assertThat(folder.resolve("store-a/kept")).doesNotExist();

        Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("other")));
        assertThat(other.call("run", flow, "--workers", 2).status()).isZero();
        try (Stream<Path> files = Files.walk(folder.resolve("other/outputs"))) {
            List<Path> arrow =
                    files.filter(file -> file.toString().endsWith(".arrow")).toList();
            assertThat(arrow).hasSize(2);
            for (Path file : arrow) {
                assertThat(folder.resolve("outputs")
                                .resolve(folder.resolve("other/outputs").relativize(file)))
                        .hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void afterAHostWasKilled() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Path flow = anabranch.flow("keeping.flow", KEEPING);
        Process run = halfDone(flow);
        hosts.get("b").destroyForcibly().waitFor();
        assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(err()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(err()).contains("host b", kept().size() + " datasets are kept in");
        serve("b");
        goesOn(flow);
    }

    @Test
    void afterTheCoordinatorWasKilled() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Path flow = anabranch.flow("keeping.flow", KEEPING);
        halfDone(flow).destroyForcibly().waitFor();
        assertThat(await(10, () -> said("a").contains("has ended") && said("b").contains("has ended")))
                .as("%s%n%s", said("a"), said("b"))
                .isTrue();
        goesOn(flow);
    }
}
