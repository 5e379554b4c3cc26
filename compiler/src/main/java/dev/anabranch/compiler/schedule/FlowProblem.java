package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.Deliveries;
import dev.anabranch.compiler.simulate.Times;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.TaskFamily;
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
        Problem problem = Problem.of(dag, cluster, slots(graph, dag), candidates);
        return new FlowProblem(problem.runningOnce(once(graph)), cluster);
    }

    /**
     * Which units must run once: those with a task that has an effect or need not give the same again, that hands over its
     * outputs while it runs, or whose outputs are to be there once, until the run ends or after it.
     */
    private static boolean[] once(OptimizedGraph graph) {
        boolean[] once = new boolean[graph.units().rows()];
        for (int unit = 0; unit < once.length; unit++) {
            for (int i = 0; i < graph.units().size(unit); i++) {
                TaskFamily family = graph.graph().family(graph.units().get(unit, i));
                Requirements demands = family.requirements();
                once[unit] |= family.signature().effect()
                        || !family.signature().deterministic()
                        || family.signature().generator()
                        || demands.keep()
                        || demands.checkpoint()
                        || demands.gang() > 1;
            }
        }
        return once;
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

    /** The same with workers that are busy with something else after some units. */
    FlowProblem pausingAfter(double[] seconds) {
        return new FlowProblem(problem.pausingAfter(seconds), cluster);
    }

    /** The orders with exact times and transfers. */
    Scheduled timed(WorkerOrders orders, String by, String reason) {
        Deliveries deliveries = Deliveries.of(cluster.model(), problem, orders);
        HostTransfers departures = HostTransfers.empty();
        deliveries.forEachTransfer(departures::add);
        if (orders.hasCopies(problem.tasks())) {
            addSenders(deliveries, departures);
        }
        Times times = deliveries.times();
        return Scheduled.of(orders.schedule(times.start(), times.finish()), departures, by, reason);
    }

    private void addSenders(Deliveries deliveries, HostTransfers departures) {
        Dag dag = problem.dag();
        WorkerOrders orders = deliveries.orders();
        for (int place = 0; place < orders.places(); place++) {
            int task = orders.task(place);
            int worker = deliveries.worker(place);
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                int source = deliveries.worker(deliveries.source(edge, worker));
                if (source != worker && deliveries.hasCopies(dag.source(edge))) {
                    departures.addMaker(problem.message(edge), cluster.hostOf(worker), source);
                }
            }
        }
    }

    /** A schedule whose times know nothing of network cards, with those that they allow. */
    Scheduled timed(Schedule schedule, String by) {
        if (cluster.model() == MachineModel.CONTENTION_FREE) {
            return Scheduled.of(schedule, HostTransfers.atOnce(), by, "");
        }
        return timed(WorkerOrders.of(schedule), by, "");
    }
}
