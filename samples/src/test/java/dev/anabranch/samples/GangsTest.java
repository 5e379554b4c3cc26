package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.anabranch.driver.RunSite;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gangs on real threads. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GangsTest {
    private static final Path FLOW = Path.of("kmeans/kmeans.flow");

    static final String MANY = """
            flow many
            use java dev.anabranch.samples.GangTasks as gt
            dim i = 1..300
            x[i]     = gt.source(i)
            two[i]   = gt.mix([x[i]]) @gang(2)
            three[i] = gt.mix([x[i], two[i]]) @gang(3)
            four[i]  = gt.mix([three[i]]) @gang(4)
            all      = gt.mix(three[*]) @gang(3)
            last     = gt.mix(four[*]) @gang(2)
            publish all, last
            """;

    static final String FAILS = """
            flow fails
            use java dev.anabranch.samples.GangTasks as gt
            x = gt.source(1)
            y = gt.fails(x, rank: %d) @gang(3)
            publish y
            """;

    static final String ENDS = """
            flow ends
            use java dev.anabranch.samples.GangTasks as gt
            x = gt.source(1)
            y = gt.ends(x) @gang(2)
            publish y
            """;

    @TempDir
    Path folder;

    @Test
    void clustersAreThoseOfOneWorkerAndTheSameBitsEachTime() throws IOException {
        Map<String, String> few = Map.of("count", "2000", "rounds", "10");
        SampleRun run = SampleRun.of(FLOW, few, 4, folder.resolve("first"));
        assertThat(Arrays.stream(run.planned().folder().plan().tasks().rank()).filter(rank -> rank == 1))
                .hasSize(4);
        SampleRun again = SampleRun.of(FLOW, few, 2, folder.resolve("again"));
        assertThat(again.bytes()).containsExactlyInAnyOrderEntriesOf(run.bytes());
        Path alone = flow("alone.flow", Files.readString(FLOW).replace("@gang(2)", ""));
        SampleRun single = SampleRun.of(alone, few, 1, folder.resolve("single"));
        double[] centres = run.doubles("centres", "{\"cloud\":3}");
        assertThat(centres).hasSize(10);
        assertThat(single.doubles("centres", "{\"cloud\":3}")).containsExactly(centres, Offset.offset(1e-9));
    }

    /** What is published is what one worker computes in order, without gangs. */
    @Test
    void randomFlowsGiveTheSameWithAndWithoutGangs() throws IOException {
        for (int seed = 1; seed <= 12; seed++) {
            String text = random(seed, 24);
            SampleRun gangs = SampleRun.of(flow("g" + seed + ".flow", text), Map.of(), 4, folder.resolve("g" + seed));
            String plain = text.replaceAll(" @gang\\(\\d\\)", "");
            SampleRun alone = SampleRun.of(flow("p" + seed + ".flow", plain), Map.of(), 1, folder.resolve("p" + seed));
            assertThat(gangs.bytes()).as("seed %d:%n%s", seed, text).containsExactlyInAnyOrderEntriesOf(alone.bytes());
        }
    }

    /** Tasks with gangs of up to four, and one of three at the end. */
    static String random(long seed, int tasks) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("flow gangs\nuse java dev.anabranch.samples.GangTasks as gt\n");
        for (int task = 0; task < tasks; task++) {
            text.append("x").append(task).append(" = ");
            int kind = task < 3 ? 0 : random.nextInt(6);
            if (kind == 0) {
                text.append("gt.source(").append(task).append(')');
            } else if (kind == 1) {
                text.append("gt.alone(x").append(random.nextInt(task)).append(')');
            } else {
                text.append("gt.mix([x").append(random.nextInt(task));
                for (int more = random.nextInt(5); more > 0; more--) {
                    text.append(", x").append(random.nextInt(task));
                }
                text.append("])");
            }
            int size = 1 + random.nextInt(4);
            text.append(size > 1 ? " @gang(" + size + ")" : "").append('\n');
        }
        text.append("n = gt.size(x").append(tasks - 1).append(") @gang(3)\npublish n");
        for (int task = 0; task < tasks - 1; task++) {
            text.append(random.nextInt(3) == 0 ? ", x" + task : "");
        }
        return text.append(", x").append(tasks - 1).append("\n").toString();
    }

    /** More gangs than workers, which want each other's workers all the time. */
    @Test
    void manyGangsOnFewWorkersNeverStandStill() throws IOException {
        Path flow = flow("many.flow", MANY);
        for (int time = 0; time < 3; time++) {
            SampleRun run = SampleRun.of(flow, Map.of(), 4, folder.resolve("many" + time));
            assertThat(run.outputs()).hasSize(2);
        }
    }

    /** Ranks sleep for each other, and others for the memory that ranks have; nobody knew how much that would be. */
    @Test
    void gangsInTooLittleMemoryDoNotWaitForIt() throws IOException {
        Path flow = flow("little.flow", """
                flow little
                use java dev.anabranch.samples.GangTasks as gt
                dim i = 0..149
                x[i]   = gt.source(i) @cost(size: 1B)
                two[i] = gt.mix([x[i]]) @gang(2) @cost(size: 1B)
                down[i] where i == 0 = gt.mix([two[149], x[149]]) @gang(2) @cost(size: 1B)
                down[i] where i > 0  = gt.mix([down[i - 1], two[149 - i], x[149 - i]]) @gang(3) @cost(size: 1B)
                last = gt.alone(down[149])
                publish last
                """);
        SampleRun roomy = SampleRun.of(flow, Map.of(), 4, folder.resolve("roomy"));
        long little = roomy.result().report().peakBytes() / 4;
        for (int time = 0; time < 3; time++) {
            SampleRun run =
                    SampleRun.within(little, new RunSite.ThisProcess(), flow, 4, folder.resolve("little" + time));
            assertThat(run.bytes()).containsExactlyInAnyOrderEntriesOf(roomy.bytes());
            assertThat(run.result().report().peakBytes()).isLessThanOrEqualTo(little);
            assertThat(run.result().report().evictions().datasets()).isPositive();
        }
    }

    @Test
    void aRankThatFailsEndsTheRunWithItsOwnFailure() throws IOException {
        for (int rank = 0; rank < 3; rank++) {
            Path flow = flow("fails" + rank + ".flow", FAILS.formatted(rank));
            Path here = folder.resolve("fails" + rank);
            RunFailure failure = catchThrowableOfType(RunFailure.class, () -> SampleRun.of(flow, Map.of(), 3, here));
            assertThat(failure.kind()).isEqualTo(FailureKind.USER);
            assertThat(failure).hasMessageContaining("rank " + rank + " does not want to");
        }
    }

    @Test
    void aRankThatEndsTooEarlyIsNamed() throws IOException {
        Path flow = flow("ends.flow", ENDS);
        RunFailure failure =
                catchThrowableOfType(RunFailure.class, () -> SampleRun.of(flow, Map.of(), 2, folder.resolve("ends")));
        assertThat(failure.kind()).isEqualTo(FailureKind.USER);
        assertThat(failure).hasMessageContaining("rank 1 of the gang of y ended, and rank 0 waits for it in barrier()");
    }

    /** Each rank, or two of them, in a process of its own: no bit differs. */
    @Test
    void ranksInSeveralProcessesGiveTheSameAsThreads() throws IOException {
        for (int seed = 1; seed <= 3; seed++) {
            Path flow = flow("r" + seed + ".flow", random(seed, 24));
            SampleRun threads = SampleRun.of(flow, Map.of(), 4, folder.resolve("t" + seed));
            for (int processes : seed == 1 ? new int[] {2, 4} : new int[] {1 + seed}) {
                Path own = folder.resolve("in" + processes + "-" + seed);
                SampleRun run = SampleRun.inProcesses(processes, flow, Map.of(), 4, own);
                assertThat(run.bytes())
                        .as("seed %d in %d processes", seed, processes)
                        .containsExactlyInAnyOrderEntriesOf(threads.bytes());
            }
        }
    }

    /** Sums of floats show the order in which they were added up; some of what is added lies where no other process reads. */
    @Test
    void collectivesOfRandomShapesGiveTheSameBitsInProcessesAsOnThreads() throws IOException {
        Path flow = flow("shapes.flow", """
                flow shapes
                use java dev.anabranch.samples.GangTasks as gt
                dim i = 1..12
                two[i]   = gt.shapes(i, 40) @gang(2)
                three[i] = gt.shapes(100 + i, 40) @gang(3)
                four[i]  = gt.shapes(200 + i, 40) @gang(4)
                publish two, three, four
                """);
        SampleRun threads = SampleRun.of(flow, Map.of(), 4, folder.resolve("threads"));
        assertThat(threads.outputs()).hasSize(36);
        for (int processes : new int[] {2, 4}) {
            SampleRun run = SampleRun.inProcesses(processes, flow, Map.of(), 4, folder.resolve("in" + processes));
            assertThat(run.bytes()).containsExactlyInAnyOrderEntriesOf(threads.bytes());
        }
    }

    @Test
    void manyGangsOfSeveralProcessesNeverStandStill() throws IOException {
        Path flow = flow("many.flow", MANY);
        SampleRun threads = SampleRun.of(flow, Map.of(), 4, folder.resolve("threads"));
        for (int processes : new int[] {2, 3}) {
            SampleRun run = SampleRun.inProcesses(processes, flow, Map.of(), 4, folder.resolve("in" + processes));
            assertThat(run.bytes()).containsExactlyInAnyOrderEntriesOf(threads.bytes());
        }
    }

    @Test
    void inAnotherProcessTooARankThatFailsEndsTheRunWithItsOwnFailure() throws IOException {
        for (int rank : new int[] {0, 2}) {
            Path flow = flow("fails" + rank + ".flow", FAILS.formatted(rank));
            Path here = folder.resolve("fails" + rank);
            RunFailure failure =
                    catchThrowableOfType(RunFailure.class, () -> SampleRun.inProcesses(3, flow, Map.of(), 3, here));
            assertThat(failure.kind()).isEqualTo(FailureKind.USER);
            assertThat(failure).hasMessageContaining("rank " + rank + " does not want to");
        }
    }

    @Test
    void inAnotherProcessTooARankThatEndsTooEarlyIsNamed() throws IOException {
        Path flow = flow("ends.flow", ENDS);
        RunFailure failure = catchThrowableOfType(
                RunFailure.class, () -> SampleRun.inProcesses(2, flow, Map.of(), 2, folder.resolve("ends")));
        assertThat(failure.kind()).isEqualTo(FailureKind.USER);
        assertThat(failure).hasMessageContaining("rank 1 of the gang of y ended, and rank 0 waits for it in barrier()");
    }

    /** Copies that others read count, too. */
    @Test
    void ranksOfSeveralProcessesKeepToALimitOfMemory() throws IOException {
        Path flow = flow("shapes.flow", """
                flow shapes
                use java dev.anabranch.samples.GangTasks as gt
                dim i = 1..4
                four[i] = gt.shapes(i, 20) @gang(4)
                publish four
                """);
        SampleRun threads = SampleRun.of(flow, Map.of(), 4, folder.resolve("threads"));
        long limit = 64L << 20;
        SampleRun run = SampleRun.within(limit, new RunSite.Processes(2), flow, 4, folder.resolve("limited"));
        assertThat(run.bytes()).containsExactlyInAnyOrderEntriesOf(threads.bytes());
        assertThat(run.result().report().peakBytes()).isLessThanOrEqualTo(limit);
        RunFailure failure = catchThrowableOfType(
                RunFailure.class,
                () -> SampleRun.within(64 << 10, new RunSite.Processes(2), flow, 4, folder.resolve("too-little")));
        assertThat(failure.kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
        assertThat(failure).hasMessageContaining("memory ran out");
    }

    private Path flow(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
