package dev.anabranch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared computes the same. */
final class TaskOverheadTest {
    private static final ChainSize SMALL = new ChainSize(3, 5);

    /** The same numbers worked out another way: n links are one multiplication and one addition. */
    private static long expected(ChainSize size) {
        long factor = 1;
        long offset = 0;
        for (int link = 1; link < size.links(); link++) {
            factor *= 6364136223846793005L;
            offset = offset * 6364136223846793005L + 1442695040888963407L;
        }
        long starts = (long) size.width() * (size.width() + 1) / 2;
        return factor * starts + offset * size.width();
    }

    @Test
    void theLoopComputesTheSumOfTheChains() {
        assertThat(HandWrittenChains.sequential(SMALL)).isEqualTo(expected(SMALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theFlowComputesWhatTheLoopDoes(int workers, @TempDir Path folder) throws IOException {
        ChainFlow flow = ChainFlow.compile(SMALL, workers, folder);
        assertThat(flow.run()).isEqualTo(HandWrittenChains.sequential(SMALL));
        assertThat(flow.run()).as("a second run").isEqualTo(HandWrittenChains.sequential(SMALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theFuturesComputeWhatTheLoopDoes(int threads) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            assertThat(HandWrittenChains.futures(SMALL, pool)).isEqualTo(HandWrittenChains.sequential(SMALL));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void theGraphHasAsManyTasksAsTimesAreDividedBy() {
        CompileStages stages = new CompileStages();
        assertThat(stages.graph(FlowTexts.chains(SMALL)).taskCount()).isEqualTo(SMALL.tasks());
        assertThat(new TaskOverheadBenchmark.Graph().size.tasks()).isEqualTo(TaskOverheadBenchmark.TASKS);
    }
}
