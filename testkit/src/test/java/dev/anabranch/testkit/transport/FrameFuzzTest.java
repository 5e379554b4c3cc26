package dev.anabranch.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FrameFuzzTest {
    /** {@code benchmarks/run wire-fuzz} gives a million. */
    @Test
    void mutatedFramesAreRefusedWithAReasonOrRead() {
        FrameFuzz fuzz = new FrameFuzz(19);
        fuzz.run(20_000);
        assertThat(fuzz.refused() + fuzz.read()).isEqualTo(20_000);
        assertThat(fuzz.refused()).isGreaterThan(10_000);
        assertThat(fuzz.unreturned()).isZero();
    }
}
