package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a run which was stopped goes on from what it kept, and shows the same in the end. */
class ResumeTest {
    private static final String SLOW = """
            flow slow
            use java dev.anabranch.cli.Slow as slow
            dim member = 1..4
            dim step = 1..20
            x[member, 0] = slow.begin(member)
            x[member, step] = slow.next(x[member, step - 1]) @checkpoint
            total = slow.total(x[*, 20])
            publish x[1, 20] as "slow/last"
            publish total
            """;

    private static final String STEPS = """
            package acme;
            import dev.anabranch.api.Task;
            public final class Steps {
                private Steps() {}
                @Task public static double first(double x) { return Rules.rule(x); }
                @Task public static double second(double x) { %s }
            }
            """;

    private static final String RULES = """
            package acme;
            final class Rules {
                private Rules() {}
                static double rule(double x) { return %s; }
            }
            """;

    private static final String FLOW = """
            flow steps
            use java acme.Steps as steps
            param factor : float = 2.0
            dim i = 1..5
            a[i] = steps.first(factor * i) @checkpoint
            b[i] = steps.second(a[i])
            publish b
            """;

    @TempDir
    Path folder;

    private Anabranch anabranch;

    @BeforeEach
    void inAFolderOfItsOwn() {
        anabranch = new Anabranch(folder);
    }

