package dev.anabranch.benchmarks.jvms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessorsTest {
    @Test
    void listsOfTheSystemAreRead() {
        assertThat(Processors.parse("0-3,8").numbers()).isEqualTo(List.of(0, 1, 2, 3, 8));
        assertThat(Processors.parse("5").numbers()).isEqualTo(List.of(5));
        assertThat(Placement.APART.of(1, Processors.parse("4-7"))).hasToString("5");
        assertThat(Placement.TOGETHER.of(1, Processors.parse("4-7"))).hasToString("4");
        assertThat(Placement.FREE.of(1, Processors.parse("4-5"))).hasToString("4,5");
    }
}
