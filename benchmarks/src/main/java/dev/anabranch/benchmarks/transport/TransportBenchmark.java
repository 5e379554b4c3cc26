package dev.anabranch.benchmarks.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Round trips and bulk transfers of this project's sockets beside those of the JDK, in turns, medians of all rounds. */
public final class TransportBenchmark {
    private static final int ROUNDS = 9;
    private static final int CHUNK = 1 << 20;
    private static final List<Integer> SIZES = List.of(1 << 10, 64 << 10, 1 << 20, 16 << 20, 256 << 20);

    /** Bytes that one measurement moves about; small datasets are limited by their number instead. */
    private static final long VOLUME = 256L << 20;

    private static final int MOST_DATASETS = 20_000;
    private static final int ROUND_TRIPS = 4000;

    private final Map<String, List<Double>> found = new LinkedHashMap<>();

    private TransportBenchmark() {}

    /** Prints a table, or with {@code --json} one JSON object. */
    public static void main(String[] arguments) throws Exception {
        boolean json = List.of(arguments).contains("--json");
        TransportBenchmark benchmark = new TransportBenchmark();
        for (boolean unix : new boolean[] {true, false}) {
            benchmark.measure(unix);
        }
        benchmark.memory();
        System.out.println(json ? benchmark.json() : benchmark.table());
    }

    private void measure(boolean unix) throws Exception {
        String name = unix ? "unix" : "tcp";
        try (RawSockets raw = new RawSockets(unix);
                OwnTransport own = new OwnTransport(unix, false)) {
            for (int round = -2; round < ROUNDS; round++) {
                note(round, name + " round trip raw", raw.roundTrips(ROUND_TRIPS) / ROUND_TRIPS);
                note(round, name + " round trip own", own.roundTrips(ROUND_TRIPS) / ROUND_TRIPS);
            }
            for (int size : SIZES) {
                int count = (int) Math.max(1, Math.min(MOST_DATASETS, VOLUME / size));
                for (int round = -1; round < ROUNDS; round++) {
                    note(round, name + " " + size + " raw", raw.stream(size, count, CHUNK) / count);
                    note(round, name + " " + size + " own", own.stream(size, count) / count);
                }
            }
        }
        try (OwnTransport own = new OwnTransport(unix, true)) {
            for (int round = -1; round < 3; round++) {
                note(round, name + " round trip own spinning", own.roundTrips(ROUND_TRIPS / 10) / (ROUND_TRIPS / 10.0));
            }
        }
    }

    private void memory() throws Exception {
        int size = 64 << 20;
        ByteBuffer from = ByteBuffer.allocateDirect(size);
        ByteBuffer into = ByteBuffer.allocateDirect(size);
        Touch.pages(from);
        Touch.pages(into);
        for (int round = -1; round < ROUNDS; round++) {
            note(round, "memory " + size + " copy", timed(() -> into.clear().put(from.clear())));
        }
    }

    private static double timed(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Rounds below 0 warm up. */
    private void note(int round, String what, double seconds) {
        if (round >= 0) {
            found.computeIfAbsent(what, w -> new ArrayList<>()).add(seconds);
        }
    }

    private double median(String what) {
        double[] all = found.getOrDefault(what, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return all.length == 0 ? Double.NaN : all[all.length / 2];
    }

    private String table() {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("unix", "tcp")) {
            double raw = median(name + " round trip raw");
            double own = median(name + " round trip own");
            text.append(line(
                    "%-5s round trip     raw %8.1f us    own %8.1f us    own / raw %5.2f    spinning %8.1f us",
                    name, raw * 1e6, own * 1e6, own / raw, median(name + " round trip own spinning") * 1e6));
            for (int size : SIZES) {
                double rawRate = size / median(name + " " + size + " raw") / 1e9;
                double ownRate = size / median(name + " " + size + " own") / 1e9;
                text.append(line(
                        "%-5s %7d KiB     raw %8.2f GB/s  own %8.2f GB/s  own / raw %5.2f",
                        name, size >> 10, rawRate, ownRate, ownRate / rawRate));
            }
        }
        text.append(
                line("memory   64 MiB copy %8.2f GB/s", (64 << 20) / median("memory " + (64 << 20) + " copy") / 1e9));
        return text.toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + System.lineSeparator();
    }

    /** Seconds of one round trip, one dataset or one copy: median, least, most. */
    private String json() {
        return found.entrySet().stream()
                .map(entry -> {
                    double[] all = entry.getValue().stream()
                            .mapToDouble(Double::doubleValue)
                            .sorted()
                            .toArray();
                    return String.format(
                            Locale.ROOT,
                            "  \"%s\": {\"median\": %.4e, \"least\": %.4e, \"most\": %.4e}",
                            entry.getKey(),
                            all[all.length / 2],
                            Arrays.stream(all).min().orElseThrow(),
                            Arrays.stream(all).max().orElseThrow());
                })
                .collect(Collectors.joining(",\n", "{\n", "\n}"));
    }
}