    private static SortedMap<String, byte[]> outputs(Path folder) throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".arrow")).toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static void assertSame(Path outputs, Path expected) throws IOException {
        SortedMap<String, byte[]> found = outputs(outputs);
        SortedMap<String, byte[]> wanted = outputs(expected);
        assertThat(found.keySet()).isNotEmpty().isEqualTo(wanted.keySet());
        wanted.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
    }

    private List<Path> kept(String flow) throws IOException {
        Path kept = folder.resolve("checkpoints").resolve(flow);
        if (!Files.isDirectory(kept)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(kept)) {
            return files.filter(file -> file.toString().endsWith(".arrow")).toList();
        }
    }

    /** Starts a run, and waits until it has kept a part of what it will. */
    private Process halfDone(Path flow, String... more) throws IOException, InterruptedException {
        Process run = anabranch.start(flow, more);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (kept("slow").size() < 20 && run.isAlive() && System.nanoTime() < end) {
            run.waitFor(5, TimeUnit.MILLISECONDS);
        }
        assertThat(run.isAlive())
                .as(Files.readString(folder.resolve("err.txt")))
                .isTrue();
        return run;
    }

    /** Goes on after a crash, and shows the same as a run that was never stopped. */
    private void goesOn(Path flow, String... more) throws IOException, InterruptedException {
        int before = kept("slow").size();
        assertThat(before).isBetween(20, 79);
        Process second = anabranch.start(flow, more);
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("err.txt"));
        assertThat(second.exitValue()).as(said).isZero();
        JsonNode run = new ObjectMapper().readTree(Files.readString(folder.resolve("out.txt")));
        int whole = 4 * 21 + 1;
        assertThat(run.get("resumed_datasets").asInt()).isBetween(2, 4);
        assertThat(run.get("skipped_tasks").asInt()).isBetween(before, before + 4);
        assertThat(run.get("tasks").asInt())
                .isEqualTo(whole
                        - run.get("skipped_tasks").asInt()
                        + run.get("resumed_datasets").asInt());
        assertThat(kept("slow")).isEmpty();

        Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("other")));
        assertThat(other.call("run", flow, "--workers", 2).status()).isZero();
        assertSame(folder.resolve("outputs"), folder.resolve("other/outputs"));
    }

    @Test
    void aKilledRunGoesOnFromWhatItKept() throws IOException, InterruptedException {
        Path flow = anabranch.flow("slow.flow", SLOW);
        Process first = halfDone(flow);
        first.destroyForcibly().waitFor();
        assertThat(first.exitValue()).isGreaterThan(128);
        goesOn(flow);
    }

    @Test
    void aRunGoesOnAfterAWorkerProcessWasKilled() throws IOException, InterruptedException {
        Path flow = anabranch.flow("slow.flow", SLOW);
        Process first = halfDone(flow, "--processes=2");
        ProcessHandle victim = first.children().toList().get(0);
        victim.destroyForcibly();
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(Files.readString(folder.resolve("err.txt")))
                .contains(
                        "was killed by signal 9",
                        kept("slow").size() + " datasets are kept in",
                        "the same command goes on from there.");
        goesOn(flow, "--processes=2");
    }

    @Test
    void aRunGoesOnAfterTheCoordinatorOfItsProcessesWasKilled() throws Exception {
        Path flow = anabranch.flow("slow.flow", SLOW);
        Process first = halfDone(flow, "--processes=2");
        List<ProcessHandle> workers = first.children().toList();
        assertThat(workers).hasSize(2);
        first.destroyForcibly().waitFor();
        for (ProcessHandle worker : workers) {
            worker.onExit().get(10, TimeUnit.SECONDS);
        }
        goesOn(flow, "--processes=2");
    }

    @Test
    void whatThreadsKeptProcessesGoOnFrom() throws IOException, InterruptedException {
        Path flow = anabranch.flow("slow.flow", SLOW);
        halfDone(flow).destroyForcibly().waitFor();
        goesOn(flow, "--processes=2");
    }

    @Test
    void processesKeepAsManyAsThreads() throws IOException {
        Path flow = anabranch.flow("slow.flow", SLOW);
        JsonNode run = anabranch
                .call("run", flow, "--workers", 2, "--processes", 2, "--keep-checkpoints", "--json")
                .json();
        assertThat(run.get("checkpoints").asInt()).isEqualTo(80);
        assertThat(kept("slow")).hasSize(80);
        long bytes = 0;
        for (Path file : kept("slow")) {
            bytes += Files.size(file);
        }
        assertThat(run.get("checkpoint_bytes").asLong()).isEqualTo(bytes);
    }

    private void compile(String second, String rule) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("acme"));
        Path steps = Files.writeString(sources.resolve("Steps.java"), STEPS.formatted(second));
        Path rules = Files.writeString(sources.resolve("Rules.java"), RULES.formatted(rule));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-proc:none",
                "-g",
                "-parameters",
                "-d",
                Files.createDirectories(folder.resolve("classes")).toString(),
                "-cp",
                System.getProperty("java.class.path"));
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            boolean compiled = javac.getTask(said, files, null, options, null, files.getJavaFileObjects(steps, rules))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    private Anabranch.Answer run(Path flow, Object... more) {
        List<Object> all = new ArrayList<>(List.of(flow, "--workers", 1, "--class-path", folder.resolve("classes")));
        all.addAll(List.of(more));
        return anabranch.call("run", all.toArray());
    }

    /** A run whose second step throws, so that what the first made is kept. */
    private Path failed() throws IOException {
        compile("if (x > 3) { throw new IllegalStateException(\"no rule for \" + x); } return x;", "x + 1");
        Path flow = anabranch.flow("steps.flow", FLOW);
        Anabranch.Answer run = run(flow);
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("no rule for", "datasets are kept in", "the same command goes on from there.");
        assertThat(kept("steps")).isNotEmpty();
        return flow;
    }

    @Test
    void aMendedTaskGoesOnFromWhatTheOthersMade() throws IOException {
        Path flow = failed();
        int before = kept("steps").size();
        compile("// mended\n return 2 * x;", "x + 1");
        Anabranch.Answer run = run(flow, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("skipped_tasks").asInt()).isEqualTo(before);
        assertThat(run.json().get("resumed_datasets").asInt()).isEqualTo(before);
        assertThat(kept("steps")).isEmpty();

        SortedMap<String, byte[]> resumed = outputs(folder.resolve("outputs"));
        assertThat(run(flow, "--no-resume").status()).isZero();
        outputs(folder.resolve("outputs"))
                .forEach((name, bytes) -> assertThat(resumed.get(name)).isEqualTo(bytes));
    }

    @Test
    void aChangedCommentReUsesAndAChangedParamDoesNot() throws IOException {
        Path flow = failed();
        int before = kept("steps").size();
        compile(
                "// as it was, a line further\n if (x > 3) { throw new IllegalStateException(\"still\"); } return x;",
                "x + 1");
        Path commented = anabranch.flow("steps.flow", "// more is said\n" + FLOW.replace("a[i]", "first[i]"));
        Anabranch.Answer again = run(commented);
        assertThat(again.status()).isEqualTo(3);
        assertThat(again.err()).contains("goes on from " + before + " kept datasets: leaves out " + before + " of 10");
        assertThat(run(flow, "-p", "factor=0.1").out()).doesNotContain("goes on");
        assertThat(run(flow, "-p", "factor=0.2").err()).doesNotContain("goes on");
    }

    @Test
    void aChangeInWhatATaskCallsDoesNotReUse() throws IOException {
        Path flow = failed();
        compile("return x;", "x + 1.5");
        Anabranch.Answer run = run(flow);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("goes on");
    }

    @Test
    void damagedCheckpointsAreComputedAgain() throws IOException {
        Path flow = failed();
        List<Path> files = kept("steps");
        assertThat(files).hasSizeGreaterThan(1);
        byte[] content = Files.readAllBytes(files.get(0));
        content[content.length / 2] ^= 1;
        Files.write(files.get(0), content);
        Files.write(files.get(1), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        compile("return 2 * x;", "x + 1");
        Anabranch.Answer run = run(flow, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("warning: the checkpoint of a[i: ", "is damaged and is computed again: ");
        assertThat(run.json().get("resumed_datasets").asInt()).isEqualTo(files.size() - 2);
    }

    @Test
    void anewIfAskedTo() throws IOException {
        Path flow = failed();
        compile("return 2 * x;", "x + 1");
        // What is not written yet when a run ends well is not written any more, unless it is to stay.
        JsonNode run = run(flow, "--no-resume", "--keep-checkpoints", "--json").json();
        assertThat(run.get("tasks").asInt()).isEqualTo(10);
        assertThat(run.get("skipped_tasks").asInt()).isZero();
        assertThat(run.get("checkpoints").asInt()).isEqualTo(5);
    }

    @Test
    void whatIsKeptStaysIfAskedForUntilItIsCleaned() throws IOException {
        compile("return 2 * x;", "x + 1");
        Path flow = anabranch.flow("steps.flow", FLOW);
        assertThat(run(flow, "--keep-checkpoints").out()).contains("kept 5 datasets (", ") against a crash, in ");
        assertThat(kept("steps")).hasSize(5);
        assertThat(run(flow, "--keep-checkpoints").err()).contains("leaves out 5 of 10 tasks");
        assertThat(kept("steps")).hasSize(5);
        assertThat(anabranch.call("clean", "--plans", folder.resolve("plans")).out())
                .contains("removed 5 kept datasets from ");
        assertThat(kept("steps")).isEmpty();
        assertThat(folder.resolve("checkpoints/steps")).doesNotExist();
    }

    @Test
    void profilesHoldNothingOfWhatWasReadBack() throws IOException {
        compile("return 2 * x;", "x + 1");
        Path flow = anabranch.flow("steps.flow", FLOW);
        run(flow, "--keep-checkpoints");
        run(flow);
        Anabranch.Answer plan = anabranch.call(
                "plan",
                flow,
                "--workers",
                1,
                "--class-path",
                folder.resolve("classes"),
                "--profile",
                folder.resolve("profile.arrow"),
                "--json");
        assertThat(plan.status()).as(plan.err()).isZero();
        JsonNode costs = plan.json().get("costs");
        assertThat(costs.get("measured").asInt() + costs.get("fitted").asInt()).isEqualTo(10);
        assertThat(plan.json().get("notes")).isEmpty();
    }

    @Test
    void withFailuresInSightThePlanChooses() throws IOException {
        Path flow = anabranch.flow("slow.flow", SLOW.replace(" @checkpoint", " @cost(time: 10s, size: 8KB)"));
        JsonNode without =
                anabranch.call("plan", flow, "--workers", 2, "--json").json();
        assertThat(without.get("checkpoints").asInt()).isZero();
        Anabranch.Answer with = anabranch.call("plan", flow, "--workers", 2, "--mtbf", "10min");
        assertThat(with.status()).as(with.err()).isZero();
        assertThat(with.out())
                .containsPattern("checkpoints \\d+ \\(")
                .contains("PlaceCheckpoints", "a failure every 10.0 min");
        Path cluster = Files.writeString(
                folder.resolve("cluster.yaml"), "hosts: [{ name: local, workers: 2 }]\nmtbf: 10min\n");
        JsonNode file =
                anabranch.call("plan", flow, "--cluster", cluster, "--json").json();
        assertThat(file.get("checkpoints").asInt()).isPositive();
        assertThat(file.get("makespan_s").asDouble())
                .isGreaterThan(without.get("makespan_s").asDouble());
        assertThat(anabranch.call("plan", flow, "--mtbf", "often").status()).isEqualTo(2);
    }
}
