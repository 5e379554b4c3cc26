package dev.anabranch.benchmarks.transport;

import dev.anabranch.testkit.transport.NatsServer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Round trips and bulk transfers of this project's transports beside sockets of the JDK and Arrow Flight, in turns, medians of
 * all rounds.
 */
public final class TransportBenchmark {
    private static final List<String> NAMES = List.of("unix", "tcp", "nats");
    private static final int ROUNDS = 9;
    private static final int CHUNK = 1 << 20;
    private static final List<Integer> SIZES = List.of(1 << 10, 64 << 10, 1 << 20, 16 << 20, 256 << 20);
    private static final int COPY = 64 << 20;

    /** Larger record batches go slower, as each takes new memory of the system. */
    private static final int LARGEST_BATCH = 16 << 20;

    /** Bytes that one measurement moves about; small datasets are limited by their number instead. */
    private static final long VOLUME = 256L << 20;

    private static final int MOST_DATASETS = 20_000;
    private static final int ROUND_TRIPS = 4000;

    private final Rounds rounds = new Rounds();

    private TransportBenchmark() {}

    /** @param arguments a folder for a NATS server; prints a table, or with {@code --json} one JSON object */
    public static void main(String[] arguments) throws Exception {
        boolean json = List.of(arguments).contains("--json");
        TransportBenchmark benchmark = new TransportBenchmark();
        benchmark.unix();
        benchmark.tcp();
        benchmark.nats(Path.of(arguments[0]));
        benchmark.memory();
        System.out.println(json ? benchmark.rounds.json(benchmark.ratios()) : benchmark.table());
    }

    private void unix() throws Exception {
        try (RawSockets raw = new RawSockets(true);
                OwnTransport own = OwnTransport.sockets(true, false)) {
            roundTrips("unix", raw, own);
            for (int size : SIZES) {
                int count = count(size);
                for (int round = -1; round < ROUNDS; round++) {
                    note(round, "unix", size, "raw", raw.stream(size, count, CHUNK) / count);
                    note(round, "unix", size, "own", own.stream(size, count) / count);
                }
            }
        }
        spinning("unix", true);
    }

    private void tcp() throws Exception {
        try (RawSockets raw = new RawSockets(false);
                OwnTransport own = OwnTransport.sockets(false, false);
                FlightStreams flight = new FlightStreams()) {
            roundTrips("tcp", raw, own);
            for (int size : SIZES) {
                int count = count(size);
                int batches = Math.max(1, size / LARGEST_BATCH);
                for (int round = -1; round < ROUNDS; round++) {
                    note(round, "tcp", size, "raw", raw.stream(size, count, CHUNK) / count);
                    note(round, "tcp", size, "own", own.stream(size, count) / count);
                    note(round, "tcp", size, "flight", flight.stream(size / batches, count * batches) / count);
                }
            }
        }
        spinning("tcp", false);
    }

    private void nats(Path folder) throws Exception {
        if (!NatsServer.canBeHad(folder)) {
            return;
        }
        try (NatsServer server = NatsServer.start(folder);
                OwnTransport own = OwnTransport.nats(server.address())) {
            for (int round = -2; round < ROUNDS; round++) {
                rounds.note(round, "nats round trip own", own.roundTrips(ROUND_TRIPS / 4) / (ROUND_TRIPS / 4.0));
            }
            for (int size : SIZES) {
                int count = count(size);
                for (int round = -1; round < ROUNDS; round++) {
                    note(round, "nats", size, "own", own.stream(size, count) / count);
                }
            }
        }
    }

    private static int count(int size) {
        return (int) Math.max(1, Math.min(MOST_DATASETS, VOLUME / size));
    }

    private void roundTrips(String name, RawSockets raw, OwnTransport own) throws Exception {
        for (int round = -2; round < ROUNDS; round++) {
            rounds.note(round, name + " round trip raw", raw.roundTrips(ROUND_TRIPS) / ROUND_TRIPS);
            rounds.note(round, name + " round trip own", own.roundTrips(ROUND_TRIPS) / ROUND_TRIPS);
        }
    }

    private void spinning(String name, boolean unix) throws Exception {
        try (OwnTransport own = OwnTransport.sockets(unix, true)) {
            for (int round = -1; round < 3; round++) {
                rounds.note(
                        round,
                        name + " round trip own spinning",
                        own.roundTrips(ROUND_TRIPS / 10) / (ROUND_TRIPS / 10.0));
            }
        }
    }

    private void memory() {
        ByteBuffer from = ByteBuffer.allocateDirect(COPY);
        ByteBuffer into = ByteBuffer.allocateDirect(COPY);
        Touch.pages(from);
        Touch.pages(into);
        for (int round = -1; round < ROUNDS; round++) {
            long start = System.nanoTime();
            into.clear().put(from.clear());
            rounds.note(round, "memory " + COPY + " copy", (System.nanoTime() - start) / 1e9);
        }
    }

    private void note(int round, String name, int size, String whose, double seconds) {
        rounds.note(round, what(name, size, whose), seconds);
    }

    private static String what(String name, int size, String whose) {
        return name + " " + size + " " + whose;
    }

    /** How many times faster than the others our bulk lane is. */
    private Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (String name : NAMES) {
            for (int size : SIZES) {
                for (String other : others(name, size)) {
                    ratios.put(name + " " + size + " own / " + other, faster(name, size, other));
                }
            }
        }
        return ratios;
    }

    private double faster(String name, int size, String other) {
        return rounds.faster(what(name, size, "own"), what(name, size, other));
    }

    private List<String> others(String name, int size) {
        return Stream.of("raw", "flight")
                .filter(other -> rounds.has(what(name, size, other)))
                .toList();
    }

    private String table() {
        StringBuilder text = new StringBuilder();
        for (String name : NAMES) {
            if (!rounds.has(name + " round trip own")) {
                text.append(line("%-5s there is no nats-server, and no apt-get to fetch it with", name));
                continue;
            }
            text.append(line("%-5s  round trip  %s", name, roundTrip(name)));
            for (int size : SIZES) {
                text.append(line("%-5s %7d KiB  %s", name, size >> 10, stream(name, size)));
            }
        }
        double copy = COPY / rounds.median("memory " + COPY + " copy") / 1e9;
        return text.append(line("memory   64 MiB  copy %7.2f GB/s", copy)).toString();
    }

    private String roundTrip(String name) {
        String own = name + " round trip own";
        String raw = name + " round trip raw";
        String text = format("own %8.1f us", rounds.median(own) * 1e6);
        return rounds.has(raw)
                ? text
                        + format(
                                "      raw %8.1f us    own / raw %5.2f    spinning %8.1f us",
                                rounds.median(raw) * 1e6,
                                rounds.faster(raw, own),
                                rounds.median(own + " spinning") * 1e6)
                : text;
    }

    private String stream(String name, int size) {
        StringBuilder text = new StringBuilder("own " + rate(name, size, "own"));
        for (String other : others(name, size)) {
            text.append(format(
                    "    %s %s  own / %s %5.2f", other, rate(name, size, other), other, faster(name, size, other)));
        }
        return text.toString();
    }

    private String rate(String name, int size, String whose) {
        return format("%8.2f GB/s", size / rounds.median(what(name, size, whose)) / 1e9);
    }

    private static String line(String format, Object... values) {
        return format(format, values) + System.lineSeparator();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
