package dev.anabranch.benchmarks.scale;

import dev.anabranch.benchmarks.metg.PatternFlow;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What to measure.
 *
 * @param patterns of Task Bench
 * @param tasks sizes of the flows
 * @param workers numbers of workers
 * @param starts how many JVMs open each plan
 * @param runs how often each of these runs the flow
 * @param json whether JSON is printed, not a table
 * @param out where the figures go as JSON
 */
record ScaleOptions(
        List<String> patterns, List<Long> tasks, List<Integer> workers, int starts, int runs, boolean json, Path out) {
    static final String USAGE = """
            usage: benchmarks/run scale [options]

              --pattern LIST   flows of samples/patterns (default: trivial,stencil_1d)
              --tasks LIST     about how many tasks (default: 1000000,10000000)
              --workers LIST   numbers of workers (default: 1,2)
              --starts N       JVMs that open each plan; medians are told (default: 3)
              --runs N         of each flow in each JVM (default: 7)
              --json           prints JSON, not a table
              --out FILE       the figures as JSON (default: scale.json)
            """;

    ScaleOptions {
        for (String pattern : patterns) {
            if (!PatternFlow.PATTERNS.contains(pattern)) {
                throw new IllegalArgumentException(
                        "no pattern " + pattern + "; there are " + String.join(", ", PatternFlow.PATTERNS));
            }
        }
        if (tasks.stream().anyMatch(n -> n < 1) || starts < 1 || runs < 1) {
            throw new IllegalArgumentException("at least one task, start and run");
        }
        if (workers.stream().anyMatch(n -> n < 1 || n > ScaleFlow.WIDTH)) {
            throw new IllegalArgumentException("1 to " + ScaleFlow.WIDTH + " workers");
        }
    }

    static ScaleOptions parse(String[] arguments) {
        ScaleOptions options = new ScaleOptions(
                List.of("trivial", "stencil_1d"),
                List.of(1_000_000L, 10_000_000L),
                List.of(1, 2),
                3,
                7,
                false,
                Path.of("scale.json"));
        int at = 0;
        while (at < arguments.length) {
            String name = arguments[at++];
            if (name.equals("--json")) {
                options = options.asJson();
            } else if (at == arguments.length) {
                throw new IllegalArgumentException("no option, or without its value: " + name + "\n" + USAGE);
            } else {
                options = options.with(name, arguments[at++]);
            }
        }
        return options;
    }

    private ScaleOptions asJson() {
        return new ScaleOptions(patterns, tasks, workers, starts, runs, true, out);
    }

    private ScaleOptions with(String name, String value) {
        List<String> values = Arrays.asList(value.split(",", -1));
        return switch (name) {
            case "--pattern" -> new ScaleOptions(values, tasks, workers, starts, runs, json, out);
            case "--tasks" ->
                new ScaleOptions(
                        patterns, values.stream().map(Long::valueOf).toList(), workers, starts, runs, json, out);
            case "--workers" ->
                new ScaleOptions(
                        patterns, tasks, values.stream().map(Integer::valueOf).toList(), starts, runs, json, out);
            case "--starts" -> new ScaleOptions(patterns, tasks, workers, Integer.parseInt(value), runs, json, out);
            case "--runs" -> new ScaleOptions(patterns, tasks, workers, starts, Integer.parseInt(value), json, out);
            case "--out" -> new ScaleOptions(patterns, tasks, workers, starts, runs, json, Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
        };
    }
}
