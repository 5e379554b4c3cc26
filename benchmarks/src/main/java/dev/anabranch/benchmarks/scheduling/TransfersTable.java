package dev.anabranch.benchmarks.scheduling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.ScheduleTransfers;
import dev.anabranch.compiler.schedule.list.InsertionHeft;
import dev.anabranch.compiler.schedule.list.OnePortHeft;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.schedule.search.Budget;
import dev.anabranch.compiler.schedule.search.ScheduleSearch;
import dev.anabranch.compiler.simulate.RoutedPorts;
import dev.anabranch.compiler.simulate.RoutedTimes;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.testkit.TaskShapes;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What {@link ScheduleTransfers} gains with one port: a dataset of a second's transfer from one host to all others, and graphs
 * of many shapes on four hosts of four workers, as three schedulers place them. Figures of shapes are means over three graphs.
 */
final class TransfersTable {
    private static final int[] BROADCASTS = {4, 8, 16};
    private static final long[] SEEDS = {1, 2, 3};
    private static final double[] RATIOS = {1, 10};
    private static final long SEARCH = 500_000;
    private static final double BYTES_PER_SECOND = 1.25e8;

    private final ArrayNode rows;

    /** Makespans of one graph, and how many of its transfers hosts send on. */
    private record Gain(double before, double after, int transfers, long relayed) {}

    TransfersTable(ObjectNode json) {
        this.rows = json.putArray("transfers");
    }

    void run() {
        System.out.printf(
                "%ntransfers%n%-16s %5s %-8s %9s %9s %7s %9s %8s%n",
                "shape", "CCR", "placed", "before s", "after s", "less %", "transfers", "sent on");
        for (int hosts : BROADCASTS) {
            Problem problem = Problem.of(broadcast(hosts), cluster(hosts, 1));
            int[] worker = IntStream.rangeClosed(0, hosts)
                    .map(task -> Math.max(0, task - 1))
                    .toArray();
            int[] tasks = IntStream.rangeClosed(0, hosts).toArray();
            WorkerOrders orders = WorkerOrders.ofSequence(hosts, tasks, worker, tasks.length);
            print("broadcast to " + hosts, 1, "each", List.of(gain(problem, orders)));
        }
        for (double ratio : RATIOS) {
            List<Map<String, Dag>> graphs = Arrays.stream(SEEDS)
                    .mapToObj(seed -> TaskShapes.large(seed, ratio))
                    .toList();
            for (String shape : graphs.get(0).keySet()) {
                List<Problem> problems = graphs.stream()
                        .map(all -> Problem.of(all.getOrDefault(shape, broadcast(1)), cluster(4, 4)))
                        .toList();
                print(shape, ratio, "HEFT", gains(problems, new InsertionHeft()::schedule));
                print(shape, ratio, "OPHEFT", gains(problems, new OnePortHeft()::schedule));
                print(shape, ratio, "search", gains(problems, TransfersTable::searched));
            }
        }
    }

    private interface Placing {
        WorkerOrders place(Problem problem);
    }

    private static WorkerOrders searched(Problem problem) {
        return ScheduleSearch.run(problem, MachineModel.ONE_PORT, false, 1, Budget.ofEffort(SEARCH))
                .orders();
    }

    private static List<Gain> gains(List<Problem> problems, Placing placing) {
        return problems.stream()
                .map(problem -> gain(problem, placing.place(problem)))
                .toList();
    }

    private static Gain gain(Problem problem, WorkerOrders orders) {
        RoutedPorts ports = new RoutedPorts(problem, orders);
        ports.run(RoutedPorts.Policy.arrival(), Long.MAX_VALUE);
        RoutedTimes before = ports.times();
        RoutedTimes after = ScheduleTransfers.shortest(ports, before);
        return new Gain(
                before.makespan(),
                after.makespan(),
                after.transfers().size(),
                after.transfers().stream().filter(RoutedTimes.Moved::relayed).count());
    }

    private static Dag broadcast(int hosts) {
        double[] work = new double[hosts + 1];
        double[] bytes = new double[hosts];
        double[] readiness = new double[hosts];
        Arrays.fill(work, 1);
        Arrays.fill(bytes, BYTES_PER_SECOND);
        Arrays.fill(readiness, 1);
        return new Dag(work, new int[hosts], IntStream.rangeClosed(1, hosts).toArray(), bytes, readiness);
    }

    private static Cluster cluster(int hosts, int workers) {
        List<Host> all = IntStream.range(0, hosts)
                .mapToObj(host -> new Host("h" + host, Collections.nCopies(workers, 1.0), 0, List.of()))
                .toList();
        return Cluster.of(all, new Link(1e-4, 1.25e9), new Link(1e-3, BYTES_PER_SECOND));
    }

    private void print(String shape, double ratio, String placed, List<Gain> gains) {
        double before = gains.stream().mapToDouble(Gain::before).average().orElseThrow();
        double after = gains.stream().mapToDouble(Gain::after).average().orElseThrow();
        double transfers = gains.stream().mapToInt(Gain::transfers).average().orElseThrow();
        double relayed = gains.stream().mapToLong(Gain::relayed).average().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%-16s %5.1f %-8s %9.2f %9.2f %7.1f %9.0f %8.0f%n",
                shape,
                ratio,
                placed,
                before,
                after,
                100 * (1 - after / before),
                transfers,
                relayed);
        ObjectNode row = rows.addObject();
        row.put("shape", shape);
        row.put("ccr", ratio);
        row.put("placed_by", placed);
        row.put("before_s", before);
        row.put("after_s", after);
        row.put("transfers", transfers);
        row.put("sent_on", relayed);
    }
}
