package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In how many processes workers run is nobody's business but the clock's. */
class ProcessesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "ensemble/ensemble.flow, members=8 points=64",
        "ensemble/many.flow, members=8 points=64",
        "postprocess/postprocess.flow, points=64",
        "cholesky/cholesky.flow, n=5 tile=8",
        "sdmi/sdmi.flow, n=30 children=4",
        "bdg/bdg.flow, n=30 count=4",
        "tpch/q1.flow, scale=0.002",
        "tpch/q3.flow, scale=0.002",
        "tpch/q6.flow, scale=0.002",
        "recompute/scores.flow, size=30 scenes=4",
        "patterns/stencil_1d.flow, width=8 steps=20 bytes=4KiB",
        "patterns/dom.flow, width=8 steps=20",
        "patterns/fft.flow, width=8 steps=20",
        "patterns/nearest.flow, width=8 steps=20",
        "patterns/no_comm.flow, width=8 steps=20",
        "patterns/random_nearest.flow, width=8 steps=20",
        "patterns/spread.flow, width=8 steps=20",
        "patterns/stencil_1d.flow, width=8 steps=20",
        "patterns/stencil_1d_periodic.flow, width=8 steps=20",
        "patterns/tree.flow, width=8 steps=20",
        "patterns/trivial.flow, width=8 steps=20",
    })
    void outputsAreBitIdenticalOnThreadsAndOnTwoProcesses(String flow, String parameters) throws IOException {
        SortedMap<String, byte[]> threads = run(0, flow, parameters);
        SortedMap<String, byte[]> processes = run(2, flow, parameters);
        assertThat(threads).isNotEmpty();
        assertThat(processes.keySet()).isEqualTo(threads.keySet());
        threads.forEach((name, bytes) ->
                assertThat(processes.get(name)).as("%s in two processes", name).isEqualTo(bytes));
    }

    private SortedMap<String, byte[]> run(int processes, String flow, String parameters) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : parameters.split(" ", -1)) {
            int equals = parameter.indexOf('=');
            values.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        Path flowFile = published(Path.of(flow), folder);
        Path own = folder.resolve("in-" + processes);
        return (processes == 0
                        ? SampleRun.of(flowFile, values, 2, own)
                        : SampleRun.inProcesses(processes, flowFile, values, 2, own))
                .bytes();
    }

    /** Patterns publish nothing; a copy of one that does. */
    static Path published(Path flow, Path folder) throws IOException {
        String text = Files.readString(flow);
        return text.contains("\npublish ")
                ? flow
                : Files.writeString(folder.resolve(flow.getFileName()), text + "\npublish x\n");
    }
}
