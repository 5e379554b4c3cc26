package dev.anabranch.benchmarks.processes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.benchmarks.jvms.Lap;
import dev.anabranch.benchmarks.jvms.Parts;
import dev.anabranch.benchmarks.jvms.Placement;
import dev.anabranch.benchmarks.jvms.WorkerJvms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * What it takes to hand a dataset over to another process of the machine, by size, with workers that sleep and with workers that
 * spin while they wait, beside a ping-pong of 16 bytes over a unix-domain socket between the same two processes.
 *
 * <p>Who sleeps is woken by way of the system, which takes ten times as long on another processor as on the waker's own. So the
 * processes are put on one processor, and on one each, and are left to the system.
 */
public final class HandOffBenchmark {
    private static final int HITS = 20_000;
    /** A run should last long enough for a disturbance not to be most of it. */
    private static final int SPINNING_HITS = 100_000;

    private static final int WARM_UPS = 3;
    /** A run of larger datasets takes seconds for the memory of its arenas alone, and has fewer rounds. */
    private static final long LARGE = 256L << 20;

    private static final int LARGE_ROUNDS = 3;
    private static final int LARGE_WARM_UPS = 1;
    private static final long SPINNING = 1_000_000_000L;
    private static final long PARKED = 0;
    /** Datasets that two processes may have at once: made, read and on their way back. */
    private static final int AT_ONCE = 8;

    private static final int WAITS_FOR_ROOM = 50;
    private static final long WAIT_NANOS = 100_000_000;

    private final HandOffOptions options;
    private final WorkerJvms jvms;
    private final Parts raw;
    private final ScratchFolder folder;
    private final ArrayNode results;

    private HandOffBenchmark(
            HandOffOptions options, WorkerJvms jvms, Parts raw, ScratchFolder folder, ArrayNode results) {
        this.options = options;
        this.jvms = jvms;
        this.raw = raw;
        this.folder = folder;
        this.results = results;
    }

    /** Measures, and prints a table, or JSON if asked for. */
    public static void main(String[] arguments) throws IOException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(HandOffOptions.USAGE);
            return;
        }
        HandOffOptions options;
        try {
            options = HandOffOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode all = mapper.createObjectNode();
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("java", Runtime.version().toString());
        ArrayNode results = all.putArray("results");
        if (!options.json()) {
            System.out.printf(
                    "microseconds of a hand-off between two processes, medians of %d rounds of %d, %d spinning%n%10s  %-10s %12s %12s %7s %12s%n",
                    options.rounds(),
                    HITS,
                    SPINNING_HITS,
                    "bytes",
                    "processors",
                    "unix socket",
                    "parked",
                    "ratio",
                    "spinning");
        }
        try (WorkerJvms jvms = WorkerJvms.start(2);
                ScratchFolder folder = ScratchFolder.create();
                Parts raw = jvms.make(RawSocketPart.class, List.of(Integer.toString(HITS / 2)))) {
            HandOffBenchmark benchmark = new HandOffBenchmark(options, jvms, raw, folder, results);
            for (long size : options.sizes()) {
                benchmark.measure(size);
            }
        }
        if (options.json()) {
            System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all));
        }
    }

    private void measure(long bytes) throws IOException {
        try (PingPong sleeping = PingPong.of(bytes, HITS, PARKED, jvms);
                PingPong looking = PingPong.of(bytes, SPINNING_HITS, SPINNING, jvms)) {
            for (Placement placement : options.placements()) {
                if (!jvms.place(placement)) {
                    System.err.printf("%s is left out: it takes two processors, and the command taskset%n", placement);
                } else if (!measure(bytes, placement, sleeping, looking)) {
                    System.err.printf(
                            "datasets of %d bytes are left out: of %d MiB that may be needed, %d MiB are free for shared memory%n",
                            bytes, (AT_ONCE * bytes) >> 20, SharedRoom.bytes() >> 20);
                    return;
                }
            }
        }
    }

    /** Whether there was room. */
    private boolean measure(long bytes, Placement placement, PingPong sleeping, PingPong looking) throws IOException {
        // Two that spin on one processor take turns by the system's clock.
        boolean spins = placement != Placement.TOGETHER;
        List<Double> sockets = new ArrayList<>();
        List<Double> parked = new ArrayList<>();
        List<Double> spinning = new ArrayList<>();
        int warmUps = bytes < LARGE ? WARM_UPS : LARGE_WARM_UPS;
        int rounds = bytes < LARGE ? options.rounds() : Math.min(options.rounds(), LARGE_ROUNDS);
        for (int round = -warmUps; round < rounds; round++) {
            double socket = socket();
            if (!hasRoom(bytes)) {
                return false;
            }
            double slept = sleeping.seconds();
            if (!hasRoom(bytes)) {
                return false;
            }
            double looked = spins ? looking.seconds() : Double.NaN;
            if (round >= 0) {
                sockets.add(socket);
                parked.add(slept);
                spinning.add(looked);
            }
        }
        tell(bytes, placement, sockets, parked, spins ? spinning : List.of());
        return true;
    }

    /** Whether the next run has room; earlier ones give theirs back a little later. */
    private static boolean hasRoom(long bytes) throws IOException {
        for (int wait = 0; wait < WAITS_FOR_ROOM; wait++) {
            if (SharedRoom.bytes() >= AT_ONCE * bytes) {
                return true;
            }
            LockSupport.parkNanos(WAIT_NANOS);
        }
        return false;
    }

    /** Seconds of a message: half a round trip. */
    private double socket() {
        raw.ready(folder.path());
        for (Lap lap : raw.go()) {
            if (lap.values().length > 0) {
                return lap.values()[0] * 1e-9 / HITS;
            }
        }
        throw new IllegalStateException("nobody has measured the socket");
    }

    private void tell(
            long bytes, Placement placement, List<Double> sockets, List<Double> parked, List<Double> spinning) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < parked.size(); round++) {
            ratios.add(parked.get(round) / sockets.get(round));
        }
        ObjectNode result = results.addObject().put("bytes", bytes).put("processors", placement.toString());
        put(result, "unix_socket_us", sockets, 1e6);
        put(result, "parked_us", parked, 1e6);
        put(result, "ratio_to_unix_socket", ratios, 1);
        if (spinning.isEmpty()) {
            result.putNull("spinning_us");
        } else {
            put(result, "spinning_us", spinning, 1e6);
        }
        if (!options.json()) {
            System.out.printf(
                    Locale.ROOT,
                    "%10d  %-10s %12.2f %12.2f %7.2f %12s%n",
                    bytes,
                    placement,
                    median(sockets) * 1e6,
                    median(parked) * 1e6,
                    median(ratios),
                    spinning.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", median(spinning) * 1e6));
        }
    }

    /** The median under the name itself, and the least and the greatest beside it. */
    private static void put(ObjectNode result, String name, List<Double> values, double unit) {
        result.put(name, median(values) * unit);
        result.put(name + "_low", values.stream().min(Double::compare).orElseThrow() * unit);
        result.put(name + "_high", values.stream().max(Double::compare).orElseThrow() * unit);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
