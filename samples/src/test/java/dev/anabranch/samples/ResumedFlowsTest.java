package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunRequest;
import dev.anabranch.driver.checkpoint.KeptFiles;
import dev.anabranch.driver.checkpoint.ResumableFlow;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.checkpoint.CheckpointFolder;
import dev.anabranch.runtime.checkpoint.RunCheckpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the kept datasets are left, and how many workers go on from them, shows nowhere in what is published. */
class ResumedFlowsTest {
    @TempDir
    Path folder;

    private Path flow(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".flow"), text);
    }

    /** One run: what it published, and what it took. */
    private record Run(SortedMap<String, byte[]> outputs, RunReport report, ResumableFlow flow) {}

    private Run run(Path flow, Map<String, String> parameters, Cluster cluster, Path where, List<String> warnings)
            throws IOException {
        FlowRequest request = new FlowRequest(flow, parameters, cluster);
        ClassLoader tasks = ResumedFlowsTest.class.getClassLoader();
        FlowCompiler compiler = new FlowCompiler(tasks, new PlanStore(folder.resolve("plans")));
        Checked<PlannedFlow> checked = compiler.plan(request);
        PlannedFlow planned = checked.value()
                .orElseThrow(() -> new AssertionError(DiagnosticPrinter.plain().print(checked.diagnostics())));
        CheckpointFolder kept = kept(flow);
        ResumableFlow resumable = compiler.resumable(request, planned, KeptFiles.in(kept, warnings::add));
        RunCheckpoints sink = new RunCheckpoints(kept, resumable.keysToKeep(), true);
        Path outputs = where.resolve("outputs");
        RunReport report = new FlowRun(tasks)
                .run(
                        resumable.rest(),
                        new RunRequest(outputs, where.resolve("trace"), OptionalLong.empty(), p -> {}).keepingTo(sink))
                .report();
        assertThat(sink.firstMiss()).isNull();
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(outputs)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".arrow")).toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return new Run(contents, report, resumable);
    }

    private CheckpointFolder kept(Path flow) {
        return new CheckpointFolder(folder.resolve("kept-" + flow.getFileName()));
    }

    /** Runs whole, then some times from a part of what was kept. */
    private int check(Path flow, Map<String, String> parameters, Cluster first, Cluster[] others, Random random)
            throws IOException {
        String name = flow.getFileName().toString();
        Run whole = run(flow, parameters, first, folder.resolve(name + "-whole"), new ArrayList<>());
        assertThat(whole.flow().resumes()).isFalse();
        assertThat(kept(flow).files())
                .hasSize(whole.flow().whole().folder().summary().checkpoints());
        int skipped = 0;
        for (int again = 0; again < others.length; again++) {
            List<String> warnings = new ArrayList<>();
            for (Path file : kept(flow).files().values()) {
                int fate = random.nextInt(8);
                if (fate == 0) {
                    Files.delete(file);
                } else if (fate == 1) {
                    byte[] content = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(content, random.nextInt(content.length)));
                }
            }
            Run run = run(flow, parameters, others[again], folder.resolve(name + "-" + again), warnings);
            assertThat(run.outputs().keySet()).isEqualTo(whole.outputs().keySet());
            whole.outputs()
                    .forEach((file, bytes) ->
                            assertThat(run.outputs().get(file)).as(file).isEqualTo(bytes));
            if (run.flow().resumes()) {
                assertThat(run.report().tasks())
                        .isEqualTo(run.flow().rest().folder().summary().tasks());
                skipped += run.flow().skippedTasks();
            }
        }
        return skipped;
    }

    private static Cluster[] threads(int... workers) {
        return Arrays.stream(workers).mapToObj(n -> Cluster.threads("a", n, 0)).toArray(Cluster[]::new);
    }

    @Test
    void randomFlowsGoOnFromAnyPart() throws IOException {
        int skipped = 0;
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            Path flow = flow("random" + seed, randomFlow(random));
            skipped += check(flow, Map.of(), Cluster.threads("a", 2, 0), threads(2, 1, 3), random);
        }
        assertThat(skipped).isGreaterThan(200);
    }

    /** Tiles, sums of any two of what came before, numbers and roots of a part; some of them marked. */
    private static String randomFlow(Random random) {
        StringBuilder text = new StringBuilder("flow random\nuse linalg\ndim k = 0..3\n");
        int tiles = 4 + random.nextInt(12);
        for (int number = 0; number < 4 * tiles; number++) {
            text.append('x').append(number).append("[k] = ");
            if (number < tiles) {
                text.append("linalg.tile(").append(number).append(", k)");
            } else {
                text.append('x').append(random.nextInt(number)).append("[k] + x");
                text.append(random.nextInt(number)).append(random.nextBoolean() ? "[k]" : "[3 - k]");
            }
            text.append(random.nextInt(3) == 0 ? " @checkpoint\n" : "\n");
        }
        for (int number = 3 * tiles; number < 4 * tiles; number++) {
            text.append("publish x").append(number).append('\n');
        }
        return text.toString();
    }

    @Test
    void generatorsGoOnWhole() throws IOException {
        String text = Files.readString(Path.of("ensemble/many.flow"))
                .replace("size: 8B * points)\n\nmean", "size: 8B * points) @checkpoint\n\nmean")
                .replace(
                        "mean[step]   = grid.mean(state[*, step]) ",
                        "mean[step]   = grid.mean(state[*, step]) @checkpoint ");
        assertThat(text).contains("@checkpoint\n\nmean", "state[*, step]) @checkpoint");
        int skipped = check(
                flow("many", text),
                Map.of("members", "40", "points", "300"),
                Cluster.threads("a", 2, 0),
                threads(2, 3, 1),
                new Random(3));
        assertThat(skipped).isGreaterThan(20);
    }

    @Test
    void partsOfAggregatesAndTablesGoOn() throws IOException {
        Path flow = flow("lone", """
                flow lone
                use lorenz
                use grid
                use table
                dim member = 1..200
                x[member] = lorenz.perturb(seed: member, size: 500)
                spread = grid.std(x[*], ddof: 1) @cost(time: 1s, size: 4KiB)
                low    = grid.min(x[*])          @cost(time: 1s, size: 4KiB)
                rows   = table.sql("select range as n, range * 0.5 as half from range(1000)") @checkpoint
                few    = table.sql("select * from r where n % 7 = 3 order by n", r: rows)     @checkpoint
                publish spread, low, rows, few
                """);
        Cluster failing = Cluster.threads("a", 5, 0).failingEvery(0.5);
        int skipped = check(
                flow,
                Map.of(),
                failing,
                new Cluster[] {failing, Cluster.threads("a", 5, 0), Cluster.threads("a", 2, 0)},
                new Random(5));
        assertThat(skipped).isGreaterThan(20);
    }
}
