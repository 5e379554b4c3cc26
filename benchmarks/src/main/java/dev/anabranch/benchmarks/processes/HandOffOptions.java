package dev.anabranch.benchmarks.processes;

import dev.anabranch.benchmarks.jvms.Placement;
import java.util.Arrays;
import java.util.List;

/**
 * What to measure.
 *
 * @param sizes of datasets, in bytes
 * @param placements of the two processes, in order
 * @param rounds how often
 * @param json whether JSON is printed, not a table
 */
record HandOffOptions(List<Long> sizes, List<Placement> placements, int rounds, boolean json) {
    static final String USAGE = """
            usage: benchmarks/run processes [options]

              --sizes LIST        bytes of the datasets (default: 1024,65536,1048576,67108864,1073741824)
              --placements LIST   of the two processes: apart, on one processor each; together, on one; free, as the system
                                  likes (default: all three)
              --rounds N          of 20,000 hand-offs, 100,000 spinning (default: 7; 3 from 256 MiB on)
              --json              prints JSON, not a table
            """;

    private static final List<Long> SIZES = List.of(1L << 10, 64L << 10, 1L << 20, 64L << 20, 1L << 30);
    private static final int ROUNDS = 7;
    private static final long LEAST = 64;
    /** A single buffer of 2 GiB stays in its process. */
    private static final long MOST = (2L << 30) - 8192;

    HandOffOptions {
        sizes = List.copyOf(sizes);
        placements = List.copyOf(placements);
        for (long size : sizes) {
            if (size < LEAST || size > MOST || size % Long.BYTES != 0) {
                throw new IllegalArgumentException(
                        "sizes are multiples of " + Long.BYTES + " from " + LEAST + " to " + MOST + ", not " + size);
            }
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("at least 1 round, not " + rounds);
        }
    }

    static HandOffOptions parse(String[] arguments) {
        HandOffOptions options = new HandOffOptions(SIZES, List.of(Placement.values()), ROUNDS, false);
        int at = 0;
        while (at < arguments.length) {
            String name = arguments[at++];
            if (name.equals("--json")) {
                options = new HandOffOptions(options.sizes, options.placements, options.rounds, true);
            } else if (at == arguments.length) {
                throw new IllegalArgumentException("no option, or without its value: " + name + "\n" + USAGE);
            } else {
                options = options.with(name, arguments[at++]);
            }
        }
        return options;
    }

    private HandOffOptions with(String name, String value) {
        return switch (name) {
            case "--sizes" -> new HandOffOptions(sizes(value), placements, rounds, json);
            case "--placements" -> new HandOffOptions(sizes, placements(value), rounds, json);
            case "--rounds" -> new HandOffOptions(sizes, placements, (int) number(name, value), json);
            default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
        };
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(name + " takes numbers, not " + value, none);
        }
    }

    private static List<Long> sizes(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(size -> number("--sizes", size))
                .toList();
    }

    private static List<Placement> placements(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(name -> Arrays.stream(Placement.values())
                        .filter(placement -> placement.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "no placement " + name + "; there are " + List.of(Placement.values()))))
                .toList();
    }
}
