package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.driver.RunSite;
import dev.anabranch.driver.trace.RunTrace;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts send on what the plan says that they send on, and nothing else. */
class BroadcastTreesTest {
    private static final int FLOWS = 8;
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    /** Each tile is read on all other hosts; two come after another, so that cards have more to do than one broadcast. */
    private static final String FLOW = """
            flow trees
            use linalg
            dim i = 0..3
            x[i] = linalg.tile(i, i, size: %1$d)  @on("a/0")  @cost(time: 1ms, size: 8B * %1$d * %1$d)
            y[i] = linalg.transpose(x[i])  @on("b/0")  @cost(time: 1ms, size: 8B * %1$d * %1$d)
            b[i] = linalg.trace(x[i])  @on("b/0")  @cost(time: 1ms, size: 8B)
            c[i] = linalg.multiply(x[i], y[i])  @on("c/0")  @cost(time: 1ms, size: 8B * %1$d * %1$d)
            d[i] = linalg.multiply(y[i], x[i])  @on("d/0")  @cost(time: 1ms, size: 8B * %1$d * %1$d)
            publish b, c, d
            """;

    @TempDir
    Path folder;

    private ServedHosts served;

    @BeforeEach
    void serve() throws Exception {
        served = new ServedHosts(folder, NAMES);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private record Went(String dataset, String from, String to) {}

    @Test
    void sendersAreThoseOfThePlan() throws Exception {
        for (int size : new int[] {20, 500}) {
            Cluster cluster = Cluster.of(
                    NAMES.stream()
                            .map(name -> new Host(name, List.of(1.0), 0, List.of()))
                            .toList(),
                    new Link(0, 1e12),
                    new Link(1e-3, 8.0 * size * size / 0.02));
            Path flow = Files.writeString(folder.resolve("trees.flow"), FLOW.formatted(size));
            SampleRun there = run(served.site(), flow, cluster);
            SampleRun here = run(new RunSite.ThisProcess(), flow, cluster);
            assertThat(there.bytes()).containsExactlyInAnyOrderEntriesOf(here.bytes());
            List<Went> planned = planned(there.planned().folder().plan());
            assertThat(planned)
                    .anyMatch(went ->
                            went.dataset().startsWith("x") && !went.from().equals("a"));
            assertThat(went(there)).containsExactlyInAnyOrderElementsOf(planned);
        }
    }

    /** Whatever the flow and the cluster, with copies of tasks and several workers a host. */
    @Test
    void randomFlowsPublishTheSameBytesAndSendersAreThoseOfThePlan() throws Exception {
        int sending = 0;
        for (int seed = 0; seed < FLOWS; seed++) {
            Random random = new Random(seed);
            Path flow = Files.writeString(folder.resolve("random" + seed + ".flow"), new RandomFlow(random).text());
            int workers = 1 + random.nextInt(2);
            Cluster cluster = Cluster.of(
                    NAMES.subList(0, 3 + random.nextInt(2)).stream()
                            .map(name -> new Host(name, Collections.nCopies(workers, 1.0), 0, List.of()))
                            .toList(),
                    new Link(1e-5, 1e10),
                    new Link(1e-4, 500e6 * (1 + random.nextInt(10))));
            SampleRun there = run(served.site(), flow, cluster);
            SampleRun alone = SampleRun.of(flow, Map.of(), 1, Files.createTempDirectory(folder, "alone"));
            assertThat(there.bytes()).containsExactlyInAnyOrderEntriesOf(alone.bytes());
            Plan plan = there.planned().folder().plan();
            List<Went> planned = planned(plan);
            assertThat(went(there)).containsExactlyInAnyOrderElementsOf(planned);
            sending += planned.isEmpty() ? 0 : 1;
        }
        assertThat(sending).isGreaterThan(FLOWS / 2);
    }

    private static List<Went> went(SampleRun run) throws IOException {
        List<Went> found = new ArrayList<>();
        RunTrace.open(run.result().trace())
                .transfers(transfer -> found.add(new Went(transfer.name(), transfer.from(), transfer.to())));
        return found;
    }

    /** Where transfers do not slow each other by the plan, a large one goes from reader to reader all the same. */
    @Test
    void withoutAPlannedOrderALargeDatasetGoesFromReaderToReader() throws Exception {
        Cluster cluster = Cluster.of(
                        NAMES.stream()
                                .map(name -> new Host(name, List.of(1.0), 0, List.of()))
                                .toList(),
                        new Link(0, 1e12),
                        new Link(1e-3, 1e8))
                .withModel(MachineModel.CONTENTION_FREE);
        Path flow = Files.writeString(folder.resolve("trees.flow"), FLOW.formatted(500));
        SampleRun there = run(served.site(), flow, cluster);
        SampleRun here = run(new RunSite.ThisProcess(), flow, cluster);
        assertThat(there.bytes()).containsExactlyInAnyOrderEntriesOf(here.bytes());
        assertThat(went(there))
                .filteredOn(went -> went.dataset().startsWith("x"))
                .hasSize(12)
                .allMatch(went -> List.of("a to b", "b to c", "c to d").contains(went.from() + " to " + went.to()));
    }

    private SampleRun run(RunSite site, Path flow, Cluster cluster) throws Exception {
        return SampleRun.at(
                site,
                flow,
                Map.of(),
                cluster,
                Files.createTempDirectory(folder, site.getClass().getSimpleName()));
    }

    private static List<Went> planned(Plan plan) {
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int row = 0; row < plan.datasets().slot().length; row++) {
            names.put(plan.datasets().slot()[row], plan.datasets().name()[row]);
        }
        Set<Went> planned = new LinkedHashSet<>();
        Map<String, List<String>> ways = new LinkedHashMap<>();
        for (int row = 0; row < plan.transfers().slot().length; row++) {
            String from = plan.workers().host()[plan.transfers().from()[row]];
            String to = plan.workers().host()[plan.transfers().to()[row]];
            String name = names.get(plan.transfers().slot()[row]);
            List<String> way = ways.computeIfAbsent(name, key -> new ArrayList<>(List.of(from)));
            // Several workers of a host have it from one transfer.
            if (!from.equals(to) && !way.contains(to)) {
                boolean fromReaderToReader = plan.transfers().bytes()[row] >= 1 << 20;
                planned.add(new Went(name, fromReaderToReader ? way.get(way.size() - 1) : from, to));
                way.add(to);
            }
        }
        return List.copyOf(planned);
    }
}
