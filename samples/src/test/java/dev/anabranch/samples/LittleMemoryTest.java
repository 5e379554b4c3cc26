package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.driver.RunSite;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.plan.PlanSummary;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That datasets wait on disk shows in the memory that a run takes, and nowhere in its results. */
class LittleMemoryTest {
    /** Of a tile of 64 rows. */
    private static final long TILE = 64 * 64 * 8;

    private static final String TWICE = """
            flow twice
            use linalg
            dim i = 0..31
            tile[i] = linalg.tile(i, i)
            up[i] where i == 0 = tile[0] + tile[1]
            up[i] where i > 0 = up[i - 1] + tile[i]
            down[i] where i == 0 = tile[31] + up[31]
            down[i] where i > 0 = linalg.transpose(down[i - 1]) + tile[31 - i]
            """;

    @TempDir
    Path folder;

    private Path flow(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".flow"), text);
    }

    private static SampleRun run(Path flow, long memory, Path where) throws IOException {
        return SampleRun.of(flow, Map.of(), Cluster.threads("a", 1, memory), where);
    }

    private static void assertSame(SampleRun run, SampleRun expected) throws IOException {
        assertThat(run.bytes().keySet()).isEqualTo(expected.bytes().keySet());
        for (Map.Entry<String, byte[]> output : expected.bytes().entrySet()) {
            assertThat(run.bytes().get(output.getKey())).as(output.getKey()).isEqualTo(output.getValue());
        }
    }

    private static List<Path> leftBehind(Path outputs) throws IOException {
        try (Stream<Path> files = Files.list(outputs)) {
            return files.filter(file -> file.getFileName().toString().contains("spill"))
                    .toList();
        }
    }

    @Test
    void aFlowRunsInASixthOfItsMemory() throws IOException {
        Path flow = flow("twice", TWICE + "publish down\n");
        SampleRun roomy = run(flow, 0, folder.resolve("roomy"));
        assertThat(roomy.planned().folder().summary().spills()).isZero();
        assertThat(roomy.result().report().peakBytes()).isGreaterThan(32 * TILE);
        long little = 6 * TILE;
        SampleRun run = run(flow, little, folder.resolve("little"));
        PlanSummary summary = run.planned().folder().summary();
        assertThat(summary.spills()).isGreaterThan(20);
        assertThat(summary.bytesSpilled()).isEqualTo(summary.spills() * TILE);
        assertThat(run.result().report().peakBytes()).isLessThanOrEqualTo(little);
        assertSame(run, roomy);
        assertThat(leftBehind(folder.resolve("little/outputs"))).isEmpty();
    }

    @Test
    void aRunThatFailsLeavesNothingOnDisk() throws IOException {
        Path flow = flow("fails", TWICE + "bad = linalg.potrf(0.0 - down[20])\npublish bad\npublish down\n");
        assertThatThrownBy(() -> run(flow, 6 * TILE, folder.resolve("fails"))).isInstanceOf(RunFailure.class);
        assertThat(leftBehind(folder.resolve("fails/outputs"))).isEmpty();
    }

    @Test
    void randomFlowsPublishTheSameBytesInLittleMemory() throws IOException {
        int spilling = 0;
        for (int seed = 0; seed < 12; seed++) {
            Path flow = flow("random" + seed, randomFlow(new Random(seed)));
            SampleRun roomy = run(flow, 0, folder.resolve("roomy" + seed));
            long little = Math.max(8 * TILE, roomy.result().report().peakBytes() / 3);
            SampleRun run = run(flow, little, folder.resolve("little" + seed));
            assertThat(run.result().report().peakBytes()).isLessThanOrEqualTo(little);
            assertSame(run, roomy);
            spilling += run.planned().folder().summary().spills() > 0 ? 1 : 0;
        }
        assertThat(spilling).isGreaterThan(3);
    }

    /** Blocks are taken for small when the plan is made; all of them are needed until the end. */
    private Path blocks(int count, long size) throws IOException {
        return flow("blocks", """
                flow blocks
                use java dev.anabranch.samples.Blocks as blocks
                dim i = 0..%1$d
                block[i] = blocks.block(i, %2$d) @cost(size: 1KiB)
                up[i] where i == 0 = blocks.sum(block[0], block[1]) @cost(size: 1KiB)
                up[i] where i > 0 = blocks.sum(up[i - 1], block[i]) @cost(size: 1KiB)
                down[i] where i == 0 = blocks.sum(block[%1$d], up[%1$d]) @cost(size: 1KiB)
                down[i] where i > 0 = blocks.sum(down[i - 1], block[%1$d - i]) @cost(size: 1KiB)
                total = blocks.value(down[%1$d])
                publish total
                """.formatted(count - 1, size));
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double total(SampleRun run) throws IOException {
        return run.doubles("total", "{}")[0];
    }

    private void assertFits(int count, long size, long limit, int workers) throws IOException {
        assertFits(count, size, limit, workers, folder.resolve("blocks" + workers));
    }

    private void assertFits(int count, long size, long limit, int workers, Path where) throws IOException {
        SampleRun run = SampleRun.within(limit, new RunSite.ThisProcess(), blocks(count, size), workers, where);
        RunReport report = run.result().report();
        assertThat(run.planned().folder().summary().spills()).isZero();
        assertThat(total(run)).isEqualTo(count * (count - 1) + 1);
        assertThat(report.bytesProduced()).isGreaterThanOrEqualTo((3 * count - 1) * size * 8);
        assertThat(report.peakBytes()).isBetween(limit / 2, limit);
        // What does not fit goes, and is written once; with several workers some go again.
        int little = (int) (limit / (size * 8));
        assertThat(report.evictions().datasets()).isBetween((long) count - little, (long) count * workers);
        assertThat(report.evictions().bytesWritten())
                .isBetween((count - little) * size * 8, (count + workers) * size * 8);
        assertThat(report.evictions().readBack()).isBetween((long) count - little, (long) count * workers);
        assertThat(leftBehind(where.resolve("outputs"))).isEmpty();
    }

    @Test
    void fourGibibytesFitIntoHalfOfOne() throws IOException {
        // Where there is one, a disk in memory: what a slow disk takes is not what is tested.
        Path memory = Path.of("/dev/shm");
        boolean roomy = Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > 8L << 30;
        Path where = roomy ? Files.createTempDirectory(memory, "anabranch-test-") : folder.resolve("blocks");
        try {
            assertFits(64, 8L << 20, 512L << 20, 2, where);
        } finally {
            if (roomy) {
                remove(where);
            }
        }
    }

    /** What is in the shared folders of runs that this process coordinates, as the file system counts it; looked at while a run runs. */
    private static final class SharedBytes extends Thread {
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile long most;

        @Override
        public void run() {
            String mine = "/dev/shm/anabranch-[0-9]*-" + ProcessHandle.current().pid() + "-*";
            String[] du = {"sh", "-c", "du -skc " + mine + " 2>/dev/null | tail -n 1 | cut -f 1"};
            try {
                do {
                    Process process = new ProcessBuilder(du).start();
                    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                    most = Math.max(most, said.isEmpty() ? 0 : Long.parseLong(said) << 10);
                } while (!over.await(5, TimeUnit.MILLISECONDS));
            } catch (IOException unknown) {
                most = Long.MAX_VALUE;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        /** The most that was seen, once the run has ended. */
        long end() throws InterruptedException {
            over.countDown();
            join();
            return most;
        }
    }

    /** The plan deals blocks to both processes, and each reads those of the other. */
    private void assertFitsInProcesses(int count, long size, long limit, Path where)
            throws IOException, InterruptedException {
        SharedBytes shared = new SharedBytes();
        shared.start();
        SampleRun run;
        long most;
        try {
            run = SampleRun.within(limit, new RunSite.Processes(2), blocks(count, size), 2, where);
        } finally {
            most = shared.end();
        }
        RunReport report = run.result().report();
        assertThat(run.planned().folder().summary().spills()).isZero();
        assertThat(total(run)).isEqualTo(count * (count - 1) + 1);
        assertThat(report.bytesProduced()).isGreaterThanOrEqualTo((3 * count - 1) * size * 8);
        assertThat(report.peakBytes()).isBetween(limit / 2, limit);
        // Also of the machine's memory, with notes, words and what of a page nobody uses.
        assertThat(most).isBetween(limit / 2, limit + limit / 20);
        assertThat(report.evictions().datasets()).isGreaterThanOrEqualTo(count - limit / (size * 8));
        assertThat(report.evictions().readBack()).isPositive();
        assertThat(leftBehind(where.resolve("outputs"))).isEmpty();
    }

    @Test
    void aQuarterOfAGibibyteFitsInto48MebibytesOfTwoProcesses() throws IOException, InterruptedException {
        assertFitsInProcesses(64, 1L << 19, 48L << 20, folder.resolve("processes"));
    }

    @Test
    void whatFitsInNoWayInProcessesNamesTheTaskThatIsTooLarge() {
        assertThatThrownBy(() -> assertFitsInProcesses(8, 1L << 17, 2L << 20, folder.resolve("none")))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("memory ran out: it asked for 1.00 MiB")
                .hasMessageContaining("of the 2.00 MiB that the run may take are in use")
                .hasMessageContaining("give the run more memory");
        assertThat(folder.resolve("none/outputs"))
                .satisfies(outputs -> assertThat(leftBehind(outputs)).isEmpty());
    }

    @Test
    void fourGibibytesFitIntoHalfOfOneInTwoProcesses() throws IOException, InterruptedException {
        Path memory = Path.of("/dev/shm");
        boolean roomy = Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > 8L << 30;
        Path where = roomy ? Files.createTempDirectory(memory, "anabranch-test-") : folder.resolve("blocks");
        try {
            assertFitsInProcesses(64, 8L << 20, 512L << 20, where);
        } finally {
            if (roomy) {
                remove(where);
            }
        }
    }

    @Test
    void moreWorkersThanHaveRoomTakeTurns() throws IOException {
        for (int workers : new int[] {1, 3, 4}) {
            assertFits(24, 1L << 17, 6L << 20, workers);
        }
    }

    @Test
    void whatFitsInNoWayNamesTheTaskThatIsTooLarge() throws IOException {
        assertThatThrownBy(() -> assertFits(8, 1L << 17, 2L << 20, 1))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("memory ran out: it asked for 1.00 MiB")
                .hasMessageContaining("2.00 MiB of the 2.00 MiB that the run may take are in use")
                .hasMessageContaining("give the run more memory");
        assertThat(leftBehind(folder.resolve("blocks1/outputs"))).isEmpty();
    }

    /** The plan knows nothing of the tiles' sizes, so that all of it is the run's to find out. */
    @Test
    void randomFlowsOfGuessedSizesPublishTheSameBytes() throws IOException {
        int evicting = 0;
        for (int seed = 20; seed < 24; seed++) {
            String guessed = randomFlow(new Random(seed))
                    .lines()
                    .map(line -> line.startsWith("x") ? line + " @cost(size: 1KiB)" : line)
                    .collect(Collectors.joining("\n", "", "\n"));
            Path flow = flow("guessed" + seed, guessed);
            RunSite here = new RunSite.ThisProcess();
            SampleRun roomy = SampleRun.within(1L << 30, here, flow, 1, folder.resolve("roomy" + seed));
            assertThat(roomy.result().report().evictions().datasets()).isZero();
            long little = roomy.result().report().peakBytes() / 2;
            for (int workers = 1; workers <= 2; workers++) {
                SampleRun run = SampleRun.within(little, here, flow, workers, folder.resolve("g" + workers + seed));
                assertThat(run.result().report().peakBytes()).isLessThanOrEqualTo(little);
                assertSame(run, roomy);
                evicting += run.result().report().evictions().datasets() > 0 ? 1 : 0;
            }
        }
        assertThat(evicting).isGreaterThan(4);
    }

    @Test
    void randomFlowsOfGuessedSizesPublishTheSameBytesInProcesses() throws IOException {
        int evicting = 0;
        for (int seed = 30; seed < 33; seed++) {
            String guessed = randomFlow(new Random(seed))
                    .lines()
                    .map(line -> line.startsWith("x") ? line + " @cost(size: 1KiB)" : line)
                    .collect(Collectors.joining("\n", "", "\n"));
            Path flow = flow("shared" + seed, guessed);
            SampleRun roomy =
                    SampleRun.within(1L << 30, new RunSite.ThisProcess(), flow, 3, folder.resolve("roomy" + seed));
            long little = roomy.result().report().peakBytes() / 2;
            SampleRun run =
                    SampleRun.within(little, new RunSite.Processes(3), flow, 3, folder.resolve("shared" + seed));
            assertThat(run.result().report().peakBytes()).isLessThanOrEqualTo(little);
            assertSame(run, roomy);
            evicting += run.result().report().evictions().datasets() > 0 ? 1 : 0;
        }
        assertThat(evicting).isPositive();
    }

    /** Tiles, and sums of any two of what came before. */
    private static String randomFlow(Random random) {
        StringBuilder text = new StringBuilder("flow random\nuse linalg\n");
        int tiles = 24 + random.nextInt(24);
        for (int number = 0; number < 4 * tiles; number++) {
            text.append('x').append(number).append(" = ");
            if (number < tiles) {
                text.append("linalg.tile(").append(number).append(", 0)\n");
            } else {
                text.append('x').append(random.nextInt(number)).append(" + x");
                text.append(random.nextInt(number)).append('\n');
            }
        }
        for (int number = 3 * tiles; number < 4 * tiles; number++) {
            text.append("publish x").append(number).append('\n');
        }
        return text.toString();
    }
}
