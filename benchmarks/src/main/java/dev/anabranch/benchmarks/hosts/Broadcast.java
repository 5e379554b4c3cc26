package dev.anabranch.benchmarks.hosts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.PlannedFlow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A dataset that one host makes and one to four others read, each host in a network namespace with links of 1 Gbit/s: how much
 * longer four take than one. What is not the transfer, making the dataset and looking at it, is measured with all of it on one host.
 */
public final class Broadcast {
    private static final int READERS = 4;
    private static final long BYTES = 256L << 20;
    private static final int MEGABITS = 1000;

    private Broadcast() {}

    /**
     * Prints a table and JSON. Within the coordinator's namespace the same class is the coordinator.
     *
     * @param arguments how many rounds; or, of the coordinator, the folder, the hosts, and how many rounds
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3) {
            coordinate(new Coordinator(List.of(arguments), ""), Integer.parseInt(arguments[2]));
        } else {
            SlowNetwork.run(MEGABITS, 1, Broadcast.class, List.of(arguments.length > 0 ? arguments[0] : "5"));
        }
    }

    private static void coordinate(Coordinator coordinator, int rounds) throws IOException {
        Map<Integer, PlannedFlow> flows = new TreeMap<>();
        for (int readers : new int[] {0, 1, READERS}) {
            flows.put(readers, coordinator.plan("broadcast" + readers, flow(readers), coordinator.cluster()));
        }
        Map<Integer, List<Double>> seconds = new TreeMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<Integer, PlannedFlow> flow : flows.entrySet()) {
                double wall = coordinator.seconds(flow.getValue());
                if (round >= 0) {
                    seconds.computeIfAbsent(flow.getKey(), any -> new ArrayList<>())
                            .add(wall);
                }
            }
        }
        double rest = median(seconds, 0);
        double one = median(seconds, 1) - rest;
        double all = median(seconds, READERS) - rest;
        double wire = BYTES * 8.0 / (MEGABITS * 1e6);
        System.out.printf(Locale.ROOT, "%d MiB over links of 1 Gbit/s, medians of %d runs%n", BYTES >> 20, rounds);
        System.out.printf(Locale.ROOT, "making and reading it on one host  %7.3f s%n", rest);
        System.out.printf(
                Locale.ROOT, "to one host                        %7.3f s  (the wire alone %.3f s)%n", one, wire);
        System.out.printf(
                Locale.ROOT, "to %d hosts                         %7.3f s  %.2f x%n", READERS, all, all / one);
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("bytes", BYTES)
                .put("rounds", rounds)
                .put("rest_s", rest)
                .put("one_s", one)
                .put("all_s", all)
                .put("wire_s", wire)
                .put("ratio", all / one);
        System.out.println(node);
    }

    private static String flow(int readers) {
        StringBuilder text = new StringBuilder("flow broadcast" + readers
                + "\nuse java dev.anabranch.benchmarks.hosts.BroadcastTasks as large\nx = large.make(" + BYTES
                + ") @on(\"a/0\")\n");
        int written = Math.max(1, readers);
        for (int reader = 0; reader < written; reader++) {
            text.append("y" + reader + " = large.touch(x) @on(\"" + SlowNetwork.NAMES.get(readers == 0 ? 0 : reader + 1)
                    + "/0\")\n");
        }
        for (int reader = 0; reader < written; reader++) {
            text.append("publish y" + reader + "\n");
        }
        return text.toString();
    }

    private static double median(Map<Integer, List<Double>> seconds, int readers) {
        double[] sorted = seconds.getOrDefault(readers, List.of()).stream()
                .mapToDouble(v -> v)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
