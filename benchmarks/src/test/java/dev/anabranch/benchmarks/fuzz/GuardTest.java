package dev.anabranch.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What goes wrong is noticed, and does not stop what comes after it. */
class GuardTest {
    private final Guard guard = new Guard(1);

    @Test
    void whatIsThrownIsAFailure() {
        Guard.Result<String> result = guard.run(() -> {
            throw new StackOverflowError();
        });
        assertThat(result.failure()).map(Failure::signature).contains("StackOverflowError in nowhere");
        assertThat(guard.run(() -> "next").result()).contains("next");
    }

    @Test
    void whatTakesTooLongIsLeftBehind() {
        AtomicBoolean stop = new AtomicBoolean();
        long[] turns = {0};
        Guard.Result<Long> result = guard.run(() -> {
            while (!stop.get()) {
                turns[0]++;
            }
            return turns[0];
        });
        assertThat(result.failure()).map(Failure::signature).contains("hang in nowhere");
        assertThat(guard.run(() -> "next").result()).contains("next");
        stop.set(true);
    }
}
