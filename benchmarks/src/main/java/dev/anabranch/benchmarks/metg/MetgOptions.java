package dev.anabranch.benchmarks.metg;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What to measure.
 *
 * @param patterns of Task Bench, in order
 * @param widths of each pattern; one for which the pattern is not defined is raised to its least
 * @param bytes of each output; the least are digests alone
 * @param workers that share the columns
 * @param processes that share the workers; 0 for threads of one process
 * @param rounds at most, each a whole sweep of all implementations
 * @param json whether JSON is printed, not a table
 * @param out where the figures go as JSON
 */
record MetgOptions(
        List<String> patterns,
        List<Integer> widths,
        int bytes,
        int workers,
        int processes,
        int rounds,
        boolean json,
        Path out) {
    static final String USAGE = """
            usage: benchmarks/run metg [options]

              --pattern LIST   of Task Bench's patterns, the flows of samples/patterns (default: all)
              --widths LIST    columns (default: 2,8); raised to the least that a pattern is defined for
              --bytes N        of each output (default: 16); with more, only the schedule by hand and the flow run
              --workers N      that share the columns (default: 2)
              --processes N    Java virtual machines that the workers are dealt to; only the flow and a schedule by hand over
                               memory that they share run (default: threads of one)
              --rounds N       sweeps of all implementations, at most (default: 7, at least 3)
              --json           prints JSON, not a table
              --out FILE       the figures as JSON (default: metg.json)
            """;

    private static final int LEAST_ROUNDS = 3;

    MetgOptions {
        for (String pattern : patterns) {
            if (!PatternFlow.PATTERNS.contains(pattern)) {
                throw new IllegalArgumentException(
                        "no pattern " + pattern + "; there are " + String.join(", ", PatternFlow.PATTERNS));
            }
        }
        if (workers < 1 || widths.stream().anyMatch(width -> width < workers)) {
            throw new IllegalArgumentException("each worker needs a column: " + workers + " workers, widths " + widths);
        }
        if (bytes < PatternFlow.LEAST_BYTES || bytes % PatternFlow.LEAST_BYTES != 0) {
            throw new IllegalArgumentException(
                    "outputs are multiples of " + PatternFlow.LEAST_BYTES + " bytes, not " + bytes);
        }
        if (rounds < LEAST_ROUNDS) {
            throw new IllegalArgumentException("at least " + LEAST_ROUNDS + " rounds, not " + rounds);
        }
    }

    static MetgOptions parse(String[] arguments) {
        MetgOptions options = new MetgOptions(
                PatternFlow.PATTERNS, List.of(2, 8), PatternFlow.LEAST_BYTES, 2, 0, 7, false, Path.of("metg.json"));
        int at = 0;
        while (at < arguments.length) {
            String name = arguments[at++];
            if (name.equals("--json")) {
                options = new MetgOptions(
                        options.patterns,
                        options.widths,
                        options.bytes,
                        options.workers,
                        options.processes,
                        options.rounds,
                        true,
                        options.out);
            } else if (at == arguments.length) {
                throw new IllegalArgumentException("no option, or without its value: " + name + "\n" + USAGE);
            } else {
                options = options.with(name, arguments[at++]);
            }
        }
        if (options.processes < 0 || options.processes > options.workers) {
            throw new IllegalArgumentException("each process needs a worker: " + options.processes + " processes, "
                    + options.workers + " workers (--workers " + options.processes + ")");
        }
        return options;
    }

    private MetgOptions with(String name, String value) {
        return switch (name) {
            case "--pattern" ->
                new MetgOptions(List.of(value.split(",")), widths, bytes, workers, processes, rounds, json, out);
            case "--widths" ->
                new MetgOptions(
                        patterns,
                        Arrays.stream(value.split(",")).map(Integer::valueOf).toList(),
                        bytes,
                        workers,
                        processes,
                        rounds,
                        json,
                        out);
            case "--bytes" ->
                new MetgOptions(patterns, widths, number(name, value), workers, processes, rounds, json, out);
            case "--workers" ->
                new MetgOptions(patterns, widths, bytes, number(name, value), processes, rounds, json, out);
            case "--processes" ->
                new MetgOptions(patterns, widths, bytes, workers, number(name, value), rounds, json, out);
            case "--rounds" ->
                new MetgOptions(patterns, widths, bytes, workers, processes, number(name, value), json, out);
            case "--out" -> new MetgOptions(patterns, widths, bytes, workers, processes, rounds, json, Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
        };
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(name + " takes a number, not " + value, none);
        }
    }

    /** The widths in which a pattern is measured. */
    List<Integer> widths(String pattern) {
        return widths.stream()
                .map(width -> Math.max(width, PatternFlow.leastWidth(pattern)))
                .distinct()
                .toList();
    }
}
