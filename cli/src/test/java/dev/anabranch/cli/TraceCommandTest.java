package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind is shown, and written for other tools without loss. */
class TraceCommandTest {
    private static final int STEPS = 30;

    @TempDir
    Path folder;

    private Anabranch anabranch;
    private Path trace;

    @BeforeEach
    void aRun() throws IOException {
        anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("steps.flow", """
                flow steps

                use taskbench

                dim t = 0..<%d
                dim i = 0..<4

                x[0, i] = taskbench.digest(0, i, 10)
                x[t, i] where t > 0 = taskbench.digest(t, i, 10, x[t - 1, i - 1 .. i + 1])

                publish x[%d, i]
                """.formatted(STEPS, STEPS - 1));
        Anabranch.Answer run = anabranch.call("run", flow, "--workers", 2);
        assertThat(run.status()).as(run.err()).isZero();
        trace = folder.resolve("trace");
    }

    @Test
    void showsWorkersAndFamilies() {
        Anabranch.Answer answer = anabranch.call("trace", trace);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .startsWith("steps: 120 tasks on ")
                .contains("local/0 ", "% busy", "family ", "longest")
                .containsPattern("\\n  x +116 ");
    }

    @Test
    void summaryAddsUp() throws IOException {
        JsonNode summary = anabranch.call("trace", trace, "--json").json();
        int tasks = 0;
        for (JsonNode worker : summary.get("workers")) {
            tasks += worker.get("tasks").asInt();
            assertThat(worker.get("busy_shares"))
                    .hasSize(40)
                    .allSatisfy(share -> assertThat(share.asDouble()).isBetween(0.0, 1.0));
        }
        assertThat(tasks).isEqualTo(120).isEqualTo(summary.get("tasks").asInt());
    }

    @Test
    void chromeGetsASliceForEachTaskOnItsWorkersTrack() throws IOException {
        Path file = folder.resolve("chrome.json");
        assertThat(anabranch.call("trace", trace, "--chrome", file).status()).isZero();
        JsonNode events = new ObjectMapper().readTree(file.toFile()).get("traceEvents");
        Set<String> names = new HashSet<>();
        Map<Integer, Double> end = new HashMap<>();
        Set<Integer> tracks = new HashSet<>();
        for (JsonNode event : events) {
            if (event.get("ph").asText().equals("M")) {
                if (event.get("name").asText().equals("thread_name")) {
                    tracks.add(event.get("tid").asInt());
                }
                continue;
            }
            names.add(event.get("name").asText());
            int track = event.get("tid").asInt();
            double start = event.get("ts").asDouble();
            assertThat(start)
                    .as("slices of one track follow each other")
                    .isGreaterThanOrEqualTo(end.getOrDefault(track, 0.0) - 1e-3);
            end.put(track, start + event.get("dur").asDouble());
        }
        assertThat(names).hasSize(120).contains("x[t: 7, i: 2]");
        assertThat(tracks).containsAll(end.keySet());
    }

    @Test
    void openTelemetryGetsATreeOfSpans() throws IOException {
        Path file = folder.resolve("spans.jsonl");
        assertThat(anabranch.call("trace", trace, "--otlp", file).status()).isZero();
        Map<String, JsonNode> spans = new HashMap<>();
        Set<String> traces = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            for (JsonNode resource : new ObjectMapper().readTree(line).get("resourceSpans")) {
                for (JsonNode span : resource.get("scopeSpans").get(0).get("spans")) {
                    assertThat(span.get("spanId").asText())
                            .matches("[0-9a-f]{16}")
                            .isNotEqualTo("0".repeat(16));
                    assertThat(spans.put(span.get("spanId").asText(), span)).isNull();
                    traces.add(span.get("traceId").asText());
                }
            }
        }
        assertThat(traces).singleElement().satisfies(id -> assertThat(id).matches("[0-9a-f]{32}"));
        List<JsonNode> roots = new ArrayList<>();
        for (JsonNode span : spans.values()) {
            JsonNode parent = span.has("parentSpanId")
                    ? spans.get(span.get("parentSpanId").asText())
                    : null;
            if (parent == null) {
                roots.add(span);
                continue;
            }
            assertThat(time(span, "start")).isGreaterThanOrEqualTo(time(parent, "start"));
            assertThat(time(span, "end")).isLessThanOrEqualTo(time(parent, "end"));
        }
        assertThat(roots)
                .singleElement()
                .satisfies(root -> assertThat(root.get("name").asText()).isEqualTo("steps"));
        assertThat(spans.values().stream()
                        .filter(span -> span.get("name").asText().startsWith("x[")))
                .hasSize(120);
        long now = System.currentTimeMillis() * 1_000_000;
        assertThat(time(roots.get(0), "start")).isBetween(now - 600_000_000_000L, now);
        byte[] first = Files.readAllBytes(file);
        anabranch.call("trace", trace, "--otlp", file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    private static long time(JsonNode span, String which) {
        return Long.parseLong(span.get(which + "TimeUnixNano").asText());
    }

    @Test
    void whatIsNoTraceIsToldSo() {
        Anabranch.Answer answer = anabranch.call("trace", folder.resolve("nothing"));
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains("is no trace", "anabranch run");
        Anabranch.Answer unwritable =
                anabranch.call("trace", trace, "--chrome", folder.resolve("no/such/folder/x.json"));
        assertThat(unwritable.status()).isEqualTo(2);
        assertThat(unwritable.err()).contains("could not be written");
    }

    @Test
    void damageIsToldWithItsFile() throws IOException {
        Path tasks = trace.resolve("tasks.arrow");
        byte[] bytes = Files.readAllBytes(tasks);
        Files.write(tasks, Arrays.copyOf(bytes, bytes.length / 2));
        Anabranch.Answer answer = anabranch.call("trace", trace);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains("tasks.arrow").doesNotContain("\tat ");
    }
}
