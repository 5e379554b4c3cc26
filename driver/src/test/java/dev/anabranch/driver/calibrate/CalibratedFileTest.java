package dev.anabranch.driver.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.diagnostic.SourceText;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CalibratedFileTest {
    private static final Instant WHEN = Instant.parse("2031-05-06T07:08:09Z");

    private static String calibrated(String text, HostFigures... hosts) {
        return CalibratedFile.text(SourceText.of("cluster.yaml", text), Measured.figures(hosts), WHEN);
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
                    speeds: [1, 1]   # of equal speed?
                    disk: { bandwidth: 1GB/s }
                links:
                  # a gigabit
                  other_host: { latency: 1ms, bandwidth: 125MB/s }
                model: one-port
                mtbf: 6h
                """, Measured.host("a", 0.02, 0.02), Measured.host("b", 0.01, 0.013));
        System.out.println(text);
        assertThat(CalibratedFile.read("c", text).cluster().hosts()).hasSize(2);
    }
}
