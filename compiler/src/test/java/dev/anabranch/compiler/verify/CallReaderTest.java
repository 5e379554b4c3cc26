package dev.anabranch.compiler.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges that go far beyond their axis. */
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallReaderTest {
    private static List<String> read(TaskGraph graph, int task) {
        List<String> names = new ArrayList<>();
        new CallReader(graph).read(task, new CallReader.Listener() {
            @Override
            public void value(Object value) {}

            @Override
            public void slot(int slot) {
                names.add(graph.datasetName(slot));
            }

            @Override
            public void absent() {}

            @Override
            public void open(String kind) {}

            @Override
            public void close() {}
        });
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "1..4, 0..9223372036854775807, 1 2 3 4",
        "1..4, -9223372036854775807..9223372036854775807 by 3, 2",
        "1..4, 2..1000000000000 by 2, 2 4",
        "'[4, 1, 3]', 1..1000000000000, 1 3 4",
        "9223372036854775804..9223372036854775807, 9223372036854775805..9223372036854775807 by 2,"
                + " 9223372036854775805 9223372036854775807"
    })
    void areReadToTheEndOfTheAxis(String dim, String range, String expected) {
        TaskGraph graph = Flows.graph("""
                use lorenz
                use grid
                dim i = %s
                x[i] = grid.read("{i}")
                all = lorenz.mean(x[%s])
                publish all
                """.formatted(dim, range));
        List<String> names = List.of(expected.split(" ", -1)).stream()
                .map(c -> "x[i: " + c + "]")
                .toList();
        assertThat(read(graph, graph.taskCount() - 1)).isEqualTo(names);
        assertThat(Flows.reads(graph, "all")).isEqualTo(names);
    }
}
