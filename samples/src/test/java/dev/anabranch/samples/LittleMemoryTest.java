package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.plan.PlanSummary;
import dev.anabranch.runtime.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
