package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.io.TempDir;

/** A test with hosts, which are real processes and do not have the tasks' classes themselves. */
abstract class OnHosts {
    static final String SLOW = """
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

    Anabranch anabranch;
    final Map<String, Process> hosts = new LinkedHashMap<>();
    final Map<String, String> addresses = new LinkedHashMap<>();

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
    static Path testClasses() {
        return Path.of("target/test-classes").toAbsolutePath();
    }

    void serve(String name, String... more) throws IOException, InterruptedException {
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

    Path log(String name) {
        return folder.resolve("host-" + name + ".txt");
    }

    String said(String name) {
        return text(log(name));
    }

    static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static boolean await(int seconds, BooleanSupplier condition) throws InterruptedException {
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
    Path cluster() throws IOException {
        StringBuilder text = new StringBuilder("hosts:\n");
        addresses.forEach((name, address) ->
                text.append("  - { name: " + name + ", address: \"" + address + "\", workers: 1 }\n"));
        text.append("links:\n  other_host: { latency: 1us, bandwidth: 10GB/s }\n");
        return Files.writeString(folder.resolve("cluster.yaml"), text);
    }

    String[] onHosts(Object... more) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("--cluster=" + cluster(), "--keys=" + folder.resolve("keys"), "--class-path=" + testClasses()));
        for (Object one : more) {
            all.add(one.toString());
        }
        return all.toArray(String[]::new);
    }

    Anabranch.Answer run(Anabranch where, Path flow, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(flow));
        arguments.addAll(List.of((Object[]) onHosts(more)));
        return where.call("run", arguments.toArray());
    }

    /** Starts a run, and waits until its tasks run. */
    Process start(int steps) throws IOException, InterruptedException {
        Process run = anabranch.startOn(anabranch.flow("slow.flow", SLOW.formatted(steps)), onHosts("--json"));
        assertThat(await(60, () -> err().contains("tasks (x")))
                .as("%s%n%s%n%s", err(), said("a"), said("b"))
                .isTrue();
        return run;
    }

    /** A run in the middle of which something happens. */
    Process startLong() throws IOException, InterruptedException {
        return start(2_000);
    }

    String err() {
        return text(folder.resolve("err.txt"));
    }
}
