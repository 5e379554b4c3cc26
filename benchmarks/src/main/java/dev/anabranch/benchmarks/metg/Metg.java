package dev.anabranch.benchmarks.metg;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.benchmarks.jvms.WorkerJvms;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures METG(50%) and METG(75%), the smallest mean granularity of tasks that keeps so much of the peak (Slaughter et
 * al., 2020, "Task Bench: a parameterized benchmark for evaluating parallel runtime performance"), of flows and of
 * programs written by hand for the same graphs.
 */
public final class Metg {
    private static final double[] BOUNDS = {0.5, 0.75};
    private static final int LEAST_ROUNDS = 3;

    private final MetgOptions options;
    private final List<Implementation> implementations;
    private final ArrayNode results;

    private Metg(MetgOptions options, List<Implementation> implementations, ArrayNode results) {
        this.options = options;
        this.implementations = implementations;
        this.results = results;
    }

    private static List<Implementation> onThreads(MetgOptions options) {
        return options.bytes() == PatternFlow.LEAST_BYTES
                ? List.of(new HandWritten(), new Flow(true), new PoolTasks(), new Futures())
                : List.of(new HandWritten(), new Flow(true));
    }

    /** Measures what the arguments ask for, prints a table or JSON, and writes JSON. */
    public static void main(String[] arguments) throws IOException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(MetgOptions.USAGE);
            return;
        }
        MetgOptions options;
        try {
            options = MetgOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("workers", options.workers());
        json.put("processes", options.processes());
        json.put("bytes", options.bytes());
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("java", Runtime.version().toString());
        json.put("load_before", load());
        measure(options, json.putArray("results"));
        json.put("load_after", load());
        String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        Files.writeString(options.out(), text);
        if (options.json()) {
            System.out.print(text);
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "load %.1f before, %.1f after, on %d processors%n",
                    json.get("load_before").asDouble(),
                    json.get("load_after").asDouble(),
                    json.get("processors").asInt());
        }
    }

    private static void measure(MetgOptions options, ArrayNode results) {
        if (options.processes() == 0) {
            new Metg(options, onThreads(options), results).measure();
            return;
        }
        try (WorkerJvms jvms = WorkerJvms.start(options.processes())) {
            new Metg(options, List.of(new ProcessesByHand(jvms), new ProcessesFlow(jvms)), results).measure();
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void measure() {
        if (!options.json()) {
            System.out.printf(
                    "%-20s %5s  %-11s %24s %7s %24s %7s%n",
                    "pattern", "width", "", "METG(50%) us", "ratio", "METG(75%) us", "ratio");
        }
        for (String pattern : options.patterns()) {
            for (int width : options.widths(pattern)) {
                try (Sweep sweep = new Sweep(pattern, width, options.bytes(), options.workers(), implementations)) {
                    tell(pattern, width, rounds(sweep));
                }
            }
        }
    }

    private List<List<Curve>> rounds(Sweep sweep) {
        List<List<Curve>> rounds = new ArrayList<>();
        do {
            rounds.add(sweep.round());
        } while (rounds.size() < options.rounds() && (rounds.size() < LEAST_ROUNDS || !stable(rounds)));
        return rounds;
    }

    /** Whether the first two, the schedule by hand and the flow, have settled. */
    private static boolean stable(List<List<Curve>> rounds) {
        return Spread.stable(metg(rounds, 0, BOUNDS[0])) && Spread.stable(metg(rounds, 1, BOUNDS[0]));
    }

    /** By round, microseconds; not a number where no size of tasks kept so much. */
    private static double[] metg(List<List<Curve>> rounds, int implementation, double bound) {
        return rounds.stream()
                .mapToDouble(curves -> curves.get(implementation)
                                .metg(bound, Sweep.peak(curves))
                                .orElse(Double.NaN)
                        * 1e6)
                .toArray();
    }

    private void tell(String pattern, int width, List<List<Curve>> rounds) {
        for (int which = 0; which < implementations.size(); which++) {
            String name = implementations.get(which).name();
            StringBuilder line = new StringBuilder(String.format("%-20s %5d  %-11s", pattern, width, name));
            for (double bound : BOUNDS) {
                double[] here = metg(rounds, which, bound);
                double[] byHand = metg(rounds, 0, bound);
                double[] ratios = new double[here.length];
                for (int round = 0; round < ratios.length; round++) {
                    ratios[round] = here[round] / byHand[round];
                }
                Spread metg = Spread.of(here);
                Spread ratio = Spread.of(ratios);
                append(line, metg, ratio);
                ObjectNode result = results.addObject();
                result.put("pattern", pattern);
                result.put("width", width);
                result.put("implementation", name);
                result.put("efficiency", bound);
                result.put("rounds", rounds.size());
                put(result, "metg_us", metg);
                put(result, "ratio_to_handwritten", ratio);
            }
            if (!options.json()) {
                System.out.println(line);
            }
        }
    }

    private static void append(StringBuilder line, Spread metg, Spread ratio) {
        String range = metg.missing()
                ? "-"
                : String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", metg.median(), metg.low(), metg.high())
                        .replace("Infinity", "?");
        String times = ratio.missing() ? "-" : String.format(Locale.ROOT, "%.2f", ratio.median());
        line.append(String.format(" %24s %7s", range, times));
    }

    /** The median under the name itself and the least and the greatest beside it, null where they are missing. */
    private static void put(ObjectNode result, String name, Spread spread) {
        if (spread.missing()) {
            result.putNull(name);
            return;
        }
        result.put(name, spread.median());
        result.put(name + "_low", spread.low());
        if (Double.isFinite(spread.high())) {
            result.put(name + "_high", spread.high());
        } else {
            result.putNull(name + "_high");
        }
    }
}
