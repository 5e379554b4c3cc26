package dev.anabranch.driver.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.diagnostic.SourceText;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratedFileTest {
    private static final Instant WHEN = Instant.parse("2031-05-06T07:08:09Z");

    private static final Figures FIGURES =
            Measured.figures(Measured.host("a", 0.02, 0.02), Measured.host("b", 0.01, 0.013));

    private static String calibrated(String text) {
        return CalibratedFile.text(SourceText.of("cluster.yaml", text), FIGURES, WHEN);
    }

    @Test
    void whatIsNotMeasuredStays() {
        String text = calibrated("""
                # Two machines in the cellar.
                hosts:
                  # The old one.
                  - { name: a, address: "10.0.0.5:7500", workers: 2, memory: 8GiB, labels: [old, "not fast"] }
                  - name: b
                    address: 10.0.0.6
                    workers: 2   # of equal speed?
                    speed: 1
                    disk: { bandwidth: 1GB/s }
                links:
                  # a gigabit
                  other_host: { latency: 1ms, bandwidth: 125MB/s }
                model: one-port
                mtbf: 6h
                """);
        assertThat(text).isEqualTo("""
                # Two machines in the cellar.
                hosts:
                  # The old one.
                  # calibrated 2031-05-06T07:08Z host a: kernel 20.0 ms, memory copied at 9.8GB/s, a task costs 210 ns, files up to 16.0 MiB, predictions within 0 %
                  - { name: a, address: "10.0.0.5:7500", workers: 2, speed: 0.5, disk: { latency: 40us, bandwidth: 1.5GB/s }, memory: 8GiB, labels: [old, "not fast"] }
                  # calibrated 2031-05-06T07:08Z host b: kernel 11.5 ms, memory copied at 9.8GB/s, a task costs 210 ns, files up to 16.0 MiB, predictions within 0 %
                  - name: b
                    address: 10.0.0.6
                    speeds: [1.0, 0.77]   # of equal speed?
                    disk: { latency: 40us, bandwidth: 1.5GB/s }
                links:
                  # a gigabit
                  # calibrated 2031-05-06T07:08Z a pair of hosts: blocks up to 16.0 MiB, predictions within 0 %
                  other_host: { latency: 83.3us, bandwidth: 1.23GB/s }
                  # calibrated 2031-05-06T07:08Z a pair of workers of a host: blocks up to 16.0 MiB, predictions within 0 %
                  same_host: { latency: 4us, bandwidth: 1000TB/s }
                model: one-port
                mtbf: 6h
                """);
        // Measured again, it says the same once.
        assertThat(calibrated(text)).isEqualTo(text);
    }

    /** However it is written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts: [{ name: a, workers: 2 }, { name: b, speeds: [1, 1] }]",
                "{\"hosts\": [{\"name\": \"a\", \"workers\": 2, \"speed\": 3}, {\"speed\": 2, \"workers\": 2, \"name\": \"b\"}]}",
                "{ links: { same_host: { latency: 1us } }, hosts: [{ name: a, workers: 2 }, { name: b, workers: 2 }] }",
                "hosts:\n- name: a\n  workers: 2\n- workers: 2\n  name: b\nlinks: {}\n",
                """
                links:
                  other_host:
                    latency: 1ms
                    bandwidth: 1GB/s
                hosts:
                  - name: a
                    speeds:
                      - 1
                      - 1
                    labels:
                      - x
                  - { name: b, workers: 2 }""",
                "# \ud83d\ude80\nhosts:\n  - { name: a, workers: 2 }\n  - { name: b, workers: 2 } # last\n"
            })
    void whatIsReadFromItIsWhatWasMeasured(String text) {
        DescribedCluster read = CalibratedFile.read("cluster.yaml", calibrated(text));
        assertThat(read.cluster().hosts().get(0).speeds()).containsExactly(0.5, 0.5);
        assertThat(read.cluster().hosts().get(1).speeds()).containsExactly(1.0, 0.77);
        read.cluster().hosts().forEach(host -> assertLink(host.disk(), Measured.DISK));
        assertLink(read.cluster().sameHost(), Measured.SAME);
        assertLink(read.cluster().otherHost(), new Link(83.3e-6, 1.23e9));
    }

    private static void assertLink(Link read, Link written) {
        assertThat(read.latency()).isCloseTo(written.latency(), within(1e-12));
        assertThat(read.bandwidth()).isCloseTo(written.bandwidth(), within(1.0));
    }

    @Test
    void referencesCannotBeChangedOneByOne() {
        assertThat(CalibratedFile.canBeChanged(
                        SourceText.of("c", "hosts: [{ name: a, speeds: &s [1, 1] }, { name: b, speeds: *s }]")))
                .isFalse();
        assertThat(CalibratedFile.canBeChanged(SourceText.of("c", "hosts: [{ name: a, workers: 1 }]")))
                .isTrue();
    }
}
