package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.lower.CheckedFlow;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.graph.TaskGraph;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The flows of {@code patterns} are Task Bench's graphs, and every dataset that a point reads arrives. */
class PatternsTest {
    private static final Path FOLDER = Path.of("patterns");

    @TempDir
    Path folder;

    private static Path file(TaskBenchPattern pattern) {
        return FOLDER.resolve(pattern.flow() + ".flow");
    }

    private TaskGraph graph(Path flow, long width, long steps) throws IOException {
        FlowRequest request =
                FlowRequest.of(flow, 2).with("width", Long.toString(width)).with("steps", Long.toString(steps));
        var checked = new FlowCompiler(PatternsTest.class.getClassLoader(), new PlanStore(folder.resolve("plans")))
                .check(request);
        return checked.value()
                .flatMap(CheckedFlow::graph)
                .orElseThrow(() -> new AssertionError(DiagnosticPrinter.plain().print(checked.diagnostics())));
    }

    @Test
    void everyFlowHasAtMost25Lines() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> flows = files.filter(f -> f.toString().endsWith(".flow")).toList();
            assertThat(flows)
                    .extracting(f -> f.getFileName().toString().replace(".flow", ""))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(TaskBenchPattern.values())
                            .map(TaskBenchPattern::flow)
                            .toList());
            for (Path flow : flows) {
                assertThat(Files.readAllLines(flow)).as(flow.toString()).hasSizeLessThanOrEqualTo(25);
            }
        }
    }

    /** Narrow and wide, flat and long; dom differs where there are few steps, tree where the width is no power of 2. */
    @ParameterizedTest
    @EnumSource
    void pointsAndEdgesAreTaskBenchs(TaskBenchPattern pattern) throws IOException {
        for (long[] size : new long[][] {{11, 1}, {12, 2}, {13, 9}, {16, 16}, {17, 40}, {32, 31}, {40, 7}, {64, 70}}) {
            long width = size[0];
            long steps = size[1];
            List<String> expected = new ArrayList<>();
            for (long step = 0; step < steps; step++) {
                for (long point = 0; point < width; point++) {
                    if (pattern.has(width, steps, step, point)) {
                        expected.add(name(step, point)
                                + pattern.reads(width, steps, step, point).stream()
                                        .sorted()
                                        .toList());
                    }
                }
            }
            assertThat(points(graph(file(pattern), width, steps)))
                    .as("%s, %d wide, %d steps", pattern, width, steps)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String name(long step, long point) {
        return "x[t: " + step + ", i: " + point + "]";
    }

    private static List<String> points(TaskGraph graph) {
        List<String> points = new ArrayList<>();
        for (int task = 0; task < graph.taskCount(); task++) {
            List<Long> reads = new ArrayList<>();
            for (int slot : graph.inputs().row(task)) {
                reads.add(Long.parseLong(graph.datasetName(slot).replaceAll(".*i: (\\d+)]", "$1")));
            }
            reads.sort(null);
            points.add(graph.datasetName(graph.outputs().get(task, 0)) + reads);
        }
        return points;
    }

    @ParameterizedTest
    @CsvSource({"12, 1", "16, 5", "33, 20", "100, 100", "12, 40"})
    void edgesAreAsManyAsTheFormulasSay(int width, int steps) throws IOException {
        int later = steps - 1;
        assertThat(edges(TaskBenchPattern.TRIVIAL, width, steps)).isZero();
        assertThat(edges(TaskBenchPattern.NO_COMM, width, steps)).isEqualTo(width * later);
        assertThat(edges(TaskBenchPattern.STENCIL_1D, width, steps)).isEqualTo((3 * width - 2) * later);
        assertThat(edges(TaskBenchPattern.STENCIL_1D_PERIODIC, width, steps)).isEqualTo(3 * width * later);
        assertThat(edges(TaskBenchPattern.NEAREST, width, steps)).isEqualTo((5 * width - 6) * later);
        assertThat(edges(TaskBenchPattern.SPREAD, width, steps)).isEqualTo(5 * width * later);
        int butterflies = 0;
        int rounds = 32 - Integer.numberOfLeadingZeros(width - 1);
        for (int step = 1; step < steps; step++) {
            butterflies += 3 * width - 2 * Math.min(width, 1 << ((step - 1) % rounds));
        }
        assertThat(edges(TaskBenchPattern.FFT, width, steps)).isEqualTo(butterflies);
        int leaves = 0;
        for (int step = 1; step < steps; step++) {
            leaves += Math.min(width, 1 << Math.min(step, 30));
        }
        assertThat(edges(TaskBenchPattern.TREE, width, steps)).isEqualTo(leaves);
        // The wave grows, crosses at its full width, and shrinks; growing, its first and last points read one each.
        if (steps >= 2 * width - 1) {
            int across = (2 * width - 1) * (steps - 2 * width + 1);
            assertThat(edges(TaskBenchPattern.DOM, width, steps)).isEqualTo(2 * width * (width - 1) + across);
        }
    }

    @Test
    void theDiceAreFairAndThrownAnewInEachOfThreeSteps() throws IOException {
        int width = 500;
        int neighbours = 4 * width - 6;
        List<Integer> perStep = new ArrayList<>();
        TaskGraph graph = graph(file(TaskBenchPattern.RANDOM_NEAREST), width, 7);
        for (int step = 1; step < 7; step++) {
            int reads = -width;
            for (int point = 0; point < width; point++) {
                reads += graph.inputs().size(step * width + point);
            }
            assertThat(reads / (double) neighbours).isBetween(0.2, 0.3);
            perStep.add(reads);
        }
        assertThat(perStep.subList(0, 3)).doesNotHaveDuplicates().isEqualTo(perStep.subList(3, 6));
    }

    private int edges(TaskBenchPattern pattern, int width, int steps) throws IOException {
        return graph(file(pattern), width, steps).inputs().total();
    }

    @ParameterizedTest
    @EnumSource
    void everyDatasetArrives(TaskBenchPattern pattern) throws IOException {
        int width = 13;
        int steps = 9;
        Path flow = folder.resolve(pattern.flow() + ".flow");
        Files.writeString(flow, Files.readString(file(pattern)) + "\npublish x\n");
        SampleRun run = SampleRun.of(
                flow, Map.of("width", "" + width, "steps", "" + steps, "iterations", "3", "bytes", "48B"), 2, folder);
        long[][] digests = new long[steps][width];
        int points = 0;
        for (int step = 0; step < steps; step++) {
            for (int point = 0; point < width; point++) {
                if (!pattern.has(width, steps, step, point)) {
                    continue;
                }
                points++;
                long digest = mixed(mixed(0, step), point);
                for (long read : ordered(pattern, width, steps, step, point)) {
                    digest = mixed(digest, digests[step - 1][(int) read]);
                }
                digests[step][point] = mixed(digest, Double.doubleToLongBits(kernel(3)));
                long expected = digests[step][point];
                assertThat(longs(run.file("x", "{\"t\":" + step + ",\"i\":" + point + "}")))
                        .as("%s at step %d, point %d", pattern, step, point)
                        .containsExactly(expected, step, expected, step, expected, step);
            }
        }
        assertThat(run.outputs()).hasSize(points);
    }

    /** In the order of the flow's list, which is ascending but for the wraps around the edge. */
    private static List<Long> ordered(TaskBenchPattern pattern, int width, int steps, int step, int point) {
        List<Long> reads = pattern.reads(width, steps, step, point);
        boolean listed = pattern == TaskBenchPattern.SPREAD || pattern == TaskBenchPattern.STENCIL_1D_PERIODIC;
        return listed ? reads : reads.stream().sorted().toList();
    }

    private static long mixed(long before, long more) {
        long z = (before ^ more) + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static double kernel(int iterations) {
        double number = -0.5;
        for (int i = 0; i < iterations; i++) {
            number = number * number + number;
        }
        return number;
    }

    private static long[] longs(Path file) throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            reader.loadNextBatch();
            BigIntVector values = (BigIntVector) reader.getVectorSchemaRoot().getVector("value");
            long[] elements = new long[values.getValueCount()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = values.get(i);
            }
            return elements;
        }
    }
}
