package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.anabranch.driver.cluster.ClusterFile;
import dev.anabranch.driver.hosts.HostDaemon;
import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.runtime.transport.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    private static final String FLOW = """
            flow small
            use taskbench
            dim i = 1..8
            x[i] = taskbench.point(0, i, bytes: 65536)
            y    = taskbench.point(1, 0, inputs: x[*])
            publish y
            """;

    @TempDir
    Path folder;

    private Anabranch anabranch() {
        return new Anabranch(folder);
    }

    private Path keys() {
        assertThat(anabranch().call("certs", folder.resolve("keys"), "--token").status())
                .isZero();
        return folder.resolve("keys");
    }

    private HostDaemon serve(String name, Path keys) throws Exception {
        return HostDaemon.start(new HostDaemon.Settings(
                name,
                PeerAddress.parse("tcp:127.0.0.1:0"),
                new KeyFolder(keys),
                folder.resolve("store-" + name),
                Long.MAX_VALUE,
                line -> {}));
    }

    private Path cluster(String a, String b) throws IOException {
        return Files.writeString(folder.resolve("cluster.yaml"), """
                hosts:
                  - { name: a, address: "%s", workers: 2, memory: 1GiB, labels: [fast] }
                  - { name: b, address: "%s", workers: 1 }
                mtbf: 6h
                """.formatted(a, b));
    }

    private static Cluster read(Path file) throws IOException {
        var read = ClusterFile.read(SourceText.of(file.toString(), Files.readString(file)));
        assertThat(read.diagnostics()).isEmpty();
        return read.value().orElseThrow();
    }

    @Test
    void hostsAreMeasuredAndPlannedWith() throws Exception {
        Path keys = keys();
        Path out = folder.resolve("calibrated.yaml");
        try (HostDaemon a = serve("a", keys);
                HostDaemon b = serve("b", keys)) {
            Path cluster = cluster(a.address().toString(), b.address().toString());
            String before = Files.readString(cluster);
            Anabranch.Answer answer =
                    anabranch().call("calibrate", cluster, "--keys", keys, "--out", out, "--largest", "1MiB", "--json");
            assertThat(answer.status()).as(answer.err()).isZero();
            assertThat(cluster).hasContent(before);
            JsonNode said = answer.json();
            Cluster written = read(out);
            for (String link : new String[] {"same_host", "other_host"}) {
                JsonNode measured = said.get("links").get(link);
                assertThat(measured.get("pairs")).hasSize(1);
                assertThat(measured.get("sizes")).hasSize(3).allSatisfy(size -> {
                    assertThat(size.get("measured_s").asDouble()).isPositive();
                    double predicted = (link.equals("same_host") ? written.sameHost() : written.otherHost())
                            .seconds(size.get("bytes").asLong());
                    assertThat(size.get("predicted_s").asDouble()).isEqualTo(predicted);
                });
            }
            assertThat(said.get("hosts")).hasSize(2).allSatisfy(host -> {
                assertThat(host.get("task_s").asDouble()).isPositive();
                assertThat(host.get("memory_bandwidth").asDouble()).isPositive();
                assertThat(host.get("disk").get("bandwidth").asDouble()).isPositive();
            });
            assertThat(written.hosts().get(0).memory()).isEqualTo(1L << 30);
            assertThat(written.hosts().get(0).labels()).containsExactly("fast");
            assertThat(written.timeBetweenFailures()).hasValue(6 * 3600);
            assertThat(written.hosts().stream().flatMap(host -> host.speeds().stream()))
                    .contains(1.0);
            // Nothing that was written to be measured is left, here or there.
            assertThat(Path.of(".anabranch")).isEmptyDirectory();
            for (String host : new String[] {"a", "b"}) {
                try (var files = Files.list(folder.resolve("store-" + host))) {
                    assertThat(files)
                            .noneMatch(file -> file.getFileName().toString().startsWith("calibration-"));
                }
            }
        }
        Anabranch.Answer plan = anabranch().call("plan", anabranch().flow("small.flow", FLOW), "--cluster=" + out);
        assertThat(plan.status()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("on 3 workers of 2 hosts");
    }

    @Test
    void withoutAFileItIsThisMachine() throws IOException {
        Path out = folder.resolve("local.yaml");
        Anabranch.Answer answer = anabranch().call("calibrate", "--out", out, "--largest", "256KiB");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("wrote " + out, "local", "measured", "predicted");
        assertThat(read(out).hosts()).singleElement().satisfies(host -> {
            assertThat(host.name()).isEqualTo("local");
            assertThat(host.memory()).isPositive();
        });
    }

    @Test
    void mistakesAreAnsweredBeforeAnythingIsMeasured() throws IOException {
        Path nowhere = Files.writeString(
                folder.resolve("nowhere.yaml"),
                "hosts: [{ name: a, workers: 1, address: x }, { name: b, workers: 1 }]\n");
        refused(ExitCode.WRONG_USAGE, "does not say where b listens", "calibrate", nowhere);
        Path there = cluster("127.0.0.1:1", "127.0.0.1:2");
        refused(ExitCode.WRONG_USAGE, "anabranch certs", "calibrate", there, "--keys", folder.resolve("none"));
        refused(ExitCode.WRONG_USAGE, "--largest takes a size", "calibrate", there, "--largest", "64KiB");
        refused(ExitCode.WRONG_USAGE, "--out takes a file", "calibrate", there, "--keys", keys(), "--out", folder);
        refused(ExitCode.WRONG_USAGE, "cannot be read", "calibrate", folder.resolve("no.yaml"));
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "hosts: [{ name: a }]\n");
        refused(ExitCode.WRONG_FLOW, "F0704", "calibrate", wrong);
        Path same =
                Files.writeString(folder.resolve("same.yaml"), "hosts: [{ name: &a x, workers: 1, labels: [*a] }]\n");
        refused(ExitCode.WRONG_USAGE, "references", "calibrate", same);
    }

    @Test
    void aHostThatCannotBeReachedIsNamedAndNothingIsWritten() throws Exception {
        Path keys = keys();
        Path out = folder.resolve("out.yaml");
        try (HostDaemon a = serve("a", keys)) {
            Path cluster = cluster(a.address().toString(), "127.0.0.1:1");
            refused(
                    ExitCode.RUN_FAILED,
                    "host b: cannot connect to tcp:127.0.0.1:1",
                    "calibrate",
                    cluster,
                    "--keys",
                    keys,
                    "--out",
                    out);
        }
        assertThat(out).doesNotExist();
    }

    private void refused(ExitCode code, String said, String verb, Object... arguments) {
        Anabranch.Answer answer = anabranch().call(verb, arguments);
        assertThat(answer.err()).contains(said);
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(answer.out()).isEmpty();
    }
}
