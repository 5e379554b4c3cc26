package dev.anabranch.benchmarks.scheduling;

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

/** What each list scheduler does with graphs of many shapes on four hosts: how long they take, how much crosses. */
final class ListTable {
    private static final long[] SEEDS = {1, 2, 3};
    private static final double[] RATIOS = {0.1, 1, 10};

    private final Map<String, List<Double>> makespans = new LinkedHashMap<>();
    private final Map<String, List<Double>> crossing = new LinkedHashMap<>();
    private final Map<String, Integer> wins = new LinkedHashMap<>();

    /** Geometric means over the graphs, as ratios to HEFT; and how often each is the shortest, ties for the first. */
    void run(ObjectNode json) {
        for (MachineModel model : MachineModel.values()) {
            for (double ratio : RATIOS) {
                for (Map.Entry<String, Dag> shape : TaskShapes.large(0, 1).entrySet()) {
                    makespans.clear();
                    crossing.clear();
                    wins.clear();
                    for (long seed : SEEDS) {
                        measure(Problem.of(TaskShapes.large(seed, ratio).get(shape.getKey()), cluster(model)), model);
                    }
                    print(model.label() + " " + ratio + " " + shape.getKey(), json);
                }
            }
        }
    }

    private void measure(Problem problem, MachineModel model) {
        String best = "";
        double least = Double.POSITIVE_INFINITY;
        double heft = 0;
        double heftBytes = 0;
        for (ListScheduler scheduler : ListSchedulers.all()) {
            WorkerOrders orders = scheduler.schedule(problem);
            if (orders.hasCopies(problem.tasks())) {
                continue;
            }
            double makespan = ExactTimes.of(model, problem, orders).makespan();
            double bytes = crossing(problem, orders);
            if (scheduler.name().equals("HEFT")) {
                heft = makespan;
                heftBytes = bytes;
            }
            if (makespan < least * (1 - 1e-9)) {
                least = makespan;
                best = scheduler.name();
            }
            makespans
                    .computeIfAbsent(scheduler.name(), unused -> new ArrayList<>())
                    .add(makespan / heft);
            crossing.computeIfAbsent(scheduler.name(), unused -> new ArrayList<>())
                    .add(bytes / heftBytes);
        }
        wins.merge(best, 1, Integer::sum);
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
        for (int task = 0; task < dag.units(); task++) {
            double[] largest = new double[problem.hosts()];
            for (int i = 0; i < dag.outDegree(task); i++) {
                int edge = dag.outEdge(task, i);
                int to = host[dag.target(edge)];
                largest[to] = to == host[task] ? 0 : Math.max(largest[to], dag.bytes(edge));
            }
            for (double bytes : largest) {
                sum += bytes;
            }
        }
        return sum;
    }

    private void print(String title, ObjectNode json) {
        System.out.printf("%-32s", title);
        makespans.forEach((name, ratios) -> {
            if (List.of(
                            "OPHEFT",
                            "HEFT-LA",
                            "PARTITION",
                            "PARTITION-OP",
                            "PARTITION-append",
                            "CPOP",
                            "MCP",
                            "ONEWORKER")
                    .contains(name))
                System.out.printf(
                        Locale.ROOT,
                        " %s %.3f/%.2f",
                        name,
                        WorkflowQuality.geometric(ratios),
                        crossing.get(name).stream()
                                .mapToDouble(d -> d)
                                .average()
                                .orElse(0));
        });
        System.out.println("  " + wins);
    }

    private static Cluster cluster(MachineModel model) {
        List<Host> hosts = new ArrayList<>();
        for (int host = 0; host < 4; host++) {
            hosts.add(new Host("h" + host, Collections.nCopies(4, 1.0), 0, List.of()));
        }
        return Cluster.of(hosts, new Link(1e-4, 1.25e9), new Link(1e-3, 1.25e8)).withModel(model);
    }
}
