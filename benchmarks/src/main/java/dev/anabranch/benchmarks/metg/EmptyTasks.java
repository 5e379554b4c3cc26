package dev.anabranch.benchmarks.metg;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What tasks cost that do nothing but take their inputs: a stencil of a million of them, in several widths, on one worker
 * and on two, beside the same graph run by programs written by hand.
 */
public final class EmptyTasks {
    private static final int TASKS = 1_000_000;
    private static final int[] WIDTHS = {2, 8, 128};
    private static final int WARM_UPS = 20;
    private static final int TURNS = 15;
    private static final List<Implementation> IMPLEMENTATIONS =
            List.of(new HandWritten(), new Flow(true), new Flow(false), new PoolTasks(), new Futures());

    private EmptyTasks() {}

    /** Measures, and prints a table, or JSON if asked for. */
    public static void main(String[] arguments) throws IOException {
        boolean json = Arrays.asList(arguments).contains("--json");
        int[] widths = Arrays.stream(arguments)
                .filter(argument -> argument.matches("[0-9]{1,4}"))
                .mapToInt(Integer::parseInt)
                .toArray();
        if (arguments.length > widths.length + (json ? 1 : 0)
                || Arrays.stream(widths).anyMatch(width -> width < 2)) {
            System.err.println("usage: benchmarks/run empty [--json] [WIDTH ...]");
            System.exit(2);
            return;
        }
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode all = mapper.createObjectNode();
        all.put("tasks", TASKS);
        all.put("java", Runtime.version().toString());
        ArrayNode results = all.putArray("results");
        if (!json) {
            System.out.println("a stencil of a million empty tasks, nanoseconds of wall time for each");
            System.out.printf("%5s %7s  %-11s %7s %7s %7s%n", "width", "workers", "", "best", "median", "ratio");
        }
        for (int width : widths.length > 0 ? widths : WIDTHS) {
            for (int workers = 1; workers <= 2; workers++) {
                measure(width, workers, results, json);
            }
        }
        if (json) {
            System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all));
        }
    }

    private static void measure(int width, int workers, ArrayNode results, boolean json) {
        PatternFlow flow = new PatternFlow("stencil_1d", width, TASKS / width, PatternFlow.LEAST_BYTES, true);
        PointGraph graph = PointGraph.of(flow.text(), flow.width(), flow.steps());
        long[] expected = graph.expected(flow.point(), 0);
        Ready[] ready = new Ready[IMPLEMENTATIONS.size()];
        double[][] nanos = new double[ready.length][TURNS];
        try {
            for (int which = 0; which < ready.length; which++) {
                ready[which] = IMPLEMENTATIONS.get(which).prepare(flow, graph, workers, 0);
                for (int run = 0; run < WARM_UPS; run++) {
                    ready[which].nanos(expected);
                }
            }
            for (int turn = 0; turn < TURNS; turn++) {
                for (int which = 0; which < ready.length; which++) {
                    nanos[which][turn] = ready[which].nanos(expected) / (double) graph.tasks();
                }
            }
        } finally {
            for (Ready one : ready) {
                if (one != null) {
                    one.close();
                }
            }
        }
        double byHand = Spread.of(nanos[0]).low();
        for (int which = 0; which < ready.length; which++) {
            Spread spread = Spread.of(nanos[which]);
            String name = IMPLEMENTATIONS.get(which).name();
            results.addObject()
                    .put("width", width)
                    .put("workers", workers)
                    .put("implementation", name)
                    .put("nanos", spread.low())
                    .put("nanos_median", spread.median())
                    .put("ratio_to_handwritten", spread.low() / byHand);
            if (!json) {
                System.out.printf(
                        Locale.ROOT,
                        "%5d %7d  %-11s %7.1f %7.1f %7.2f%n",
                        width,
                        workers,
                        name,
                        spread.low(),
                        spread.median(),
                        spread.low() / byHand);
            }
        }
    }
}
