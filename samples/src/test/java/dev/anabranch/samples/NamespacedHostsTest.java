package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.testkit.network.NamespacedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three hosts with addresses of their own, real processes, mutual TLS and links of 1 Gbit/s. */
@EnabledIf(value = "possible", disabledReason = "network namespaces need root and iproute2")
class NamespacedHostsTest {
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final int COORDINATOR = NAMES.size();

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static final List<Process> HOSTS = new ArrayList<>();
    private static NamespacedNetwork network;

    static boolean possible() {
        return NamespacedNetwork.isPossible();
    }

    private static List<String> anabranch(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.anabranch.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    @BeforeAll
    static void serve() throws IOException, InterruptedException {
        network = NamespacedNetwork.of(NAMES.size() + 1);
        network.limit(1000);
        List<String> certs = anabranch("certs", shared.resolve("keys").toString(), "coordinator");
        StringBuilder cluster = new StringBuilder("hosts:\n");
        for (int host = 0; host < NAMES.size(); host++) {
            certs.add(NAMES.get(host) + "=" + network.address(host));
            cluster.append(
                    "  - { name: " + NAMES.get(host) + ", address: " + network.address(host) + ", workers: 1 }\n");
        }
        cluster.append("links:\n  other_host: { latency: 1us, bandwidth: 10GB/s }\n");
        Files.writeString(shared.resolve("cluster.yaml"), cluster);
        assertThat(new ProcessBuilder(certs).start().waitFor()).isZero();
        for (int host = 0; host < NAMES.size(); host++) {
            String name = NAMES.get(host);
            HOSTS.add(new ProcessBuilder(network.on(
                            host,
                            anabranch(
                                    "host",
                                    name,
                                    "--listen=" + network.address(host),
                                    "--keys=" + shared.resolve("keys"),
                                    "--store=" + shared.resolve(name))))
                    .redirectErrorStream(true)
                    .redirectOutput(log(name).toFile())
                    .start());
        }
        for (String name : NAMES) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!Files.readString(log(name)).contains("listens on")) {
                assertThat(System.nanoTime()).as(Files.readString(log(name))).isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static Path log(String name) {
        return shared.resolve(name + ".txt");
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        for (Process host : HOSTS) {
            host.destroy();
        }
        for (Process host : HOSTS) {
            assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        network.close();
        for (String name : NAMES) {
            assertThat(Files.readString(log(name))).contains("guarded by mutual TLS", "host " + name + " has stopped");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ensemble/ensemble.flow, members=8 points=64",
        "cholesky/cholesky.flow, n=5 tile=8",
        "tpch/q3.flow, scale=0.002",
        "bdg/bdg.flow, n=400 count=3",
        "patterns/stencil_1d.flow, width=8 steps=20 bytes=4KiB",
        "patterns/spread.flow, width=8 steps=20",
    })
    void outputsAreThoseOfThreads(String flow, String parameters) throws IOException, InterruptedException {
        SmallRun sample = SmallRun.of(flow, parameters);
        Path file = sample.publishing(folder);
        List<String> run = anabranch(
                "run",
                file.toString(),
                "--cluster=" + shared.resolve("cluster.yaml"),
                "--keys=" + shared.resolve("keys"),
                "--plans=" + folder.resolve("plans"),
                "--outputs=" + folder.resolve("outputs"),
                "--trace=" + folder.resolve("trace"),
                "--profile-out=" + folder.resolve("profile.arrow"));
        sample.parameters().forEach((name, value) -> run.addAll(List.of("-p", name + "=" + value)));
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(network.on(COORDINATOR, run))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        SortedMap<String, byte[]> expected = SampleRun.of(file, sample.parameters(), 2, folder.resolve("threads"))
                .bytes();
        SortedMap<String, byte[]> found = SampleRun.bytesIn(folder.resolve("outputs"));
        assertThat(expected).isNotEmpty();
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, bytes) ->
                assertThat(found.get(name)).as("%s on three hosts", name).isEqualTo(bytes));
    }
}
