package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In how many processes workers run is nobody's business but the clock's. */
class ProcessesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.anabranch.samples.SmallRun#ofAllSamples")
    void outputsAreBitIdenticalOnThreadsAndOnTwoProcesses(SmallRun sample) throws IOException {
        same(run(0, sample), run(2, sample));
    }

    /** Both of a gang are in processes of their own. */
    @Test
    void ranksOfAGangGiveTheSameOnThreadsAndInTwoProcesses() throws IOException {
        SmallRun kmeans = SmallRun.of("kmeans/kmeans.flow", "count=20000 rounds=20");
        same(run(0, kmeans), run(2, kmeans));
    }

    /** Of a file that is made here: the sample's own is some month that a user has. */
    @Test
    void fieldsOfAFileAreTheSameOnThreadsAndOnTwoProcesses() throws IOException {
        Path source = HourlyFields.write(folder.resolve("hours.nc"), 3 * 24);
        SmallRun era5 = SmallRun.of("era5/era5.flow", "days=3 source=" + source);
        SortedMap<String, byte[]> threads = run(0, era5);
        assertThat(threads).hasSize(4 * 24 + 3);
        same(threads, run(2, era5));
    }

    /** A flow with an input runs where another one uses it, here with all that it puts out. */
    @Test
    void whatAUsedFlowPutsOutIsTheSameOnThreadsAndOnTwoProcesses() throws IOException {
        Files.copy(Path.of("postprocess/products.flow"), folder.resolve("products.flow"));
        Path flow = Files.writeString(folder.resolve("uses.flow"), """
                flow uses

                use lorenz
                use flow "products.flow" as products

                dim member = 1..8
                dim hour   = 6..48 by 6
                x0[member]          = lorenz.perturb(seed: member, size: 64)
                field[member, hour] = lorenz.forecast(x0[member], every: 6h) yields hour

                made = products(field: field, limit: 6.0)

                publish made.mean[hour]   as "mean"   with { hour: hour }
                publish made.spread[hour] as "spread" with { hour: hour }
                publish made.storm[hour]  as "storm"  with { hour: hour }
                """);
        SortedMap<String, byte[]> threads = run(0, SmallRun.of(flow.toString(), ""));
        assertThat(threads).hasSize(3 * 8);
        same(threads, run(2, SmallRun.of(flow.toString(), "")));
    }

    private static void same(SortedMap<String, byte[]> threads, SortedMap<String, byte[]> processes) {
        assertThat(threads).isNotEmpty();
        assertThat(processes.keySet()).isEqualTo(threads.keySet());
        threads.forEach((name, bytes) ->
                assertThat(processes.get(name)).as("%s in two processes", name).isEqualTo(bytes));
    }

    private SortedMap<String, byte[]> run(int processes, SmallRun sample) throws IOException {
        Path flow = sample.publishing(folder);
        Path own = folder.resolve("in-" + processes);
        return (processes == 0
                        ? SampleRun.of(flow, sample.parameters(), 2, own)
                        : SampleRun.inProcesses(processes, flow, sample.parameters(), 2, own))
                .bytes();
    }
}
