package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.MachineModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The exact times of workers' orders, and from which run each run has each of its inputs: from its own worker's, else from
 * the one that the machine model has reach it first. All workers of a host that do not make a message themselves have it
 * from one run.
 */
public final class Deliveries {
    private static final int NONE = -1;

    private final Problem problem;
    private final Dag dag;
    private final WorkerOrders orders;
    private final Times times;
    private final boolean onePort;
    private final int[] workerOf;
    private final int[] firstCopy;
    private final int[] nextCopy;
    private final Map<Long, Integer> transferOf = new HashMap<>();
    private final PortTransfers transfers;

    private Deliveries(Problem problem, WorkerOrders orders, Times times, PortTransfers transfers, boolean onePort) {
        this.problem = problem;
        this.dag = problem.dag();
        this.orders = orders;
        this.times = times;
        this.transfers = transfers;
        this.onePort = onePort;
        this.workerOf = new int[orders.places()];
        this.firstCopy = new int[problem.tasks()];
        this.nextCopy = new int[orders.places()];
        Arrays.fill(firstCopy, NONE);
        for (int worker = orders.workers() - 1; worker >= 0; worker--) {
            for (int place = orders.first(worker + 1) - 1; place >= orders.first(worker); place--) {
                workerOf[place] = worker;
                nextCopy[place] = firstCopy[orders.task(place)];
                firstCopy[orders.task(place)] = place;
            }
        }
    }

    /**
     * Simulates orders in which each worker runs a task, if it does, before the tasks that read from it.
     *
     * @throws IllegalArgumentException if workers wait for each other in a circle, or a task runs nowhere
     */
    public static Deliveries of(MachineModel model, Problem problem, WorkerOrders orders) {
        if (model == MachineModel.CONTENTION_FREE) {
            Times times = new ContentionFree(problem, orders).run();
            return new Deliveries(problem, orders, times, new PortTransfers(), false);
        }
        OnePort simulator = new OnePort(problem);
        Times times = simulator.run(orders);
        Deliveries deliveries = new Deliveries(problem, orders, times, simulator.transfers(), true);
        for (int transfer = 0; transfer < simulator.transfers().count(); transfer++) {
            deliveries.transferOf.put(
                    key(simulator.messageOf(transfer), simulator.transfers().to(transfer)), transfer);
        }
        return deliveries;
    }

    /** When all runs start and finish. */
    public Times times() {
        return times;
    }

    /** The orders that were simulated. */
    public WorkerOrders orders() {
        return orders;
    }

    /** The worker of a place. */
    public int worker(int place) {
        return workerOf[place];
    }

    /** The place of a task's first run; the others follow by {@link #nextCopy}. */
    public int firstCopy(int task) {
        return firstCopy[task];
    }

    /** The place of the next run of the same task, or -1. */
    public int nextCopy(int place) {
        return nextCopy[place];
    }

    /** The place of a task's run on a worker, or -1. */
    public int runOn(int task, int worker) {
        int copy = firstCopy[task];
        while (copy != NONE && workerOf[copy] != worker) {
            copy = nextCopy[copy];
        }
        return copy;
    }

    /** The place of the run that a worker has an edge's data from. */
    public int source(int edge, int worker) {
        int first = firstCopy[dag.source(edge)];
        if (nextCopy[first] == NONE) {
            return first;
        }
        int own = runOn(dag.source(edge), worker);
        if (own != NONE) {
            return own;
        }
        int host = problem.hostOf(worker);
        boolean here = false;
        for (int copy = first; copy != NONE; copy = nextCopy[copy]) {
            here |= problem.hostOf(workerOf[copy]) == host;
        }
        if (onePort && !here) {
            Integer transfer = transferOf.get(key(problem.message(edge), host));
            return transfer == null ? first : transfers.place(transfer);
        }
        int best = NONE;
        for (int copy = first; copy != NONE; copy = nextCopy[copy]) {
            boolean candidate = !onePort || problem.hostOf(workerOf[copy]) == host;
            if (candidate && (best == NONE || direct(edge, copy, worker) < direct(edge, best, worker))) {
                best = copy;
            }
        }
        return best;
    }

    private double direct(int edge, int copy, int worker) {
        return problem.arrival(edge, times.finish()[copy], workerOf[copy], worker);
    }

    /**
     * When a worker has an edge's data, or would have it if its network card were free.
     *
     * @param worker any, whether it reads the data or not
     */
    public double arrival(int edge, int worker) {
        int source = source(edge, worker);
        if (onePort && problem.hostOf(workerOf[source]) != problem.hostOf(worker)) {
            Integer transfer = transferOf.get(key(problem.message(edge), problem.hostOf(worker)));
            if (transfer != null) {
                return transfers.finish(transfer);
            }
        }
        return direct(edge, source, worker);
    }

    /** Whether a task runs more than once. */
    public boolean hasCopies(int task) {
        return nextCopy[firstCopy[task]] != NONE;
    }

    /** The transfers that network cards made wait, or might have. */
    public void forEachTransfer(TransferListener listener) {
        transferOf.forEach((key, transfer) -> listener.transfer(
                (int) (key >> 32),
                transfers.from(transfer),
                (int) (long) key,
                transfers.start(transfer),
                transfers.finish(transfer)));
    }

    /** Takes transfers between hosts. */
    @FunctionalInterface
    public interface TransferListener {
        /** A message on its way from one host to another. */
        void transfer(int message, int fromHost, int toHost, double start, double finish);
    }

    private static long key(int message, int host) {
        return (long) message << 32 | host;
    }
}
