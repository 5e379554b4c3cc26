package dev.anabranch.runtime.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReturnsTest {
    private final List<Integer> taken = new ArrayList<>();

    @TempDir
    Path parent;

    private Returns returns;

    @BeforeEach
    void make() throws IOException {
        RunWords layout = new RunWords(3, 3, 0, 4, 0);
        returns = new Returns(layout, layout.create(RunFolder.create(parent)));
    }

    @Test
    void aDatasetComesBackWithItsLastReader() {
        returns.lend(2, 2);
        returns.giveBack(2, 1);
        assertThat(returns.takeAll(1, taken::add)).isFalse();
        returns.giveBack(2, 1);
        assertThat(returns.takeAll(1, taken::add)).isTrue();
        assertThat(taken).containsExactly(2);
    }

    @Test
    void whatWasTakenIsNotThereAnyMore() {
        returns.lend(0, 1);
        returns.giveBack(0, 0);
        returns.takeAll(0, taken::add);
        assertThat(returns.takeAll(0, taken::add)).isFalse();
        assertThat(taken).containsExactly(0);
    }

    @Test
    void everyOwnerGetsItsOwn() {
        for (int crossing = 0; crossing < 4; crossing++) {
            returns.lend(crossing, 1);
            returns.giveBack(crossing, crossing == 0 ? 0 : 2);
        }
        returns.takeAll(2, taken::add);
        assertThat(taken).containsExactlyInAnyOrder(1, 2, 3);
        returns.takeAll(0, taken::add);
        assertThat(taken).containsExactlyInAnyOrder(0, 1, 2, 3);
    }
}
