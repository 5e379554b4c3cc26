package dev.anabranch.benchmarks.hosts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.runtime.process.JavaCommand;
import dev.anabranch.testkit.network.NamespacedNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Flows on hosts in network namespaces with slow links, by two plans that differ in nothing but what hosts send: by a one-port
 * plan each sends in the plan's order, over hosts that send on; by a contention-free one all goes at once, and large
 * datasets from reader to reader. Of the flow {@code urgent} a host makes states one after the other that another keeps, and of
 * the last one a long task there begins; of {@code broadcast} four hosts read one dataset.
 */
public final class Sends {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
    private static final int STATES = 10;
    private static final double LONG_SECONDS = 3;
    private static final List<MachineModel> MODELS = List.of(MachineModel.ONE_PORT, MachineModel.CONTENTION_FREE);

    private final Path folder;
    private final SendsOptions options;
    private final DescribedCluster described;

    private Sends(Path folder, SendsOptions options, List<String> addresses) {
        this.folder = folder;
        this.options = options;
        StringBuilder cluster = new StringBuilder("hosts:\n");
        for (int host = 0; host < addresses.size(); host++) {
            cluster.append("  - { name: " + NAMES.get(host) + ", address: " + addresses.get(host) + ", workers: 2 }\n");
        }
        cluster.append("links:\n  other_host: { latency: 200us, bandwidth: " + options.megabits() * 125 + "kB/s }\n");
        this.described = Checks.value(ClusterFile.describe(SourceText.of("cluster.yaml", cluster.toString())));
    }

    /** Prints a table or JSON. Within the coordinator's namespace {@link Coordinator} is called. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(SendsOptions.USAGE);
            return;
        }
        SendsOptions options;
        try {
            options = SendsOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        if (!NamespacedNetwork.isPossible()) {
            throw new IOException("network namespaces need the rights of root, and iproute2");
        }
        try (ScratchFolder scratch = ScratchFolder.create();
                HostProcesses hosts = new HostProcesses(scratch.path());
                NamespacedNetwork network = NamespacedNetwork.of(NAMES.size() + 1)) {
            network.limit(options.megabits());
            List<String> addresses = new ArrayList<>();
            for (int host = 0; host < NAMES.size(); host++) {
                int here = host;
                hosts.start(NAMES.get(host), network.address(host), command -> network.on(here, command));
                addresses.add(network.address(host));
            }
            List<String> more = new ArrayList<>(List.of(scratch.path().toString(), String.join(",", addresses)));
            more.addAll(options.arguments());
            Process coordinator = new ProcessBuilder(
                            network.on(NAMES.size(), JavaCommand.like(Coordinator.class.getName(), more)))
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

    /** Who runs the flows, where it reaches the hosts. */
    public static final class Coordinator {
        private Coordinator() {}

        /** @param arguments the folder, the addresses, then the options */
        public static void main(String[] arguments) throws IOException {
            List<String> all = List.of(arguments);
            new Sends(
                            Path.of(all.get(0)),
                            SendsOptions.parse(all.subList(2, all.size()).toArray(String[]::new)),
                            List.of(all.get(1).split(",")))
                    .measure();
        }
    }

    private record Case(String flow, MachineModel model, PlannedFlow planned, List<Double> seconds) {
        double median() {
            return seconds.stream().sorted().toList().get(seconds.size() / 2);
        }
    }

