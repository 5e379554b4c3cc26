package dev.anabranch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.model.graph.TaskGraph;
import java.io.IOException;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The flows that are elaborated have the sizes that are asked for, and a JVM of their own tells what it took. */
class ElaborationTest {
    @ParameterizedTest
    @EnumSource
    void aFlowHasAboutSoManyTasks(ElaborationFlow flow) {
        TaskGraph graph = new CompileStages().graph(flow.text(50_000));
        assertThat(graph.taskCount()).isCloseTo(50_000, Percentage.withPercentage(5));
        assertThat(graph.inputs().total() / (double) graph.taskCount()).isCloseTo(3, within(0.3));
    }

    @ParameterizedTest
    @EnumSource
    void aRunTellsWhatItTook(ElaborationFlow flow) throws IOException, InterruptedException {
        ElaborationRun run = Elaboration.run(flow, 20_000, 256);
        assertThat(run.tasks()).isCloseTo(20_000, Percentage.withPercentage(5));
        assertThat(run.edges()).isGreaterThan(2 * run.tasks());
        assertThat(run.seconds()).isPositive();
        assertThat(run.peakBytes()).isBetween(1L << 20, 256L << 20);
        assertThat(run.keptBytes() / run.tasks()).as("bytes a task").isBetween(20L, 400L);
    }
}
