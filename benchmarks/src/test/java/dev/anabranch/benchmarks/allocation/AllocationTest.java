package dev.anabranch.benchmarks.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hot path allocates nothing for a task whose output is a number. */
class AllocationTest {
    private static final int RUNS = 10;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tasksOfNumbersAllocateNothing(int workers) throws IOException {
        assertThat(Stencil.ofNumbers(100_000, workers).bytesPerFurtherTask(Stencil.ofNumbers(300_000, workers), RUNS))
                .isLessThan(0.5);
    }
}