    private void measure() throws IOException {
        List<Case> cases = new ArrayList<>();
        Map<String, String> flows = new LinkedHashMap<>();
        flows.put("urgent", urgent());
        flows.put("broadcast", broadcast());
        for (Map.Entry<String, String> flow : flows.entrySet()) {
            Path file = Files.writeString(folder.resolve(flow.getKey() + ".flow"), flow.getValue());
            for (MachineModel model : MODELS) {
                FlowRequest request =
                        new FlowRequest(file, Map.of(), described.cluster().withModel(model));
                PlannedFlow planned = Checks.value(
                        new FlowCompiler(Sends.class.getClassLoader(), new PlanStore(folder.resolve("plans")))
                                .plan(request));
                cases.add(new Case(flow.getKey(), model, planned, new ArrayList<>()));
            }
        }
        RunSite site = new RunSite.Hosts(described.addresses(), new KeyFolder(folder.resolve("keys")));
        for (int round = -1; round < options.rounds(); round++) {
            // They take turns, so that other load meets them all.
            for (Case one : cases) {
                RunRequest request = new RunRequest(
                                folder.resolve("outputs"), folder.resolve("trace"), OptionalLong.empty(), p -> {})
                        .at(site);
                double wall = new FlowRun(Sends.class.getClassLoader())
                        .run(one.planned(), request)
                        .report()
                        .wallSeconds();
                if (round >= 0) {
                    one.seconds().add(wall);
                }
            }
        }
        if (options.json()) {
            printJson(cases);
        } else {
            printTable(cases);
        }
    }

    private void printTable(List<Case> cases) {
        System.out.printf(
                Locale.ROOT,
                "datasets of %d MiB over links of %d Mbit/s, medians of %d runs, seconds%n%-10s %-16s %9s %9s%n",
                options.mebibytes(),
                options.megabits(),
                options.rounds(),
                "flow",
                "plan",
                "predicted",
                "run");
        for (Case one : cases) {
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %-16s %9.2f %9.2f%n",
                    one.flow(),
                    one.model().label(),
                    one.planned().folder().summary().makespan(),
                    one.median());
        }
    }

    private void printJson(List<Case> cases) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("rounds", options.rounds()).put("megabits", options.megabits()).put("mebibytes", options.mebibytes());
        ArrayNode all = node.putArray("runs");
        for (Case one : cases) {
            ObjectNode row = all.addObject()
                    .put("flow", one.flow())
                    .put("model", one.model().label())
                    .put("predicted_s", one.planned().folder().summary().makespan())
                    .put("median_s", one.median());
            ArrayNode seconds = row.putArray("run_s");
            one.seconds().forEach(seconds::add);
        }
        System.out.println(node);
    }

    private long bytes() {
        return (long) options.mebibytes() << 20;
    }

    private String header(String name) {
        return "flow " + name + "\nuse java dev.anabranch.benchmarks.hosts.BroadcastTasks as large\n";
    }

    private String urgent() {
        String cost = " @cost(time: 5ms, size: " + bytes() + "B)\n";
        return header("urgent") + "dim i = 1..%d\n".formatted(STATES)
                + "x[0] = large.make(" + bytes() + ") @on(\"a/0\")" + cost
                + "x[i] = large.next(x[i - 1]) @on(\"a/0\")" + cost
                + "kept[i] = large.touch(x[i]) @on(\"b/0\") @cost(time: 1ms, size: 8B)\n"
                + "last = large.next(x[%d]) @on(\"a/0\")".formatted(STATES) + cost
                + "result = large.after(last, seconds: %s) @on(\"b/1\") @cost(time: %s s, size: 8B)\n"
                        .formatted(LONG_SECONDS, LONG_SECONDS)
                        .replace(" s,", "s,")
                + "publish kept, result\n";
    }

    private String broadcast() {
        StringBuilder text = new StringBuilder(header("broadcast"));
        text.append("x = large.make(" + bytes() + ") @on(\"a/0\") @cost(time: 5ms, size: " + bytes() + "B)\n");
        for (String reader : NAMES.subList(1, NAMES.size())) {
            text.append("y_" + reader + " = large.touch(x) @on(\"" + reader + "/0\") @cost(time: 1ms, size: 8B)\n");
        }
        for (String reader : NAMES.subList(1, NAMES.size())) {
            text.append("publish y_" + reader + "\n");
        }
        return text.toString();
    }
}
