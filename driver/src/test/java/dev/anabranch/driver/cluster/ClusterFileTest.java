package dev.anabranch.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.SourceText;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ClusterFileTest {
    private static Checked<Cluster> read(String text) {
        return ClusterFile.read(SourceText.of("cluster.yaml", text));
    }

    private static String printed(String text) {
        return DiagnosticPrinter.plain().print(read(text).diagnostics());
    }

    @Test
    void readsHostsWorkersAndLinks() {
        Cluster cluster = read("""
                        hosts:
                          - { name: a, workers: 4, speed: 1.0, memory: 8GiB, labels: [gpu] }
                          - { name: b, speeds: [2, 2, 1.5, 1.5] }
                        links:
                          same_host:  { latency: 100us, bandwidth: 1.25GB/s }
                          other_host: { latency: 1ms, bandwidth: 125MB/s }
                        """).value().orElseThrow();
        assertThat(cluster.workers()).isEqualTo(8);
        assertThat(cluster.speed(4)).isEqualTo(2);
        assertThat(cluster.speed(7)).isEqualTo(1.5);
        assertThat(cluster.workerName(5)).isEqualTo("b/1");
        assertThat(cluster.hosts().get(0).memory()).isEqualTo(8L << 30);
        assertThat(cluster.hosts().get(0).labels()).containsExactly("gpu");
        assertThat(cluster.sameHost().latency()).isCloseTo(1e-4, within(1e-12));
        assertThat(cluster.otherHost().bandwidth()).isEqualTo(125e6);
        assertThat(cluster.transferSeconds(0, 4, 125_000_000)).isCloseTo(1.001, within(1e-9));
    }

    @Test
    void readsDisks() {
        Cluster cluster = read("""
                        hosts:
                          - { name: a, workers: 1, disk: { latency: 5ms, bandwidth: 2GB/s } }
                          - { name: b, workers: 1, disk: { bandwidth: 80MB/s } }
                          - { name: c, workers: 1 }
                        """).value().orElseThrow();
        assertThat(cluster.hosts())
                .extracting(Host::disk)
                .containsExactly(new Link(5e-3, 2e9), new Link(100e-6, 80e6), new Link(100e-6, 500e6));
        assertThat(DiagnosticPrinter.plain()
                        .print(read("hosts: [{ name: a, workers: 1, disk: { speed: 1 } }]")
                                .diagnostics()))
                .contains("a disk has no `speed`", "it may have latency, bandwidth");
    }

    @Test
    void readsJson() {
        assertThat(read("{\"hosts\": [{\"name\": \"a\", \"workers\": 2}]}")
                        .value()
                        .orElseThrow()
                        .workers())
                .isEqualTo(2);
    }

    @Test
    void showsEveryMistakeAtItsPlace() {
        String text = """
                hosts:
                  - { name: a, workers: many, memory: 8 }
                  - { name: a, worker: 4, speeds: [1, -2] }
                links:
                  same_host: { latency: fast, bandwidth: 1.25GB }
                """;
        assertThat(read(text).diagnostics().stream()
                        .map(d -> d.span().toString() + " " + d.code().id()))
                .containsExactly(
                        "cluster.yaml:2:25 F0703",
                        "cluster.yaml:2:39 F0703",
                        "cluster.yaml:3:13 F0704",
                        "cluster.yaml:3:16 F0702",
                        "cluster.yaml:3:39 F0703",
                        "cluster.yaml:5:25 F0703",
                        "cluster.yaml:5:42 F0703");
        assertThat(printed(text)).contains("""
                        error[F0702]: a host has no `worker`
                         --> cluster.yaml:3:16
                          |
                        3 |   - { name: a, worker: 4, speeds: [1, -2] }
                          |                ^^^^^^
                          = help: did you mean `workers`?
                          = help: it may have name, address, workers, speed, speeds, memory, labels, disk
                        """);
    }

    @Test
    void proposesTheModelThatWasMeant() {
        assertThat(printed("model: oneport\nhosts: [{ name: a, workers: 2 }]\n"))
                .isEqualTo("""
                error[F0703]: `oneport` is no value for `model`
                 --> cluster.yaml:1:8
                  |
                1 | model: oneport
                  |        ^^^^^^^ expected one of `contention-free`, `one-port`
                  = help: did you mean `one-port`?
                """);
    }

    @Test
    void saysWhatIsNotYaml() {
        assertThat(printed("hosts: [")).startsWith("error[F0701]: this is not YAML");
        assertThat(printed("")).startsWith("error[F0704]: the cluster has no hosts");
        assertThat(printed("- 1\n- 2\n")).contains("a cluster is a map with hosts, links");
    }

    @Test
    void hostileFilesEndInOneErrorSoon() {
        String bomb = "a: &a [x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n".repeat(30);
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (String text : new String[] {bomb, "[".repeat(100_000), "\u0000\u0001", "hosts: !!javax.script.X []"}) {
                Checked<Cluster> read = read(text);
                assertThat(read.value()).as(text.substring(0, 2)).isEmpty();
                assertThat(read.diagnostics()).allSatisfy(ClusterFileTest::inside);
            }
        });
    }

    private static void inside(Diagnostic diagnostic) {
        assertThat(diagnostic.span().start())
                .isBetween(0, diagnostic.span().source().text().length());
    }
}
