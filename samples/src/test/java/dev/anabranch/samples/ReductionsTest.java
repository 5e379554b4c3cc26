package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.plan.PlanDecisions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether aggregates are computed in parts shows in the memory of a run, and nowhere in its results. */
class ReductionsTest {
    private static final Path MANY = Path.of("ensemble/many.flow");
    private static final Map<String, String> SMALLER = Map.of("members", "300", "points", "400");
    private static final long STATES = 300L * 10 * 400 * 8;

    @TempDir
    Path folder;

    private static List<String> split(SampleRun run) throws IOException {
        PlanDecisions decisions = run.planned().folder().plan().decisions();
        return IntStream.range(0, decisions.pass().length)
                .filter(i -> decisions.pass()[i].equals("ShapeReductions"))
                .filter(i -> !decisions.reason()[i].startsWith("not split"))
                .mapToObj(i -> decisions.subject()[i])
                .toList();
    }

    @Test
    void splitOrNotTheBytesAreTheSameAndThePeakIsNot() throws IOException {
        SampleRun whole = SampleRun.of(MANY, SMALLER, 1, folder.resolve("whole"));
        SampleRun parts = SampleRun.of(MANY, SMALLER, Cluster.threads("a", 2, STATES / 4), folder.resolve("parts"));
        SampleRun more = SampleRun.of(MANY, SMALLER, Cluster.threads("a", 3, STATES / 3), folder.resolve("more"));
        assertThat(split(whole)).isEmpty();
        assertThat(split(parts)).containsExactly("mean", "spread");
        assertThat(split(more)).containsExactly("mean", "spread");
        assertThat(whole.result().report().peakBytes()).isGreaterThan(STATES * 9 / 10);
        assertThat(parts.result().report().peakBytes()).isLessThan(STATES / 3);

        SortedMap<String, byte[]> expected = whole.bytes();
        assertThat(expected).hasSize(30);
        for (SampleRun run : List.of(parts, more)) {
            SortedMap<String, byte[]> found = run.bytes();
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach(
                    (name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
        }
    }

    @Test
    void aLoneAggregateIsSpreadOverTheWorkers() throws IOException {
        Path flow = Files.writeString(folder.resolve("lone.flow"), """
                flow lone
                use lorenz
                use grid
                dim member = 1..700
                x[member] = lorenz.perturb(seed: member, size: 500)
                spread = grid.std(x[*], ddof: 1) @cost(time: 1s, size: 4KiB)
                low    = grid.min(x[*])          @cost(time: 1s, size: 4KiB)
                publish spread, low
                """);
        SampleRun alone = SampleRun.of(flow, Map.of(), 1, folder.resolve("alone"));
        SampleRun shared = SampleRun.of(flow, Map.of(), 5, folder.resolve("shared"));
        assertThat(split(alone)).isEmpty();
        assertThat(split(shared)).containsExactly("spread", "low");
        assertThat(shared.planned().folder().summary().makespan())
                .isLessThan(alone.planned().folder().summary().makespan() / 3);
        alone.bytes().forEach((name, bytes) -> {
            try {
                assertThat(shared.bytes().get(name)).as(name).isEqualTo(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
