package dev.anabranch.benchmarks.metg;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to have twice as many workers as processors: the same graphs on as many workers as there are processors and on
 * twice as many, in turns. Whoever waits on a processor keeps another worker from it.
 */
public final class Oversubscribed {
    private static final List<String> PATTERNS = List.of("trivial", "stencil_1d", "fft");
    private static final long[] ITERATIONS = {40, 400, 4_000, 40_000};
    private static final int WARM_UPS = 5;
    private static final int TURNS = 15;
    /** Multiplications and additions of a run, in iterations of the kernel: some tens of milliseconds on each processor. */
    private static final long ITERATIONS_IN_A_RUN = 2_000_000;

    private Oversubscribed() {}

    /** Measures, and prints a table, or JSON if asked for. */
    public static void main(String[] arguments) throws IOException {
        boolean json = Arrays.asList(arguments).contains("--json");
        if (arguments.length > (json ? 1 : 0)) {
            System.err.println("usage: benchmarks/run oversubscribed [--json]");
            System.exit(2);
            return;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode all = mapper.createObjectNode();
        all.put("processors", processors);
        all.put("java", Runtime.version().toString());
        ArrayNode results = all.putArray("results");
        if (!json) {
            System.out.printf(
                    Locale.ROOT,
                    "medians of %d runs on %d and on %d workers, %d processors%n%-12s %10s %10s %10s %7s%n",
                    TURNS,
                    processors,
                    2 * processors,
                    processors,
                    "pattern",
                    "a task us",
                    processors + " ms",
                    2 * processors + " ms",
                    "loss");
        }
        for (String pattern : PATTERNS) {
            for (long iterations : ITERATIONS) {
                measure(pattern, iterations, processors, results, json);
            }
        }
        if (json) {
            System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all));
        }
    }

    private static void measure(String pattern, long iterations, int processors, ArrayNode results, boolean json) {
        int width = Math.max(8, 4 * processors);
        int steps = (int) Math.max(8, ITERATIONS_IN_A_RUN / iterations / width);
        PatternFlow flow = new PatternFlow(pattern, width, steps, PatternFlow.LEAST_BYTES, false);
        PointGraph graph = PointGraph.of(flow.text(), flow.width(), flow.steps());
        long[] expected = graph.expected(flow.point(), iterations);
        double[] few = new double[TURNS];
        double[] many = new double[TURNS];
        try (Ready enough = new Flow(true).prepare(flow, graph, processors, iterations);
                Ready twice = new Flow(true).prepare(flow, graph, 2 * processors, iterations)) {
            for (int run = -WARM_UPS; run < TURNS; run++) {
                double first = enough.nanos(expected) * 1e-9;
                double second = twice.nanos(expected) * 1e-9;
                if (run >= 0) {
                    few[run] = first;
                    many[run] = second;
                }
            }
        }
        double alone = Spread.of(few).median();
        double shared = Spread.of(many).median();
        double micros = alone * processors / graph.tasks() * 1e6;
        results.addObject()
                .put("pattern", pattern)
                .put("task_us", micros)
                .put("seconds", alone)
                .put("seconds_oversubscribed", shared)
                .put("loss", shared / alone - 1);
        if (!json) {
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %10.2f %10.2f %10.2f %5.0f %%%n",
                    pattern,
                    micros,
                    alone * 1e3,
                    shared * 1e3,
                    100 * (shared / alone - 1));
        }
    }
}
