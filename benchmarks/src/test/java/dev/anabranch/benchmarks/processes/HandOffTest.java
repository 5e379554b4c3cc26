package dev.anabranch.benchmarks.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.benchmarks.jvms.Parts;
import dev.anabranch.benchmarks.jvms.WorkerJvms;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is measured runs, and each task checks that the dataset that it was handed is whole. */
final class HandOffTest {
    @Test
    void datasetsAndMessagesGoToAndFro() throws IOException {
        try (WorkerJvms jvms = WorkerJvms.start(2);
                ScratchFolder folder = ScratchFolder.create();
                Parts raw = jvms.make(RawSocketPart.class, List.of("100"))) {
            for (long spin : new long[] {0, 50_000}) {
                try (PingPong pingPong = PingPong.of(4096, 300, spin, jvms)) {
                    assertThat(pingPong.seconds()).isPositive();
                    assertThat(pingPong.seconds()).isPositive();
                }
            }
            raw.ready(folder.path());
            assertThat(raw.go()).anySatisfy(lap -> assertThat(lap.values()).hasSize(1));
        }
    }

    @Test
    void whatAWorkerJvmThrowsIsSaid() {
        try (WorkerJvms jvms = WorkerJvms.start(1)) {
            assertThatThrownBy(() -> jvms.make(RawSocketPart.class, List.of("many")))
                    .hasMessageContaining("worker JVM 0")
                    .hasMessageContaining("NumberFormatException");
        }
    }

    @Test
    void whatCannotBeMeasuredIsSaid() {
        assertThatThrownBy(() -> HandOffOptions.parse(new String[] {"--sizes", "1KiB"}))
                .hasMessageContaining("--sizes takes numbers, not 1KiB");
        assertThatThrownBy(() -> HandOffOptions.parse(new String[] {"--sizes", "2147483648"}))
                .hasMessageContaining("to 2147475456, not 2147483648");
        assertThatThrownBy(() -> HandOffOptions.parse(new String[] {"--placements", "here"}))
                .hasMessageContaining("no placement here; there are [apart, together, free]");
        assertThatThrownBy(() -> HandOffOptions.parse(new String[] {"--colour"}))
                .hasMessageContaining("no option, or without its value: --colour");
    }
}
