package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts tell about themselves, asked over HTTP as Prometheus does. */
class MetricsTest extends OnHosts {
    private static final Pattern SERVES = Pattern.compile("host (\\w+) serves metrics at (\\S+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, PrometheusText> before = new HashMap<>();

    private HttpResponse<String> ask(String url, String method) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private String url(String host) {
        Matcher serves = SERVES.matcher(said(host));
        assertThat(serves.find()).as(said(host)).isTrue();
        assertThat(serves.group(1)).isEqualTo(host);
        return serves.group(2);
    }

    /** What a host says now, after it was looked at whether anything fell that must not. */
    private PrometheusText scrape(String host) {
        HttpResponse<String> answer = ask(url(host), "GET");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        PrometheusText now = PrometheusText.read(answer.body());
        PrometheusText last = before.put(host, now);
        if (last != null) {
            assertThat(last.growing())
                    .allSatisfy(series -> assertThat(now.samples().get(series))
                            .as(series.toString())
                            .isGreaterThanOrEqualTo(last.samples().get(series)));
        }
        double ended = 0;
        for (String outcome : List.of("done", "failed", "abandoned")) {
            ended += now.value("anabranch_runs_ended_total", "outcome", outcome);
        }
        assertThat(now.value("anabranch_runs_begun_total")).isEqualTo(ended + now.value("anabranch_run_active"));
        assertThat(now.value("anabranch_run_tasks_finished")).isLessThanOrEqualTo(now.value("anabranch_run_tasks"));
        return now;
    }

    private static double ended(PrometheusText text, String outcome) {
        return text.value("anabranch_runs_ended_total", "outcome", outcome);
    }

    @Test
    void followARun() throws IOException, InterruptedException {
        serve("a", "--metrics=0");
        serve("b", "--metrics=:0", "--memory=1GiB");
        for (String host : List.of("a", "b")) {
            PrometheusText idle = scrape(host);
            assertThat(url(host)).startsWith("http://127.0.0.1:");
            assertThat(idle.value("anabranch_runs_begun_total")).isZero();
            assertThat(idle.value("anabranch_flows_loaded")).isZero();
            assertThat(idle.value("anabranch_peers_connected")).isZero();
            assertThat(idle.value("process_uptime_seconds")).isPositive();
            assertThat(idle.value("jvm_threads_live_threads")).isPositive();
            assertThat(idle.value("jvm_classes_loaded_classes")).isPositive();
            assertThat(idle.samples().keySet())
                    .anySatisfy(series -> assertThat(series.name()).isEqualTo("jvm_memory_used_bytes"))
                    .allSatisfy(series -> assertThat(series.labels()).containsEntry("host", host));
        }
        assertThat(scrape("a").value("anabranch_memory_limit_bytes")).isInfinite();
        assertThat(scrape("b").value("anabranch_memory_limit_bytes")).isEqualTo(1 << 30);

        Process run = start(100);
        Map<String, PrometheusText> inTheMiddle = new HashMap<>();
        while (run.isAlive()) {
            for (String host : List.of("a", "b")) {
                PrometheusText now = scrape(host);
                if (now.value("anabranch_run_tasks_finished") > 0 && now.value("anabranch_memory_held_bytes") > 0) {
                    inTheMiddle.put(host, now);
                }
            }
            run.waitFor(50, TimeUnit.MILLISECONDS);
        }
        assertThat(inTheMiddle).containsOnlyKeys("a", "b").allSatisfy((host, busy) -> {
            assertThat(busy.value("anabranch_run_active")).isEqualTo(1);
            assertThat(busy.value("anabranch_runs_begun_total")).isEqualTo(1);
            assertThat(busy.value("anabranch_tasks_finished_total")).isPositive();
            // The coordinator and the other host.
            assertThat(busy.value("anabranch_peers_connected")).isEqualTo(2);
            assertThat(busy.value("anabranch_flows_loaded")).isEqualTo(1);
            assertThat(busy.value("anabranch_files_received_total")).isPositive();
            assertThat(busy.value("anabranch_file_received_bytes_total")).isPositive();
        });
        assertThat(run.exitValue()).as(err()).isZero();

        PrometheusText a = scrape("a");
        PrometheusText b = scrape("b");
        for (PrometheusText after : List.of(a, b)) {
            assertThat(ended(after, "done")).isEqualTo(1);
            assertThat(after.value("anabranch_run_active")).isZero();
            assertThat(after.value("anabranch_memory_held_bytes")).isZero();
            assertThat(after.value("anabranch_run_duration_seconds_count", "flow", "slow"))
                    .isEqualTo(1);
            assertThat(after.value("anabranch_run_duration_seconds_sum", "outcome", "done"))
                    .isPositive();
        }
        assertThat(a.value("anabranch_tasks_finished_total") + b.value("anabranch_tasks_finished_total"))
                .isEqualTo(new ObjectMapper()
                        .readTree(Files.readString(folder.resolve("out.txt")))
                        .get("tasks")
                        .asDouble());
        double exchanged = 0;
        for (boolean forth : new boolean[] {true, false}) {
            double sent = (forth ? a : b).value("anabranch_dataset_sent_bytes_total", "peer", forth ? "b" : "a");
            assertThat((forth ? b : a).value("anabranch_dataset_received_bytes_total", "peer", forth ? "a" : "b"))
                    .isEqualTo(sent);
            exchanged += sent;
        }
        assertThat(exchanged).isPositive();
        // Numbers are published as they are described; tensors have bytes.
        assertThat(toCoordinator()).isZero();
        Path tensors = anabranch.flow("tensors.flow", SLOW.formatted(1).replace("publish y", "publish x"));
        assertThat(run(anabranch, tensors).status()).isZero();
        assertThat(toCoordinator()).isEqualTo(8 * 1000 * Double.BYTES);
        assertThat(await(10, () -> scrape("a").value("anabranch_peers_connected") == 1))
                .isTrue();
    }

    private double toCoordinator() {
        return scrape("a").value("anabranch_dataset_sent_bytes_total", "peer", "coordinator")
                + scrape("b").value("anabranch_dataset_sent_bytes_total", "peer", "coordinator");
    }

    @Test
    void tellOutcomesApartAndNoSecrets() throws IOException, InterruptedException {
        serve("a", "--metrics=localhost:0");
        Path flow = anabranch.flow("wrong.flow", """
                flow wrong
                use java dev.anabranch.cli.Flaky as flaky
                param secret : string = "unspoken"
                dim i = 1..4
                x[i] = flaky.fetch(secret, 1000 + i)
                publish x
                """);
        assertThat(run(anabranch, flow).status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(ended(scrape("a"), "failed")).isEqualTo(1);

        Process run = startLong();
        Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("other")));
        assertThat(run(other, anabranch.flow("short.flow", SLOW.formatted(2))).err())
                .contains("is busy with slow");
        assertThat(scrape("a").value("anabranch_runs_refused_total", "reason", "busy"))
                .isEqualTo(1);
        run.destroyForcibly().waitFor();
        assertThat(await(10, () -> ended(scrape("a"), "abandoned") == 1)).isTrue();

        double files = scrape("a").value("anabranch_files_received_total");
        for (int time = 1; time <= 2; time++) {
            assertThat(run(anabranch, anabranch.flow("short.flow", SLOW.formatted(2)))
                            .status())
                    .isZero();
            PrometheusText now = scrape("a");
            assertThat(ended(now, "done")).isEqualTo(time);
            assertThat(now.value("anabranch_flows_loaded")).isEqualTo(3);
            double more = now.value("anabranch_files_received_total") - files;
            assertThat(more > 0).as(time + ": " + more).isEqualTo(time == 1);
            files += more;
        }
        Set<String> labels = new HashSet<>();
        scrape("a").samples().keySet().stream()
                .filter(series -> series.name().startsWith("anabranch_"))
                .forEach(series -> labels.addAll(series.labels().keySet()));
        assertThat(labels).containsExactlyInAnyOrder("host", "outcome", "reason", "peer", "flow");
        assertThat(ask(url("a"), "GET").body())
                .doesNotContain("unspoken")
                .doesNotContain(
                        Files.readString(folder.resolve("keys/run.token")).strip());
    }

