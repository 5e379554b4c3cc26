package dev.anabranch.benchmarks.scheduling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.list.ListScheduler;
import dev.anabranch.compiler.schedule.list.ListSchedulers;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.testkit.TaskShapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What list schedulers do with graphs of many shapes on four hosts of four workers: makespans and bytes between hosts, the
 * best that splits the graph over hosts beside the best of the others. Figures are geometric means over three graphs.
 */
final class ListTable {
    private static final long[] SEEDS = {1, 2, 3};
    private static final double[] RATIOS = {0.1, 1, 10};
    private static final String SPLITTING = "PARTITION";

    /** Of one scheduler, on one graph. */
    private record Outcome(double makespan, double bytes) {}

    void run(ObjectNode json) {
        System.out.printf(
                "%nlists%n%-16s %5s %-16s %9s %-12s %9s %9s %12s %12s%n",
                "model", "CCR", "shape", "HEFT s", "best other", "other s", "split s", "other MB", "split MB");
        ArrayNode rows = json.putArray("lists");
        for (MachineModel model : MachineModel.values()) {
            for (double ratio : RATIOS) {
                Map<String, Map<String, List<Outcome>>> byShape = new LinkedHashMap<>();
                for (long seed : SEEDS) {
                    TaskShapes.large(seed, ratio)
                            .forEach((shape, dag) -> measure(
                                    Problem.of(dag, cluster(model)),
                                    byShape.computeIfAbsent(shape, unused -> new LinkedHashMap<>())));
                }
                byShape.forEach((shape, outcomes) -> {
                    ObjectNode row = rows.addObject();
                    row.put("model", model.label());
                    row.put("ccr", ratio);
                    row.put("shape", shape);
                    print(model, ratio, shape, outcomes, row.putObject("schedulers"));
                });
            }
        }
    }

    private static void measure(Problem problem, Map<String, List<Outcome>> outcomes) {
        MachineModel model = problem.cluster().model();
        for (ListScheduler scheduler : ListSchedulers.all()) {
            WorkerOrders orders = scheduler.schedule(problem);
            if (!orders.hasCopies(problem.tasks())) {
                double makespan = ExactTimes.of(model, problem, orders).makespan();
                outcomes.computeIfAbsent(scheduler.name(), unused -> new ArrayList<>())
                        .add(new Outcome(makespan, crossing(problem, orders)));
            }
        }
    }

    /** Bytes that go from host to host, each dataset once to each. */
    private static double crossing(Problem problem, WorkerOrders orders) {
        int[] host = new int[problem.tasks()];
        for (int worker = 0; worker < orders.workers(); worker++) {
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                host[orders.task(place)] = problem.hostOf(worker);
            }
        }
        Dag dag = problem.dag();
        double sum = 0;
        double[] largest = new double[problem.hosts()];
        for (int task = 0; task < dag.units(); task++) {
            for (int i = 0; i < dag.outDegree(task); i++) {
                int edge = dag.outEdge(task, i);
                int to = host[dag.target(edge)];
                largest[to] = to == host[task] ? 0 : Math.max(largest[to], dag.bytes(edge));
            }
            for (int to = 0; to < largest.length; to++) {
                sum += largest[to];
                largest[to] = 0;
            }
        }
        return sum;
    }

    private static void print(
            MachineModel model, double ratio, String shape, Map<String, List<Outcome>> outcomes, ObjectNode json) {
        String other = "";
        String split = "";
        for (Map.Entry<String, List<Outcome>> each : outcomes.entrySet()) {
            String name = each.getKey();
            ObjectNode row = json.putObject(name);
            row.put("makespan_s", seconds(outcomes, name));
            row.put("crossing_bytes", bytes(outcomes, name));
            if (name.startsWith(SPLITTING)) {
                split = better(outcomes, name, split) ? name : split;
            } else {
                other = better(outcomes, name, other) ? name : other;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-16s %5s %-16s %9.1f %-12s %9.1f %9.1f %12.0f %12.0f%n",
                model.label(),
                ratio,
                shape,
                seconds(outcomes, "HEFT"),
                other,
                seconds(outcomes, other),
                seconds(outcomes, split),
                bytes(outcomes, other) / 1e6,
                bytes(outcomes, split) / 1e6);
    }

    private static boolean better(Map<String, List<Outcome>> outcomes, String name, String than) {
        return than.isEmpty() || seconds(outcomes, name) < seconds(outcomes, than);
    }

    private static double seconds(Map<String, List<Outcome>> outcomes, String name) {
        return WorkflowQuality.geometric(outcomes.getOrDefault(name, List.of()).stream()
                .map(Outcome::makespan)
                .toList());
    }

    private static double bytes(Map<String, List<Outcome>> outcomes, String name) {
        return outcomes.getOrDefault(name, List.of()).stream()
                .mapToDouble(Outcome::bytes)
                .average()
                .orElse(0);
    }

    private static Cluster cluster(MachineModel model) {
        List<Host> hosts = new ArrayList<>();
        for (int host = 0; host < 4; host++) {
            hosts.add(new Host("h" + host, Collections.nCopies(4, 1.0), 0, List.of()));
        }
        return Cluster.of(hosts, new Link(1e-4, 1.25e9), new Link(1e-3, 1.25e8)).withModel(model);
    }
}
