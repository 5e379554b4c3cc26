package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows from their text to the numbers in the catalogue, on two workers. */
class LanguageRunTest {
    private static final String START = """
            flow numbers
            use java dev.anabranch.cli.Sums as sums
            dim i = 1..4
            x[i] = sums.number(10.0 * i)
            """;

    @TempDir
    Path folder;

    /** What is published, by name and coordinates. */
    private Map<String, Double> run(String rest, Object... more) throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Object[] arguments = new Object[3 + more.length];
        arguments[0] = anabranch.flow("numbers.flow", START + rest);
        arguments[1] = "--workers";
        arguments[2] = 2;
        System.arraycopy(more, 0, arguments, 3, more.length);
        Anabranch.Answer run = anabranch.call("run", arguments);
        assertThat(run.status()).as(run.err()).isZero();
        Map<String, Double> found = new TreeMap<>();
        for (JsonNode output : anabranch.call("outputs", "--json").json()) {
            StringBuilder name = new StringBuilder(output.get("name").asText());
            output.get("index").forEach(coordinate -> name.append(' ').append(coordinate.asText()));
            found.put(name.toString(), value(Path.of(output.get("file").asText())));
        }
        return found;
    }

    private static double value(Path file) throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            return ((Float8Vector) reader.getVectorSchemaRoot().getVector("value")).get(0);
        }
    }

    @Test
    void datasetsThatMayBeAbsent() throws IOException {
        Map<String, Double> found = run("""
                odd[i] where i % 2 == 1 = sums.number(1.0 * i)
                own[i] = sums.growth(x[i - 1]?, x[i])
                filled[i] = sums.total(odd[i]?, x[0 .. i - 1]?)
                list[i] = sums.sum(x[i - 1]?, odd[i]?, x[i + 1]?)
                map[i] = sums.named(plus: x[i], minus: x[i - 1]?, minus2: odd[i]?)
                left = sums.growth(now: x[4])
                publish own, filled, list, map, left
                """);
        assertThat(found)
                .containsAllEntriesOf(Map.of("own 1", 10.0, "own 2", 10.0, "own 4", 10.0, "left", 40.0))
                .containsAllEntriesOf(Map.of("filled 1", 1.0, "filled 2", 10.5, "filled 3", 33.0, "filled 4", 60.5))
                .containsAllEntriesOf(Map.of("list 1", 21.0, "list 2", 40.0, "list 3", 63.0, "list 4", 30.0))
                .containsAllEntriesOf(Map.of("map 1", 9.0, "map 2", 10.0, "map 3", 7.0, "map 4", 10.0))
                .hasSize(17);
    }

    @Test
    void generatorsOverParts() throws IOException {
        Map<String, Double> found = run("""
                dim early = [5, 1, 3]
                dim late = [9, 2]
                c[early] = sums.count(0.5) yields early
                c[late] = sums.count(c[3]) yields late
                r[early] = sums.running(c[1..5]) yields early
                rr[late] = sums.running(r) yields late
                publish c, rr
                """);
        assertThat(found)
                .containsExactlyInAnyOrderEntriesOf(new TreeMap<>(
                        Map.of("c 5", 0.5, "c 1", 1.5, "c 3", 2.5, "c 9", 2.5, "c 2", 3.5, "rr 9", 1.5, "rr 2", 6.5)));
    }

    @Test
    void listsArePairedByCoordinate() throws IOException {
        Map<String, Double> found = run("""
                dim k = [3, 1, 2]
                y[k] = sums.number(1.0 * k)
                dim m = 1..3
                pairs[m] = sums.running(y[*] * x[1..3]) yields m
                publish pairs
                """);
        assertThat(found)
                .containsExactlyEntriesOf(new TreeMap<>(Map.of("pairs 1", 90.0, "pairs 2", 100.0, "pairs 3", 140.0)));
    }

    @Test
    void unitsLinesAndPublications() throws IOException {
        Path list = Files.writeString(folder.resolve("stations.txt"), "b\n# c\n a\n");
        Map<String, Double> found = run("""
                param list : path
                dim station = lines(list)
                time[i, station] = sums.hours(if station == "a" then 6h * i else 1d / (i * 2))
                publish time[i, if i > 2 then "b" else "a"] as "time/{6h * i}"
                """, "-p", "list=" + list);
        assertThat(found)
                .containsExactlyEntriesOf(new TreeMap<>(Map.of(
                        "time/PT6H 1 a", 6.0, "time/PT12H 2 a", 12.0, "time/PT18H 3 b", 4.0, "time/PT24H 4 b", 3.0)));
    }
}
