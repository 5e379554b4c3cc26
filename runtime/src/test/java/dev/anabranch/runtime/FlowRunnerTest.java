package dev.anabranch.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.api.WorkerProgram;
import org.junit.jupiter.api.Test;

class FlowRunnerTest {
    private record Program(String flow, String planHash, int workers) implements FlowProgram {
        @Override
        public WorkerProgram worker(int worker) {
            return context -> {};
        }
    }

    @Test
    void aProgramWhosePlanIsNotOnTheClassPathIsRefused() {
        assertThatThrownBy(() -> FlowRunner.of(new Program("storms", "0123", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("storms")
                .hasMessageContaining("META-INF/anabranch/plans/0123");
    }
}
