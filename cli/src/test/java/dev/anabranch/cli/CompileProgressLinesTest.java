package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.driver.CompileStage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CompileProgressLinesTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    private CompileProgressLines lines(boolean terminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new CompileProgressLines(
                new Screen(stream, stream, terminal, terminal, true),
                nanos::get,
                Executors.newSingleThreadScheduledExecutor());
    }

    private void look(CompileProgressLines lines, double seconds) {
        nanos.set((long) (seconds * 1e9));
        lines.look();
    }

    @Test
    void aFileGetsALineEveryFewSeconds() {
        try (CompileProgressLines lines = lines(false)) {
            look(lines, 1.9);
            assertThat(err.size()).isZero();
            lines.begins(CompileStage.ELABORATING, 0);
            look(lines, 2.1);
            look(lines, 3.1);
            look(lines, 7.0);
            lines.begins(CompileStage.PLANNING, 1_000_000);
            look(lines, 7.2);
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("2 s: elaborating", "7 s: planning 1,000,000 tasks");
    }

    @Test
    void aTerminalsLineIsRedrawnAndRemoved() {
        try (CompileProgressLines lines = lines(true)) {
            look(lines, 1);
            lines.begins(CompileStage.GENERATING, 12);
            look(lines, 2);
            look(lines, 3);
        }
        String erase = "\r\u001b[2K";
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(erase + "2 s: generating 12 tasks" + erase + "3 s: generating 12 tasks" + erase);
    }
}
