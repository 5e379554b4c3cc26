package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.driver.RunSite;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On how many hosts workers run is nobody's business but the clock's. */
class HostsTest {
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

    @ParameterizedTest
    @MethodSource("dev.anabranch.samples.SmallRun#ofAllSamples")
    void outputsAreBitIdenticalOnThreadsAndOnThreeHosts(SmallRun sample) throws Exception {
        SampleRun threads = run(new RunSite.ThisProcess(), sample);
        SampleRun onHosts = run(served.site(NAMES), sample);
        SortedMap<String, byte[]> expected = threads.bytes();
        SortedMap<String, byte[]> found = onHosts.bytes();
        assertThat(expected).isNotEmpty();
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, bytes) ->
                assertThat(found.get(name)).as("%s on three hosts", name).isEqualTo(bytes));
        RunReport report = onHosts.result().report();
        assertThat(report.tasks()).isEqualTo(threads.result().report().tasks());
        assertThat(report.workers()).filteredOn(worker -> worker.tasks() > 0).hasSizeGreaterThan(1);
        assertThat(onHosts.result().trace().resolve("tasks.arrow")).exists();
    }

    @Test
    void eachGangRunsOnOneOfTheHosts() throws Exception {
        Cluster cluster = Cluster.of(
                List.of(new Host("a", List.of(1.0, 1.0), 0, List.of()), new Host("b", List.of(1.0, 1.0), 0, List.of())),
                new Link(0, 1e12),
                new Link(1e-9, 1e12));
        RunSite site = served.site(List.of("a", "b"));
        Path flow = Path.of("kmeans/kmeans.flow");
        Map<String, String> few = Map.of("count", "1000", "rounds", "5");
        SampleRun there = SampleRun.at(site, flow, few, cluster, folder.resolve("there"));
        SampleRun here = SampleRun.at(new RunSite.ThisProcess(), flow, few, cluster, folder.resolve("here"));
        assertThat(there.bytes()).containsExactlyInAnyOrderEntriesOf(here.bytes());
        assertThat(there.result().report().workers()).allMatch(worker -> worker.tasks() > 0);
    }

    @Test
    void aHostWithoutRoomSaysSo() throws Exception {
        try (ServedHosts two = new ServedHosts(folder, List.of("a"))) {
            // Less than one tile takes, so that it is no use to evict another.
            two.add("small", 50_000);
            Path flow = Files.writeString(folder.resolve("large.flow"), """
                    flow large
                    use linalg
                    dim tile = 0..1
                    x[tile] = linalg.tile(tile, tile, size: 100)  @on("a/0")
                    y = linalg.multiply(x[0], x[1])  @on("small/0")
                    publish y
                    """);
            Cluster cluster = Cluster.of(
                    List.of(new Host("a", List.of(1.0), 0, List.of()), new Host("small", List.of(1.0), 0, List.of())),
                    new Link(0, 1e12),
                    new Link(1e-9, 1e12));
            assertThatThrownBy(() -> SampleRun.at(two.site(), flow, Map.of(), cluster, folder.resolve("run")))
                    .isInstanceOf(RunFailure.class)
                    .hasMessageContaining("memory ran out on host small: there is no room for x");
        }
    }

    /**
     * What a limit of memory counts are datasets; buffers of the network come on top, on each host and for both directions.
     * 32 MiB wait on the way here again and again.
     */
    @Test
    void theNetworksBuffersAreATwentiethOfTheLimitAtMost() throws Exception {
        long limit = 128L << 20;
        Path flow = Files.writeString(folder.resolve("moves.flow"), """
                flow moves
                use linalg
                dim i = 0..11
                a[i] = linalg.tile(i, 0, size: 2000)  @on("a/0")
                b[i] = linalg.transpose(a[i])  @on("b/0")
                c[i] = linalg.trace(b[i])  @on("a/0")
                publish c
                """);
        Cluster cluster = Cluster.of(
                List.of(new Host("a", List.of(1.0), limit, List.of()), new Host("b", List.of(1.0), limit, List.of())),
                new Link(0, 1e12),
                new Link(1e-9, 1e12));
        RunSite site = served.site(List.of("a", "b"));
        long before = DirectMemory.used();
        try (DirectMemory.Watch watch = DirectMemory.watch()) {
            RunReport report = SampleRun.at(site, flow, Map.of(), cluster, folder.resolve("moves"))
                    .result()
                    .report();
            assertThat(report.tasks()).isEqualTo(36);
            assertThat(watch.looks()).isGreaterThan(20);
            assertThat(watch.most() - before).isLessThan(2 * limit / 20);
        }
    }

    private SampleRun run(RunSite site, SmallRun sample) throws Exception {
        // So cheap that plans use all hosts although the tasks are short.
        Cluster cluster = Cluster.of(
                NAMES.stream()
                        .map(name -> new Host(name, List.of(1.0), 0, List.of()))
                        .toList(),
                new Link(0, 1e12),
                new Link(1e-9, 1e12));
        return SampleRun.at(
                site,
                sample.publishing(folder),
                sample.parameters(),
                cluster,
                folder.resolve(site.getClass().getSimpleName()));
    }
}