    @Test
    void areOnePageThatIsOnlyRead() throws IOException, InterruptedException {
        serve("a", "--metrics=0");
        String url = url("a");
        assertThat(ask(url + "?name=x", "GET").statusCode()).isEqualTo(200);
        HttpResponse<String> head = ask(url, "HEAD");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> written = ask(url, "POST");
        assertThat(written.statusCode()).isEqualTo(405);
        assertThat(written.headers().firstValue("Allow")).contains("GET, HEAD");
        for (String elsewhere : List.of(url + "/more", url + "more", url.replace("/metrics", "/"))) {
            HttpResponse<String> nothing = ask(elsewhere, "GET");
            assertThat(nothing.statusCode()).isEqualTo(404);
            assertThat(nothing.body()).contains("/metrics");
        }
        assertThat(scrape("a").value("anabranch_runs_begun_total")).isZero();
    }

    @Test
    void areNotServedUnlessAskedFor() throws IOException, InterruptedException {
        serve("a");
        assertThat(said("a")).doesNotContain("metrics");
    }

    private Anabranch.Answer host(String metrics) {
        return anabranch.call(
                "host",
                "a",
                "--listen=127.0.0.1:0",
                "--keys=" + folder.resolve("keys"),
                "--store=" + folder.resolve("store-a"),
                "--metrics=" + metrics);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0:0, 0.0.0.0:0", "10.0.0.5:9411, 10.0.0.5:9411", "[::]:9411, 0:0:0:0:0:0:0:0:9411"})
    void areRefusedBeyondLoopback(String address, String said) {
        Anabranch.Answer refused = host(address);
        assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("refused to serve metrics on " + said + ", which others can reach", "127.0.0.1", "tunnel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "x", "70000", "::1:9411", "http://127.0.0.1:9411", "127.0.0.1:", "-1", ""})
    void anAddressThatIsNoneIsSaid(String address) {
        Anabranch.Answer refused = host(address);
        assertThat(refused.status()).isEqualTo(ExitCode.WRONG_USAGE.status());
        assertThat(refused.err()).contains("'" + address + "' is no address to serve metrics at; write a port, 9411");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Anabranch.Answer refused = host(Integer.toString(taken.getLocalPort()));
            assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
            assertThat(refused.err())
                    .contains("metrics at 127.0.0.1:" + taken.getLocalPort(), "in use", "name another port");
        }
    }
}
