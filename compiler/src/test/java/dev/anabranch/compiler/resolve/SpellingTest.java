package dev.anabranch.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void nearNamesAreSuggestedAndFarOnesAreNot() {
        List<String> names = List.of("raw", "mean", "spread");
        assertThat(Spelling.closest("rwa", names)).contains("raw");
        assertThat(Spelling.closest("maen", names)).contains("mean");
        assertThat(Spelling.closest("spred", names)).contains("spread");
        assertThat(Spelling.closest("total", names)).isEmpty();
        assertThat(Spelling.closest("x", names)).isEmpty();
        assertThat(Spelling.closest("x".repeat(1000), names)).isEmpty();
    }
}
