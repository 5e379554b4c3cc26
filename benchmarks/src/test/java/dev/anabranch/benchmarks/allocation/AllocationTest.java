package dev.anabranch.benchmarks.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hot path allocates nothing for a task; tensors cost what Arrow makes for each, whoever calls the task. */
class AllocationTest {
    private static final int RUNS = 10;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tasksOfNumbersAllocateNothing(int workers) throws IOException {
        assertThat(Stencil.ofNumbers(1_000_000, workers).bytesPerTask(RUNS)).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tensorsThatAreLentAndReturnedCostWhatTheyCostByHand(int workers) throws IOException {
        int tasks = 100_000;
        double byHand = TensorsByHand.bytesPerTask(tasks, 64, RUNS);
        // A list of the inputs and its array are the task's, too; the loop by hand makes them as well.
        assertThat(Stencil.ofTensors(tasks, workers, 64).bytesPerTask(RUNS)).isLessThan(byHand + 16);
    }
}
