package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.compiler.simulate.OnePort;
import dev.anabranch.compiler.simulate.PortTransfers;
import dev.anabranch.compiler.simulate.Times;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;

/** The units of a flow as a scheduling problem: each dataset, under each name that is read, is a message of its own. */
final class FlowProblem {
    private final Problem problem;
    private final Cluster cluster;

    private FlowProblem(Problem problem, Cluster cluster) {
        this.problem = problem;
        this.cluster = cluster;
    }

    /** @throws PlanningFailure if a unit can run on no worker */
    static FlowProblem of(OptimizedGraph graph, Cluster cluster) {
        Dag dag = Dag.of(graph);
        ClusterCosts costs = new ClusterCosts(dag, graph, cluster);
        int[][] candidates = new int[dag.units()][];
        Arrays.setAll(candidates, costs::candidates);
        return new FlowProblem(Problem.of(dag, cluster, slots(graph, dag), candidates), cluster);
    }

    /** The slot of each edge; edges are numbered as {@link Dag#of} finds them. */
    private static int[] slots(OptimizedGraph graph, Dag dag) {
        TaskGraph tasks = graph.graph();
        int[] slots = new int[dag.edges()];
        int[] seen = new int[tasks.slotCount()];
        Arrays.fill(seen, -1);
        int edge = 0;
        for (int unit = 0; unit < dag.units(); unit++) {
            for (int i = 0; i < graph.units().size(unit); i++) {
                int task = graph.units().get(unit, i);
                for (int k = 0; k < tasks.inputs().size(task); k++) {
                    int slot = tasks.inputs().get(task, k);
                    int producer = graph.producerUnit(slot);
                    if (producer >= 0 && producer != unit && seen[slot] != unit) {
                        seen[slot] = unit;
                        slots[edge++] = slot;
                    }
                }
            }
        }
        if (edge != slots.length) {
            throw new IllegalStateException(edge + " edges by slot, " + slots.length + " in the graph");
        }
        return slots;
    }

    Problem problem() {
        return problem;
    }

    /** The orders with exact times and transfers. */
    Scheduled timed(WorkerOrders orders, String by, String reason) {
        if (cluster.model() == MachineModel.ONE_PORT) {
            OnePort simulator = new OnePort(problem);
            Times times = simulator.run(orders);
            HostTransfers departures = HostTransfers.empty();
            PortTransfers transfers = simulator.transfers();
            for (int transfer = 0; transfer < transfers.count(); transfer++) {
                departures.add(
                        simulator.messageOf(transfer),
                        transfers.from(transfer),
                        transfers.to(transfer),
                        transfers.start(transfer),
                        transfers.finish(transfer));
            }
            return new Scheduled(orders.schedule(times.start(), times.finish()), departures, by, reason, true);
        }
        Times times = ExactTimes.of(MachineModel.CONTENTION_FREE, problem, orders);
        return new Scheduled(orders.schedule(times.start(), times.finish()), HostTransfers.atOnce(), by, reason, true);
    }

    /** A schedule whose times know nothing of network cards, with those that they allow. */
    Scheduled timed(Schedule schedule, String by) {
        if (cluster.model() == MachineModel.CONTENTION_FREE) {
            return new Scheduled(schedule, HostTransfers.atOnce(), by, "", true);
        }
        return timed(WorkerOrders.of(schedule), by, "");
    }
}
