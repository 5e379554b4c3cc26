package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CountProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private double seconds;

    private CountProgress progress(boolean terminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new CountProgress(
                new Screen(stream, stream, false, terminal, true), 100, "flows", () -> (long) (seconds * 1e9));
    }

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsQuickSaysNothing() {
        CountProgress progress = progress(false);
        for (int i = 1; i <= 100; i++) {
            seconds = i * 0.019;
            progress.done(i);
        }
        progress.clear();
        assertThat(printed()).isEmpty();
    }

    @Test
    void aLogGetsALineEveryFiveSeconds() {
        CountProgress progress = progress(false);
        for (int i = 1; i <= 100; i++) {
            seconds = i * 0.1;
            progress.done(i);
        }
        assertThat(printed()).isEqualTo("2 s: 20 of 100 flows\n7 s: 70 of 100 flows\n");
    }

    @Test
    void aTerminalGetsOneLineThatGoesAway() {
        CountProgress progress = progress(true);
        seconds = 3;
        progress.done(40);
        progress.clear();
        progress.clear();
        assertThat(printed()).isEqualTo("3 s: 40 of 100 flows\r\u001b[K");
    }
}
