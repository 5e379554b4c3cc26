package dev.anabranch.benchmarks.scheduling;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param parts of the benchmark, in order
 * @param data the folder that holds {@code wfinstances}
 * @param anchors the folder that holds the reference makespans; without it there is nothing to compare workflows with
 * @param seconds of processor time for each plan
 * @param every only each so-manieth case
 * @param only cases whose names contain this
 * @param threads that plan at a time
 * @param out where the figures go as JSON
 */
record Options(
        List<String> parts,
        Optional<Path> data,
        Optional<Path> anchors,
        double seconds,
        int every,
        String only,
        int threads,
        Path out) {
    static final List<String> PARTS =
            List.of("duplication", "no-duplication", "one-port", "planted", "scale", "lists", "paths", "transfers");

    static final String USAGE = """
            usage: benchmarks/run scheduling [options]

              --parts LIST     of duplication,no-duplication,one-port,planted,scale,lists,paths,transfers (default: all)
              --data DIR       holds wfinstances (default: $ANABRANCH_DATA)
              --anchors DIR    holds anchors_public.json and oneport_public.json (default: $ANABRANCH_ANCHORS)
              --seconds S      processor time for each plan (default: 2)
              --every K        only each K-th case
              --only TEXT      only cases whose names contain TEXT
              --threads N      plans made at a time (default: the cores)
              --out FILE       the figures as JSON (default: scheduling.json)
            """;

    static Options parse(String[] arguments) {
        Options options = new Options(
                PARTS,
                Optional.ofNullable(System.getenv("ANABRANCH_DATA")).map(Path::of),
                Optional.ofNullable(System.getenv("ANABRANCH_ANCHORS")).map(Path::of),
                2,
                1,
                "",
                Runtime.getRuntime().availableProcessors(),
                Path.of("scheduling.json"));
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--parts" -> new Options(List.of(value.split(",")), data, anchors, seconds, every, only, threads, out);
            case "--data" ->
                new Options(parts, Optional.of(Path.of(value)), anchors, seconds, every, only, threads, out);
            case "--anchors" ->
                new Options(parts, data, Optional.of(Path.of(value)), seconds, every, only, threads, out);
            case "--seconds" -> new Options(parts, data, anchors, Double.parseDouble(value), every, only, threads, out);
            case "--every" -> new Options(parts, data, anchors, seconds, Integer.parseInt(value), only, threads, out);
            case "--only" -> new Options(parts, data, anchors, seconds, every, value, threads, out);
            case "--threads" -> new Options(parts, data, anchors, seconds, every, only, Integer.parseInt(value), out);
            case "--out" -> new Options(parts, data, anchors, seconds, every, only, threads, Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
        };
    }
}
