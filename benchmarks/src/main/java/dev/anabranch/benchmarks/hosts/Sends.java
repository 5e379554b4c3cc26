package dev.anabranch.benchmarks.hosts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.model.cluster.MachineModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Flows on hosts in network namespaces with slow links, by two plans that differ in nothing but what hosts send: by a one-port
 * plan each sends in the plan's order, over hosts that send on; by a contention-free one all goes at once, and large
 * datasets from reader to reader. Of the flow {@code urgent} a host makes states one after the other that another keeps, and of
 * the last one a long task there begins; of {@code broadcast} four hosts read one dataset.
 */
public final class Sends {
    private static final List<String> READERS = SlowNetwork.NAMES.subList(1, SlowNetwork.NAMES.size());
    private static final int STATES = 10;
    private static final double LONG_SECONDS = 3;
    private static final List<MachineModel> MODELS = List.of(MachineModel.ONE_PORT, MachineModel.CONTENTION_FREE);

    private final Coordinator coordinator;
    private final SendsOptions options;

    private Sends(Coordinator coordinator, SendsOptions options) {
        this.coordinator = coordinator;
        this.options = options;
    }

    /** Prints a table or JSON. Within the coordinator's namespace {@link There} is called. */
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
        SlowNetwork.run(options.megabits(), 2, There.class, options.arguments());
    }

    /** Who runs the flows, where it reaches the hosts. */
    public static final class There {
        private There() {}

        /** @param arguments those of a {@link Coordinator}, then the options */
        public static void main(String[] arguments) throws IOException {
            List<String> all = List.of(arguments);
            SendsOptions options = SendsOptions.parse(all.subList(2, all.size()).toArray(String[]::new));
            String links =
                    "links:\n  other_host: { latency: 200us, bandwidth: " + options.megabits() * 125 + "kB/s }\n";
            new Sends(new Coordinator(all, links), options).measure();
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
            for (MachineModel model : MODELS) {
                PlannedFlow planned = coordinator.plan(
                        flow.getKey(), flow.getValue(), coordinator.cluster().withModel(model));
                cases.add(new Case(flow.getKey(), model, planned, new ArrayList<>()));
            }
        }
        for (int round = -1; round < options.rounds(); round++) {
            // They take turns, so that other load meets them all.
            for (Case one : cases) {
                double wall = coordinator.seconds(one.planned());
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
        for (String reader : READERS) {
            text.append("y_" + reader + " = large.touch(x) @on(\"" + reader + "/0\") @cost(time: 1ms, size: 8B)\n");
        }
        for (String reader : READERS) {
            text.append("publish y_" + reader + "\n");
        }
        return text.toString();
    }
}
