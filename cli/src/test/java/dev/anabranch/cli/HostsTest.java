package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on hosts, which are real processes, do not have the tasks' classes themselves, and are really killed. */
class HostsTest {
    private static final String SLOW = """
            flow slow
            use java dev.anabranch.cli.Slow as slow
            dim row = 1..4
            dim step = 1..%d
            x[row, 0] = slow.begin(row)
            x[row, step] = slow.next(x[row, step - 1])
            y[step] = slow.total(x[*, step])
            publish y
            """;

    private static final Pattern LISTENS = Pattern.compile("listens on tcp:(\\S+),");

    @TempDir
    Path folder;

    private Anabranch anabranch;
    private final Map<String, Process> hosts = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();

    @BeforeEach
    void keys() {
        anabranch = new Anabranch(folder);
        assertThat(anabranch.call("certs", folder.resolve("keys"), "--token").status())
                .isZero();
    }

    @AfterEach
    void killHosts() throws InterruptedException {
        for (Process host : hosts.values()) {
            host.destroyForcibly().waitFor();
        }
    }

    /** Tests' own classes are sent with the flow. */
    private static Path testClasses() {
        return Path.of("target/test-classes").toAbsolutePath();
    }

    private void serve(String name, String... more) throws IOException, InterruptedException {
        String withoutTests = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().equals(testClasses()))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                withoutTests,
                "dev.anabranch.cli.Main",
                "host",
                name,
                "--listen=127.0.0.1:0",
                "--keys=" + folder.resolve("keys"),
                "--store=" + folder.resolve("store-" + name)));
        command.addAll(List.of(more));
        hosts.put(
                name,
                new ProcessBuilder(command)
                        .redirectOutput(log(name).toFile())
                        .redirectErrorStream(true)
                        .start());
        assertThat(await(60, () -> LISTENS.matcher(said(name)).find()))
                .as(said(name))
                .isTrue();
        Matcher address = LISTENS.matcher(said(name));
        assertThat(address.find()).isTrue();
        addresses.put(name, address.group(1));
    }

    private Path log(String name) {
        return folder.resolve("host-" + name + ".txt");
    }

    private String said(String name) {
        return text(log(name));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean await(int seconds, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return true;
    }

    /** With links so good that plans use all hosts. */
    private Path cluster() throws IOException {
        StringBuilder text = new StringBuilder("hosts:\n");
        addresses.forEach((name, address) ->
                text.append("  - { name: " + name + ", address: \"" + address + "\", workers: 1 }\n"));
        text.append("links:\n  other_host: { latency: 1us, bandwidth: 10GB/s }\n");
        return Files.writeString(folder.resolve("cluster.yaml"), text);
    }

    private String[] onHosts(Object... more) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("--cluster=" + cluster(), "--keys=" + folder.resolve("keys"), "--class-path=" + testClasses()));
        for (Object one : more) {
            all.add(one.toString());
        }
        return all.toArray(String[]::new);
    }

    private Anabranch.Answer run(Anabranch where, Path flow, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(flow));
        arguments.addAll(List.of((Object[]) onHosts(more)));
        return where.call("run", arguments.toArray());
    }

    /** Starts a run, and waits until its tasks run. */
    private Process start(int steps) throws IOException, InterruptedException {
        Process run = anabranch.startOn(anabranch.flow("slow.flow", SLOW.formatted(steps)), onHosts("--json"));
        assertThat(await(60, () -> err().contains("tasks (x")))
                .as("%s%n%s%n%s", err(), said("a"), said("b"))
                .isTrue();
        return run;
    }

    /** A run in the middle of which something happens. */
    private Process startLong() throws IOException, InterruptedException {
        return start(2_000);
    }

    private String err() {
        return text(folder.resolve("err.txt"));
    }

    @Test
    void giveTheSameReportAndOutputsAsThreads() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(3));
        Anabranch.Answer threads = anabranch.call("run", flow, "--workers", 2, "--json");
        assertThat(threads.status()).as(threads.err()).isZero();
        Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("other")));
        for (int time = 0; time < 2; time++) {
            Anabranch.Answer hosted = run(other, flow, "--json");
            assertThat(hosted.status()).as(hosted.err()).isZero();
            JsonNode before = threads.json();
            JsonNode after = hosted.json();
            assertThat(after.fieldNames()).toIterable().containsExactlyElementsOf(before::fieldNames);
            for (String field : List.of("tasks", "published", "bytes")) {
                assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
            }
            assertThat(after.get("workers")).hasSize(2);
        }
        assertThat(folder.resolve("other/trace/tasks.arrow")).exists();
        JsonNode outputs = other.call("outputs", "--json").json();
        assertThat(outputs).hasSize(3);
        for (JsonNode output : outputs) {
            Path file = Path.of(output.get("file").asText());
            assertThat(file)
                    .hasSameBinaryContentAs(folder.resolve("outputs")
                            .resolve(folder.resolve("other/outputs").relativize(file)));
        }
    }

    @Test
    void aTaskThatThrowsIsNamedWithItsStack() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Path flow = anabranch.flow("wrong.flow", """
                flow wrong
                use java dev.anabranch.cli.Flaky as flaky
                dim i = 1..4
                x[i] = flaky.fetch("it", 1000 + i)
                publish x
                """);
        Anabranch.Answer answer = run(anabranch, flow);
        assertThat(answer.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(answer.err()).contains("wrong.flow:4", "at dev.anabranch.cli.Flaky.fetch");
        // Both are free again.
        assertThat(run(anabranch, anabranch.flow("slow.flow", SLOW.formatted(2)))
                        .status())
                .isZero();
    }

    @Test
    void aKilledHostIsNamedAndTheOtherIsFreeAgain() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Process run = startLong();
        hosts.get("b").destroyForcibly().waitFor();
        assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(err()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(err())
                .contains("host b")
                .containsPattern("(is gone, with about \\d+ of its \\d+ tasks done|the connection to host b is gone)");
        serve("b");
        Anabranch.Answer next = run(anabranch, anabranch.flow("short.flow", SLOW.formatted(2)));
        assertThat(next.status()).as(next.err()).isZero();
    }

    @Test
    void hostsOfAKilledCoordinatorAreFreeAgain() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Process run = startLong();
        run.destroyForcibly().waitFor();
        assertThat(await(10, () -> said("a").contains("has ended") && said("b").contains("has ended")))
                .as("%s%n%s", said("a"), said("b"))
                .isTrue();
        assertThat(said("a")).contains("was given up: its coordinator is gone");
        Anabranch.Answer next = run(anabranch, anabranch.flow("short.flow", SLOW.formatted(2)));
        assertThat(next.status()).as(next.err()).isZero();
    }

    @Test
    void aBusyHostSaysWithWhat() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Process run = startLong();
        Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("other")));
        Anabranch.Answer refused = run(other, anabranch.flow("short.flow", SLOW.formatted(2)));
        assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(refused.err()).containsPattern("host [ab] is busy with slow \\(plan [0-9a-f]{12}, run [0-9a-f]+\\)");
        assertThat(run.isAlive()).isTrue();
        run.destroyForcibly().waitFor();
    }

    @Test
    void onlyItsCoordinatorsPlansAreRun() throws IOException, InterruptedException {
        serve("a");
        Path others = Files.createDirectories(folder.resolve("others"));
        assertThat(anabranch.call("certs", others, "--token").status()).isZero();
        Files.copy(
                folder.resolve("keys/run.token"),
                others.resolve("run.token"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(2));
        Anabranch.Answer refused = anabranch.call(
                "run", flow, "--cluster=" + cluster(), "--keys=" + others, "--class-path=" + testClasses());
        assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(refused.err()).contains("host a runs only plans signed with its coordinator's key");
        assertThat(said("a")).doesNotContain("begins");
    }

    @Test
    void whoHasAnotherTokenIsNotLetIn() throws IOException, InterruptedException {
        serve("a");
        Path others = Files.createDirectories(folder.resolve("others"));
        assertThat(anabranch.call("certs", others, "--token").status()).isZero();
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(2));
        Anabranch.Answer refused = anabranch.call(
                "run", flow, "--cluster=" + cluster(), "--keys=" + others, "--class-path=" + testClasses());
        assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(refused.err()).contains("host a: cannot connect to", "run's token");
    }

    @Test
    void unreachableAndUnnamedHostsAreSaid() throws IOException, InterruptedException {
        serve("a");
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(2));
        addresses.put("b", "127.0.0.1:1");
        Anabranch.Answer refused = run(anabranch, flow);
        assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(refused.err())
                .contains("host b: cannot connect to tcp:127.0.0.1:1", "anabranch host NAME --listen ADDRESS");
        addresses.put("b", addresses.get("a"));
        assertThat(run(anabranch, flow).err()).contains("is host a, not b");
        Path unnamed = Files.writeString(
                folder.resolve("unnamed.yaml"), "hosts: [{ name: a, workers: 1 }, { name: b, workers: 1 }]\n");
        Anabranch.Answer nowhere = anabranch.call("run", flow, "--cluster=" + unnamed, "--class-path=" + testClasses());
        assertThat(nowhere.status()).isEqualTo(ExitCode.WRONG_USAGE.status());
        assertThat(nowhere.err()).contains("does not say where they listen", "address: \"10.0.0.5:7411\"");
    }

    @Test
    void aStoppedHostEndsItsRunFirst() throws IOException, InterruptedException {
        serve("a");
        Process run = start(100);
        hosts.get("a").destroy();
        Anabranch.Answer refused = run(
                new Anabranch(Files.createDirectories(folder.resolve("other"))),
                anabranch.flow("short.flow", SLOW.formatted(2)));
        assertThat(refused.err()).contains("host a is being stopped and takes no new run");
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(err()).isZero();
        assertThat(hosts.get("a").waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said("a")).contains("host a has stopped");
        JsonNode report = new ObjectMapper().readTree(Files.readString(folder.resolve("out.txt")));
        assertThat(report.get("published").asInt()).isEqualTo(100);
    }

    @Test
    void aHostWithoutKeysSaysHowToMakeThem() {
        Anabranch.Answer answer = anabranch.call("host", "a", "--keys=" + folder.resolve("none"));
        assertThat(answer.status()).isEqualTo(ExitCode.WRONG_USAGE.status());
        assertThat(answer.err()).contains("plans.key.pub", "anabranch certs");
        assertThat(anabranch.call("host", "a/b").status()).isEqualTo(ExitCode.WRONG_USAGE.status());
        assertThat(anabranch.call("host", "a", "--listen=nowhere:x").err()).contains("is no address of a host");
    }
}
