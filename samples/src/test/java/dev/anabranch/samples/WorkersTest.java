package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many workers run a flow is nobody's business but the clock's. */
class WorkersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "ensemble/ensemble.flow, members=8 points=64",
        "postprocess/postprocess.flow, points=64",
        "cholesky/cholesky.flow, n=5 tile=8",
        "tpch/q1.flow, scale=0.002",
        "tpch/q3.flow, scale=0.002",
        "tpch/q6.flow, scale=0.002"
    })
    void outputsAreBitIdenticalOnOneTwoAndFourWorkers(String flow, String parameters) throws IOException {
        SortedMap<String, byte[]> alone = run(flow, parameters, 1);
        assertThat(alone).isNotEmpty();
        for (int workers : new int[] {2, 4}) {
            SortedMap<String, byte[]> shared = run(flow, parameters, workers);
            assertThat(shared.keySet()).isEqualTo(alone.keySet());
            alone.forEach((name, bytes) -> assertThat(shared.get(name))
                    .as("%s on %d workers", name, workers)
                    .isEqualTo(bytes));
        }
    }

    private SortedMap<String, byte[]> run(String flow, String parameters, int workers) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : parameters.split(" ", -1)) {
            int equals = parameter.indexOf('=');
            values.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return SampleRun.of(Path.of(flow), values, workers, folder.resolve("on-" + workers))
                .bytes();
    }
}
