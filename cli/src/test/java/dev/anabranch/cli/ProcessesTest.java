package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in worker processes, which are real ones and really killed. */
class ProcessesTest {
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

    private static final Path SHARED = Path.of("/dev/shm");

    @TempDir
    Path folder;

    private Anabranch anabranch;

    @BeforeEach
    void inAFolderOfItsOwn() {
        anabranch = new Anabranch(folder);
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("err.txt"));
    }

    /** What a coordinator and its workers share. */
    private static List<Path> shared(Process coordinator) throws IOException {
        try (Stream<Path> all = Files.list(SHARED)) {
            return all.filter(path ->
                            path.getFileName().toString().matches("anabranch-\\d+-" + coordinator.pid() + "-.*"))
                    .toList();
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

    /** Waits until all workers have mapped memory of their own: they are in the middle of the run. */
    private List<ProcessHandle> workersOf(Process coordinator) throws IOException, InterruptedException {
        boolean running = await(120, () -> {
            try {
                List<Path> folders = shared(coordinator);
                return !coordinator.isAlive()
                        || (folders.size() == 1
                                && Files.exists(folders.get(0).resolve("arena-0-0"))
                                && Files.exists(folders.get(0).resolve("arena-1-0")));
            } catch (IOException gone) {
                return false;
            }
        });
        assertThat(running).isTrue();
        // A coordinator starts nothing else. What it started them with is too long for the kernel to tell.
        List<ProcessHandle> workers = coordinator.children().toList();
        assertThat(workers).as(said()).hasSize(2);
        return workers;
    }

    @Test
    void givesTheSameReportAndOutputsAsThreads() throws IOException {
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(3));
        Anabranch.Answer threads = anabranch.call("run", flow, "--workers", 2, "--json");
        assertThat(threads.status()).as(threads.err()).isZero();
        Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("other")));
        Anabranch.Answer processes = other.call("run", flow, "--workers", 2, "--processes", 2, "--json");
        assertThat(processes.status()).as(processes.err()).isZero();
        JsonNode before = threads.json();
        JsonNode after = processes.json();
        assertThat(after.fieldNames()).toIterable().containsExactlyElementsOf(before::fieldNames);
        for (String field : List.of("tasks", "published", "bytes", "plan")) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
        assertThat(after.get("workers")).hasSize(2);
        assertThat(folder.resolve("other/trace/tasks.arrow")).exists();
        JsonNode outputs = other.call("outputs", "--json").json();
        assertThat(outputs).hasSize(3);
        for (JsonNode output : outputs) {
            Path file = Path.of(output.get("file").asText());
            Path same = folder.resolve("outputs")
                    .resolve(folder.resolve("other/outputs").relativize(file));
            assertThat(file).hasSameBinaryContentAs(same);
        }
    }

    @Test
    void refusesMoreProcessesThanWorkers() throws IOException {
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(3));
        Anabranch.Answer many = anabranch.call("run", flow, "--workers", 2, "--processes", 3);
        assertThat(many.status()).isEqualTo(ExitCode.WRONG_USAGE.status());
        assertThat(many.err())
                .contains(
                        "--processes takes a number from 1 to 2, as many as there are workers, not 3.", "--workers 3");
        assertThat(anabranch.call("run", flow, "--processes", 0).status()).isEqualTo(ExitCode.WRONG_USAGE.status());
        assertThat(anabranch.call("run", flow, "--processes", "two").status()).isEqualTo(ExitCode.WRONG_USAGE.status());
    }

    @Test
    void anUnusableCatalogueIsReportedBeforeAnythingStarts() throws IOException {
        Path ran = folder.resolve("ran");
        Path flow = anabranch.flow("leaves.flow", """
                flow leaves
                use java dev.anabranch.cli.Marks as marks
                dim i = 1..4
                x[i] = marks.mark("%s", i)
                publish x
                """.formatted(ran));
        Files.writeString(
                Files.createDirectories(folder.resolve("outputs")).resolve("catalogue.sqlite"), "no database\n");
        Anabranch.Answer threads = anabranch.call("run", flow, "--workers", 2);
        Files.deleteIfExists(ran);
        Anabranch.Answer processes = anabranch.call("run", flow, "--workers", 2, "--processes", 2);
        assertThat(processes.status())
                .as(processes.err())
                .isEqualTo(threads.status())
                .isNotZero();
        assertThat(ran).doesNotExist();
        assertThat(lastLine(processes)).isEqualTo(lastLine(threads)).contains("catalogue.sqlite cannot be used");
    }

    private static String lastLine(Anabranch.Answer answer) {
        List<String> lines = answer.err().lines().toList();
        return lines.get(lines.size() - 1);
    }

    @Test
    void aTaskThatThrowsIsNamedWithItsStack() throws IOException {
        Path flow = anabranch.flow("wrong.flow", """
                flow wrong
                use java dev.anabranch.cli.Flaky as flaky
                dim i = 1..4
                x[i] = flaky.fetch("it", 1000 + i)
                publish x
                """);
        Anabranch.Answer threads = anabranch.call("run", flow, "--workers", 2);
        Anabranch.Answer processes = anabranch.call("run", flow, "--workers", 2, "--processes", 2);
        assertThat(threads.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(processes.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(processes.err()).contains("wrong.flow:4", "at dev.anabranch.cli.Flaky.fetch");
    }

    @Test
    void aKilledWorkerIsNamedAndNothingIsLeft() throws IOException, InterruptedException {
        Process run = anabranch.start(anabranch.flow("slow.flow", SLOW.formatted(2_000)), "--processes=2");
        List<ProcessHandle> workers = workersOf(run);
        ProcessHandle victim = workers.get(0);
        victim.destroyForcibly();
        assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(said()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(said())
                .containsPattern("worker process [01] \\(pid " + victim.pid()
                        + ", worker local/[01], \\d+ of \\d+ tasks done\\) was killed by signal 9");
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
        assertThat(shared(run)).isEmpty();
    }

    /** One rank of a gang is gone in the middle of a collective: the other one does not wait for it. */
    @Test
    void aRankThatIsKilledInACollectiveIsNamedAndNothingIsLeft() throws IOException, InterruptedException {
        for (int killed = 0; killed < 2; killed++) {
            Path mark = folder.resolve("begun-" + killed);
            Process run = anabranch.start(anabranch.flow("endless.flow", """
                    flow endless
                    use java dev.anabranch.cli.Endless as endless
                    x = endless.sums("%s") @gang(2)
                    publish x
                    """.formatted(mark)), "--processes=2");
            List<ProcessHandle> workers = workersOf(run);
            assertThat(await(60, () -> Files.exists(mark))).as(said()).isTrue();
            ProcessHandle victim = workers.get(killed);
            victim.destroyForcibly();
            assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).as(said()).isEqualTo(ExitCode.RUN_FAILED.status());
            assertThat(said())
                    .containsPattern("worker process [01] \\(pid " + victim.pid()
                            + ", worker local/[01], 0 of 1 tasks done\\) was killed by signal 9");
            assertThat(workers).noneMatch(ProcessHandle::isAlive);
            assertThat(shared(run)).isEmpty();
        }
    }

    @Test
    void workersOfAKilledCoordinatorLeaveNothing() throws IOException, InterruptedException {
        Process run = anabranch.start(anabranch.flow("slow.flow", SLOW.formatted(2_000)), "--processes=2");
        List<ProcessHandle> workers = workersOf(run);
        assertThat(shared(run)).hasSize(1);
        run.destroyForcibly().waitFor();
        assertThat(await(10, () -> workers.stream().noneMatch(ProcessHandle::isAlive)))
                .isTrue();
        assertThat(shared(run)).isEmpty();
    }

    @Test
    void whatAllAtOnceKilledLeaveTheNextRunRemoves() throws IOException, InterruptedException {
        Process run = anabranch.start(anabranch.flow("slow.flow", SLOW.formatted(2_000)), "--processes=2");
        List<ProcessHandle> workers = workersOf(run);
        // Stopped ones cannot take anything away before they are killed, too.
        for (ProcessHandle worker : workers) {
            signal("STOP", worker);
        }
        run.destroyForcibly().waitFor();
        workers.forEach(ProcessHandle::destroyForcibly);
        assertThat(await(10, () -> workers.stream().noneMatch(ProcessHandle::isAlive)))
                .isTrue();
        assertThat(shared(run)).hasSize(1);

        Process next = anabranch.start(anabranch.flow("short.flow", SLOW.formatted(2)), "--processes=2");
        assertThat(next.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(next.exitValue()).as(said()).isZero();
        assertThat(shared(run)).isEmpty();
        assertThat(shared(next)).isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(folder.resolve("out.txt")))
                        .get("published")
                        .asInt())
                .isEqualTo(2);
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
