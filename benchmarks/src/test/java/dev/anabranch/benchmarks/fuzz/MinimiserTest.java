package dev.anabranch.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A failing input shrinks to what makes it fail. */
class MinimiserTest {
    private static final String TEXT = "flow f\nuse lab\nx = lab.make(1)\ny = lab.mean([x, x])\npublish y\n".repeat(20);

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void onlyWhatMattersIsLeft() {
        Minimiser minimiser = new Minimiser(
                bytes -> text(bytes).contains("mean") && text(bytes).contains("flow"), 10_000);
        assertThat(text(minimiser.minimise(TEXT.getBytes(StandardCharsets.UTF_8))))
                .hasSize(8);
    }

    @Test
    void attemptsAreLimited() {
        AtomicInteger asked = new AtomicInteger();
        new Minimiser(bytes -> asked.incrementAndGet() < 0, 50).minimise(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(asked).hasValue(50);
    }
}
