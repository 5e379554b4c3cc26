package dev.anabranch.benchmarks.hosts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.benchmarks.Checks;
import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunRequest;
import dev.anabranch.driver.RunSite;
import dev.anabranch.driver.cluster.ClusterFile;
import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.runtime.process.JavaCommand;
import dev.anabranch.testkit.network.NamespacedNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A dataset that one host makes and one to four others read, each host in a network namespace with links of 1 Gbit/s: how much
 * longer four take than one. What is not the transfer, making the dataset and looking at it, is measured with all of it on one host.
 */
public final class Broadcast {
    private static final int READERS = 4;
    private static final long BYTES = 256L << 20;
    private static final int MEGABITS = 1000;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    private Broadcast() {}

    /**
     * Prints a table and JSON. Within the coordinator's namespace the same class is the coordinator.
     *
     * @param arguments how many rounds; or, of the coordinator, the folder, the addresses, and how many rounds
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3) {
            coordinate(Path.of(arguments[0]), List.of(arguments[1].split(",")), Integer.parseInt(arguments[2]));
            return;
        }
        String rounds = arguments.length > 0 ? arguments[0] : "5";
        if (!NamespacedNetwork.isPossible()) {
            throw new IOException("network namespaces need the rights of root, and iproute2");
        }
        try (ScratchFolder scratch = ScratchFolder.create();
                HostProcesses hosts = new HostProcesses(scratch.path());
                NamespacedNetwork network = NamespacedNetwork.of(NAMES.size() + 1)) {
            network.limit(MEGABITS);
            List<String> addresses = new ArrayList<>();
            for (int host = 0; host < NAMES.size(); host++) {
                int here = host;
                hosts.start(NAMES.get(host), network.address(host), command -> network.on(here, command));
                addresses.add(network.address(host));
            }
            Process coordinator = new ProcessBuilder(network.on(
                            NAMES.size(),
                            JavaCommand.like(
                                    Broadcast.class.getName(),
                                    List.of(scratch.path().toString(), String.join(",", addresses), rounds))))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = coordinator.inputReader(StandardCharsets.UTF_8)) {
                out.lines().forEach(System.out::println);
            }
            if (coordinator.waitFor() != 0) {
                throw new IOException("the coordinator failed");
            }
        }
    }

    private static void coordinate(Path folder, List<String> addresses, int rounds) throws IOException {
        StringBuilder cluster = new StringBuilder("hosts:\n");
        for (int host = 0; host < addresses.size(); host++) {
            cluster.append("  - { name: " + NAMES.get(host) + ", address: " + addresses.get(host) + ", workers: 1 }\n");
        }
        var described = Checks.value(ClusterFile.describe(SourceText.of("cluster.yaml", cluster.toString())));
        RunSite site = new RunSite.Hosts(described.addresses(), new KeyFolder(folder.resolve("keys")));
        Map<Integer, PlannedFlow> flows = new TreeMap<>();
        for (int readers : new int[] {0, 1, READERS}) {
            Path file = Files.writeString(folder.resolve("broadcast" + readers + ".flow"), flow(readers));
            flows.put(
                    readers,
                    Checks.value(
                            new FlowCompiler(Broadcast.class.getClassLoader(), new PlanStore(folder.resolve("plans")))
                                    .plan(new FlowRequest(file, Map.of(), described.cluster()))));
        }
        Map<Integer, List<Double>> seconds = new TreeMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<Integer, PlannedFlow> flow : flows.entrySet()) {
                RunRequest request = new RunRequest(
                                folder.resolve("outputs"), folder.resolve("trace"), OptionalLong.empty(), p -> {})
                        .at(site);
                double wall = new FlowRun(Broadcast.class.getClassLoader())
                        .run(flow.getValue(), request)
                        .report()
                        .wallSeconds();
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
            text.append(
                    "y" + reader + " = large.touch(x) @on(\"" + NAMES.get(readers == 0 ? 0 : reader + 1) + "/0\")\n");
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
