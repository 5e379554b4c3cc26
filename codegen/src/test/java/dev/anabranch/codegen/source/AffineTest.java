package dev.anabranch.codegen.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AffineTest {
    @Test
    void boundsReachTheLeastLong() {
        Affine sum = Affine.of(new Variable(0, "i", 0, 5)).plus(Long.MIN_VALUE);
        assertThat(sum.low()).isEqualTo(Long.MIN_VALUE);
        assertThat(sum.high()).isEqualTo(Long.MIN_VALUE + 5);
        assertThat(sum.code()).hasToString("(long) i + Long.MIN_VALUE");
    }

    @Test
    void aNegativeFactorExchangesTheBounds() {
        Affine sum = Affine.of(new Variable(0, "i", 0, 5)).times(-3).plus(1);
        assertThat(sum.low()).isEqualTo(-14);
        assertThat(sum.high()).isEqualTo(1);
    }
}
