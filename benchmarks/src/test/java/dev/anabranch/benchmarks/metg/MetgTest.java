package dev.anabranch.benchmarks.metg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.benchmarks.CompileStages;
import dev.anabranch.benchmarks.jvms.WorkerJvms;
import dev.anabranch.model.graph.TaskGraph;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compared computes the same, and granularities are read from curves as Task Bench does. */
final class MetgTest {
    private static final int STEPS = 9;

    static Stream<Arguments> graphs() {
        return PatternFlow.PATTERNS.stream()
                .flatMap(pattern -> Stream.of(2, 7, 12)
                        .filter(width -> width >= PatternFlow.leastWidth(pattern))
                        .map(width -> Arguments.of(pattern, width)));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void allImplementationsComputeTheSame(String pattern, int width) {
        PatternFlow flow = new PatternFlow(pattern, width, STEPS, PatternFlow.LEAST_BYTES, false);
        PointGraph graph = PointGraph.of(flow.text(), width, STEPS);
        long[] expected = graph.expected(flow.point(), 3);
        for (Implementation implementation :
                List.of(new Flow(true), new HandWritten(), new PoolTasks(), new Futures())) {
            try (Ready ready = implementation.prepare(flow, graph, 2, 3)) {
                assertThat(ready.run()).as(implementation.name()).isEqualTo(expected);
                assertThat(ready.run())
                        .as("%s, a second run", implementation.name())
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void emptyPointsAreTheSameToo(String pattern, int width) {
        PatternFlow flow = new PatternFlow(pattern, width, STEPS, PatternFlow.LEAST_BYTES, true);
        PointGraph graph = PointGraph.of(flow.text(), width, STEPS);
        for (Implementation implementation :
                List.of(new Flow(true), new Flow(false), new HandWritten(), new PoolTasks(), new Futures())) {
            try (Ready ready = implementation.prepare(flow, graph, 2, 0)) {
                assertThat(ready.run()).as(implementation.name()).isEqualTo(graph.expected(flow.point(), 0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void withLargeOutputsTooTheFlowComputesWhatIsComputedByHand(String pattern, int width) {
        PatternFlow flow = new PatternFlow(pattern, width, STEPS, 4096, false);
        PointGraph graph = PointGraph.of(flow.text(), width, STEPS);
        for (Implementation implementation : List.of(new Flow(true), new HandWritten())) {
            try (Ready ready = implementation.prepare(flow, graph, 2, 1)) {
                assertThat(ready.run()).as(implementation.name()).isEqualTo(graph.expected(flow.point(), 1));
            }
        }
    }

    @Test
    void inTwoProcessesTheSameIsComputed() {
        try (WorkerJvms jvms = WorkerJvms.start(2)) {
            for (String pattern : PatternFlow.PATTERNS) {
                for (int bytes : new int[] {PatternFlow.LEAST_BYTES, 4096}) {
                    int width = Math.max(4, PatternFlow.leastWidth(pattern));
                    PatternFlow flow = new PatternFlow(pattern, width, STEPS, bytes, false);
                    PointGraph graph = PointGraph.of(flow.text(), width, STEPS);
                    long[] expected = graph.expected(flow.point(), 3);
                    for (Implementation implementation : List.of(new ProcessesByHand(jvms), new ProcessesFlow(jvms))) {
                        // Four workers, two to a process; two runs, as what is used again must be as new.
                        try (Ready ready = implementation.prepare(flow, graph, 4, 3)) {
                            assertThat(ready.run())
                                    .as("%s, %s", implementation.name(), flow)
                                    .isEqualTo(expected);
                            assertThat(ready.nanos(expected)).isPositive();
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void thePlacedFlowHasThePointsAndReadsOfTheSample(String pattern, int width) {
        PatternFlow flow = new PatternFlow(pattern, width, STEPS, PatternFlow.LEAST_BYTES, false);
        CompileStages stages = new CompileStages();
        assertThat(points(stages.graph(flow.placed(new Shares(width, 2), "x"))))
                .containsExactlyInAnyOrderElementsOf(points(stages.graph(flow.text())));
    }

    private static List<String> points(TaskGraph graph) {
        return Stream.iterate(0, task -> task + 1)
                .limit(graph.taskCount())
                .map(task -> graph.datasetName(graph.outputs().get(task, 0))
                        + Stream.of(graph.inputs().row(task))
                                .flatMapToInt(java.util.Arrays::stream)
                                .mapToObj(graph::datasetName)
                                .toList())
                .toList();
    }

    @Test
    void sharesAreContiguousAndDifferByOneColumnAtMost() {
        Shares shares = new Shares(8, 3);
        assertThat(Stream.iterate(0, column -> column + 1).limit(8).map(shares::owner))
                .containsExactly(0, 0, 1, 1, 1, 2, 2, 2);
    }

    @Test
    void aGranularityLiesBetweenTheSizesAroundTheBound() {
        Curve curve = new Curve();
        curve.add(new Curve.Sample(100, 100));
        curve.add(new Curve.Sample(50, 62.5));
        curve.add(new Curve.Sample(10, 50));
        assertThat(curve.peak()).isEqualTo(1);
        // Efficiencies are 1, 0.8 and 0.2: half way between the last two.
        assertThat(curve.metg(0.5, 1).orElseThrow()).isCloseTo(Math.sqrt(62.5 * 50), within(1e-9));
        assertThat(curve.metg(0.8, 1).orElseThrow()).isCloseTo(62.5, within(1e-9));
        assertThat(curve.metg(0.1, 1)).hasValue(50);
        assertThat(curve.metg(0.5, 4)).isEmpty();
    }

    @Test
    void whatIsMissingCountsAsTheGreatest() {
        assertThat(Spread.of(new double[] {3, 1, 2})).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(new double[] {1, Double.NaN, 2})).isEqualTo(new Spread(2, 1, Double.POSITIVE_INFINITY));
        assertThat(Spread.of(new double[] {1, Double.NaN}).missing()).isTrue();
        assertThat(Spread.stable(new double[] {Double.NaN, Double.NaN, Double.NaN}))
                .isFalse();
        assertThat(Spread.stable(new double[] {1, 1.05, 0.95, 9})).isTrue();
        assertThat(Spread.stable(new double[] {1, 1.5, 0.5, 2})).isFalse();
    }

    @Test
    void whatCannotBeMeasuredIsSaid() {
        assertThatThrownBy(() -> MetgOptions.parse(new String[] {"--pattern", "ring"}))
                .hasMessageContaining("no pattern ring; there are trivial");
        assertThatThrownBy(() -> MetgOptions.parse(new String[] {"--workers", "4"}))
                .hasMessageContaining("each worker needs a column");
        assertThatThrownBy(() -> MetgOptions.parse(new String[] {"--colour", "red"}))
                .hasMessageContaining("unknown option --colour");
        assertThatThrownBy(() -> MetgOptions.parse(new String[] {"--processes", "3"}))
                .hasMessageContaining("each process needs a worker")
                .hasMessageContaining("--workers 3");
        assertThatThrownBy(() -> MetgOptions.parse(new String[] {"--processes", "two"}))
                .hasMessageContaining("--processes takes a number, not two");
        assertThat(MetgOptions.parse(new String[] {"--widths", "2,8,16"}).widths("spread"))
                .containsExactly(11, 16);
    }
}
