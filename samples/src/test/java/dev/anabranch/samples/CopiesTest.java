package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a task runs on several workers shows in the time that a flow takes, and nowhere in its results. */
class CopiesTest {
    private static final int FLOWS = 16;

    @TempDir
    Path folder;

    private static Cluster hosts(int count, int workers, double bandwidth) {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(new Host(String.valueOf((char) ('a' + i)), Collections.nCopies(workers, 1.0), 0, List.of()));
        }
        return Cluster.of(hosts, new Link(1e-4, 10 * bandwidth), new Link(1e-3, bandwidth));
    }

    private static void assertSame(SampleRun run, SortedMap<String, byte[]> expected) throws IOException {
        SortedMap<String, byte[]> found = run.bytes();
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void theSampleMakesItsFieldsOnAllHosts() throws IOException {
        Path flow = Path.of("recompute/scores.flow");
        SampleRun alone = SampleRun.of(flow, Map.of("size", "300"), 1, folder.resolve("alone"));
        for (MachineModel model : MachineModel.values()) {
            Cluster cluster = hosts(3, 2, 25e6).withModel(model);
            SampleRun copied = SampleRun.of(flow, Map.of("size", "300"), cluster, folder.resolve(model.name()));
            assertThat(copied.planned().folder().summary().copies()).isGreaterThan(4);
            assertThat(copied.result().report().tasks())
                    .isEqualTo(alone.result().report().tasks()
                            + copied.planned().folder().summary().copies());
            assertThat(copied.result().report().published()).isEqualTo(49);
            assertSame(copied, alone.bytes());
        }
    }

    @Test
    void randomFlowsPublishTheSameBytes() throws IOException {
        int copies = 0;
        for (int seed = 0; seed < FLOWS; seed++) {
            Random random = new Random(seed);
            Path flow = Files.writeString(folder.resolve("random" + seed + ".flow"), new RandomFlow(random).text());
            SampleRun alone = SampleRun.of(flow, Map.of(), 1, folder.resolve("alone" + seed));
            Cluster cluster = hosts(2 + random.nextInt(2), 1 + random.nextInt(2), 10e6)
                    .withModel(random.nextBoolean() ? MachineModel.ONE_PORT : MachineModel.CONTENTION_FREE);
            SampleRun copied = SampleRun.of(flow, Map.of(), cluster, folder.resolve("copied" + seed));
            assertSame(copied, alone.bytes());
            copies += copied.planned().folder().summary().copies() > 0 ? 1 : 0;
        }
        assertThat(copies).isGreaterThan(FLOWS / 2);
    }
}
