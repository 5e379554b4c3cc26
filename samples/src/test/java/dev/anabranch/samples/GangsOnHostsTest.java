package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.anabranch.driver.RunSite;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gangs whose ranks are on several hosts, over TCP. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GangsOnHostsTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    static Path hosts;

    @TempDir
    Path folder;

    private static ServedHosts served;

    @BeforeAll
    static void serve() throws Exception {
        served = new ServedHosts(hosts, NAMES);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static Cluster cluster(int... workers) {
        return Cluster.of(
                IntStream.range(0, workers.length)
                        .mapToObj(host ->
                                new Host(NAMES.get(host), Collections.nCopies(workers[host], 1.0), 0, List.of()))
                        .toList(),
                new Link(0, 1e12),
                new Link(1e-9, 1e12));
    }

    private static RunSite site(int count) {
        return served.site(NAMES.subList(0, count));
    }

    private SampleRun onHosts(Path flow, Map<String, String> parameters, String name, int... workers)
            throws IOException {
        return SampleRun.at(site(workers.length), flow, parameters, cluster(workers), folder.resolve(name));
    }

    private SampleRun onThreads(Path flow, Map<String, String> parameters, int workers) throws IOException {
        return SampleRun.of(flow, parameters, workers, folder.resolve("threads-" + flow.getFileName()));
    }

    private static void same(SampleRun found, SampleRun expected) throws IOException {
        assertThat(expected.outputs()).isNotEmpty();
        assertThat(found.bytes()).containsExactlyInAnyOrderEntriesOf(expected.bytes());
    }

    /** Sums of floats show the order in which they were added up; elements are up to some megabytes. */
    @Test
    void collectivesOfRandomShapesGiveTheSameBitsOnHostsAsOnThreads() throws IOException {
        Path flow = flow("shapes.flow", """
                flow shapes
                use java dev.anabranch.samples.GangTasks as gt
                dim i = 1..8
                two[i]  = gt.shapes(i, 30) @gang(2)
                four[i] = gt.shapes(100 + i, 30) @gang(4)
                six[i]  = gt.shapes(200 + i, 30) @gang(6)
                publish two, four, six
                """);
        SampleRun threads = onThreads(flow, Map.of(), 6);
        same(onHosts(flow, Map.of(), "three", 2, 2, 2), threads);
        SampleRun uneven = onHosts(flow, Map.of(), "two", 5, 1);
        same(uneven, threads);
        assertThat(uneven.planned().folder().plan().decisions().reason())
                .anyMatch(reason -> reason.contains("gangs of 6 workers on a with b"));
    }

    @Test
    void clustersOfPointsAreThoseOfThreads() throws IOException {
        Path flow = Path.of("kmeans/kmeans.flow");
        Map<String, String> few = Map.of("count", "2000", "rounds", "10");
        same(onHosts(flow, few, "hosts", 1, 1), onThreads(flow, few, 2));
    }

    @Test
    void randomFlowsGiveTheSameOnHostsAsOnThreads() throws IOException {
        for (int seed = 1; seed <= 4; seed++) {
            Path flow = flow("r" + seed + ".flow", GangsTest.random(seed, 24));
            same(onHosts(flow, Map.of(), "r" + seed, 2, 1, 1), onThreads(flow, Map.of(), 4));
        }
    }

    /** More gangs than workers, which want each other's workers all the time. */
    @Test
    void manyGangsOfSeveralHostsNeverStandStill() throws IOException {
        Path flow = flow("many.flow", GangsTest.MANY);
        SampleRun threads = onThreads(flow, Map.of(), 4);
        same(onHosts(flow, Map.of(), "even", 2, 2), threads);
        same(onHosts(flow, Map.of(), "single", 1, 2, 1), threads);
    }

    /** The coordinator asks again and again whether anything runs, while one rank computes and all others wait. */
    @Test
    void ranksThatWaitLongDoNotStandStill() throws IOException {
        Path flow = flow("late.flow", """
                flow late
                use java dev.anabranch.samples.GangTasks as gt
                x = gt.source(1)
                y = gt.late(x, rank: 1, seconds: 4) @gang(2)
                z = gt.late(y, rank: 0, seconds: 1) @gang(3)
                publish z
                """);
        SampleRun run = onHosts(flow, Map.of(), "late", 1, 1, 1);
        same(run, onThreads(flow, Map.of(), 3));
        assertThat(run.result().report().wallSeconds()).isGreaterThan(5);
    }

    /** Ranks sleep for each other on other hosts, and others for the memory that ranks have; datasets are evicted meanwhile. */
    @Test
    void gangsInTooLittleMemoryDoNotWaitForIt() throws IOException {
        Path flow = flow("little.flow", """
                flow little
                use java dev.anabranch.samples.GangTasks as gt
                dim i = 0..149
                up[i] where i == 0 = gt.source(i) @cost(size: 1B)
                up[i] where i > 0  = gt.mix([up[i - 1]]) @gang(2) @cost(size: 1B)
                down[i] where i == 0 = gt.mix([up[149]]) @gang(2) @cost(size: 1B)
                down[i] where i > 0  = gt.mix([down[i - 1], up[149 - i]]) @gang(3) @cost(size: 1B)
                publish down[149]
                """);
        SampleRun roomy = onThreads(flow, Map.of(), 3);
        long little = 3 * (24L << 10);
        assertThat(roomy.result().report().peakBytes()).isGreaterThan(2 * little);
        SampleRun run = SampleRun.within(little, site(3), flow, cluster(1, 1, 1), folder.resolve("little"));
        same(run, roomy);
        assertThat(run.result().report().evictions().datasets()).isPositive();
    }

    @Test
    void aRankThatFailsEndsTheRunWithItsOwnFailureAndTheHostsAreFreeAgain() throws IOException {
        for (int rank = 0; rank < 3; rank++) {
            Path flow = flow("fails" + rank + ".flow", GangsTest.FAILS.formatted(rank));
            String name = "fails" + rank;
            RunFailure failure = catchThrowableOfType(RunFailure.class, () -> onHosts(flow, Map.of(), name, 1, 1, 1));
            assertThat(failure.kind()).isEqualTo(FailureKind.USER);
            assertThat(failure).hasMessageContaining("rank " + rank + " does not want to");
        }
        clustersOfPointsAreThoseOfThreads();
    }

    @Test
    void aRankThatEndsTooEarlyIsNamed() throws IOException {
        Path flow = flow("ends.flow", GangsTest.ENDS);
        RunFailure failure = catchThrowableOfType(RunFailure.class, () -> onHosts(flow, Map.of(), "ends", 1, 1));
        assertThat(failure.kind()).isEqualTo(FailureKind.USER);
        assertThat(failure).hasMessageContaining("rank 1 of the gang of y ended, and rank 0 waits for it in barrier()");
    }

    private Path flow(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
