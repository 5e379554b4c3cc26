package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.IntRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Has workers run what they were given, and network cards, where they limit transfers, take those up in the order in which
 * they were given it, again and again with other durations. Each run and each transfer begins as soon as all has ended that
 * it comes after.
 */
final class PlannedSequence {
    private static final int NONE = -1;

    private final Problem problem;
    private final Dag dag;
    private final int[] workerOf;
    private final int[] before;
    private final TransferOrder order;
    private final int[] transferOf;
    private final double[] seconds;
    private final int[] sentBefore;
    private final int[] receivedBefore;
    private final int[] broughtBy;
    private final int[] sequence;
    private final double[] finish;

    /**
     * @param workerOf for each task its worker
     * @param before for each task the one before it on its worker, or -1
     * @throws IllegalArgumentException if something that a host needs is sent by nobody, or if workers and cards wait for each
     *     other in a circle
     */
    PlannedSequence(Problem problem, int[] workerOf, int[] before, TransferOrder order) {
        this.problem = problem;
        this.dag = problem.dag();
        this.workerOf = workerOf;
        this.before = before;
        this.order = order;
        int transfers = order.edge().length;
        this.transferOf = new int[dag.edges()];
        this.seconds = new double[transfers];
        this.sentBefore = new int[transfers];
        this.receivedBefore = new int[transfers];
        this.broughtBy = new int[transfers];
        this.finish = new double[problem.tasks() + transfers];
        Arrays.fill(transferOf, NONE);
        if (problem.cluster().model() == MachineModel.ONE_PORT) {
            Map<Long, Integer> arrivals = arrivals();
            assign(arrivals);
            follow(arrivals);
        }
        this.sequence = sorted();
    }

    /** By message and host, which transfer brings it there. */
    private Map<Long, Integer> arrivals() {
        Map<Long, Integer> arrivals = new HashMap<>();
        for (int transfer = 0; transfer < seconds.length; transfer++) {
            int edge = order.edge()[transfer];
            arrivals.put(key(problem.message(edge), hostOf(dag.target(edge))), transfer);
        }
        return arrivals;
    }

    private long key(int message, int host) {
        return (long) message * problem.hosts() + host;
    }

    private int hostOf(int task) {
        return problem.hostOf(workerOf[task]);
    }

    private void assign(Map<Long, Integer> arrivals) {
        for (int edge = 0; edge < transferOf.length; edge++) {
            int to = hostOf(dag.target(edge));
            if (hostOf(dag.source(edge)) != to) {
                Integer transfer = arrivals.get(key(problem.message(edge), to));
                if (transfer == null) {
                    throw new IllegalArgumentException(
                            "nobody sends message " + problem.message(edge) + " to host " + to);
                }
                transferOf[edge] = transfer;
                seconds[transfer] = Math.max(seconds[transfer], problem.far(edge));
            }
        }
    }

    private void follow(Map<Long, Integer> arrivals) {
        int[] lastSent = new int[problem.hosts()];
        int[] lastReceived = new int[problem.hosts()];
        Arrays.fill(lastSent, NONE);
        Arrays.fill(lastReceived, NONE);
        for (int transfer = 0; transfer < seconds.length; transfer++) {
            int edge = order.edge()[transfer];
            int from = order.from()[transfer];
            int to = hostOf(dag.target(edge));
            broughtBy[transfer] = from == hostOf(dag.source(edge))
                    ? NONE
                    : arrivals.getOrDefault(key(problem.message(edge), from), NONE);
            sentBefore[transfer] = lastSent[from];
            receivedBefore[transfer] = lastReceived[to];
            // What takes no time takes no card.
            if (seconds[transfer] > 0) {
                lastSent[from] = transfer;
                lastReceived[to] = transfer;
            }
        }
    }

    /** Tasks, and transfers from the number of tasks up, each after all that it comes after. */
    private int[] sorted() {
        int tasks = problem.tasks();
        IntRows.Builder needs = new IntRows.Builder();
        for (int task = 0; task < tasks; task++) {
            add(needs, before[task]);
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                needs.add(transferOf[edge] == NONE ? dag.source(edge) : tasks + transferOf[edge]);
            }
            needs.endRow();
        }
        for (int transfer = 0; transfer < seconds.length; transfer++) {
            needs.add(broughtBy[transfer] == NONE ? dag.source(order.edge()[transfer]) : tasks + broughtBy[transfer]);
            add(needs, sentBefore[transfer] == NONE ? NONE : tasks + sentBefore[transfer]);
            add(needs, receivedBefore[transfer] == NONE ? NONE : tasks + receivedBefore[transfer]);
            needs.endRow();
        }
        // Each follower once, however often it reads.
        IntRows follows = needs.build().transposed(finish.length);
        int[] waiting = new int[finish.length];
        for (int one = 0; one < waiting.length; one++) {
            for (int i = 0; i < follows.size(one); i++) {
                waiting[follows.get(one, i)]++;
            }
        }
        int[] sorted = new int[finish.length];
        int known = 0;
        for (int one = 0; one < waiting.length; one++) {
            if (waiting[one] == 0) {
                sorted[known++] = one;
            }
        }
        for (int next = 0; next < known; next++) {
            for (int i = 0; i < follows.size(sorted[next]); i++) {
                int one = follows.get(sorted[next], i);
                if (--waiting[one] == 0) {
                    sorted[known++] = one;
                }
            }
        }
        if (known < sorted.length) {
            throw new IllegalArgumentException("workers and network cards wait for each other in a circle");
        }
        return sorted;
    }

    private static void add(IntRows.Builder needs, int one) {
        if (one != NONE) {
            needs.add(one);
        }
    }

    /** The makespan with the durations as they are now, in seconds. */
    double makespan() {
        int tasks = problem.tasks();
        double makespan = 0;
        for (int one : sequence) {
            if (one < tasks) {
                finish[one] = start(one) + problem.seconds(one, workerOf[one]);
                makespan = Math.max(makespan, finish[one]);
            } else {
                finish[one] = leaves(one - tasks) + seconds[one - tasks];
            }
        }
        return makespan;
    }

    private double start(int task) {
        double start = before[task] == NONE ? 0 : finish[before[task]] + problem.pause(before[task]);
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
            int source = dag.source(edge);
            double arrival = transferOf[edge] == NONE
                    ? problem.arrival(edge, finish[source], workerOf[source], workerOf[task])
                    : finish[problem.tasks() + transferOf[edge]];
            start = Math.max(start, arrival);
        }
        return start;
    }

    private double leaves(int transfer) {
        int edge = order.edge()[transfer];
        int source = dag.source(edge);
        double there = broughtBy[transfer] == NONE
                ? finish[source] - problem.late(edge) * problem.seconds(source, workerOf[source])
                : ended(broughtBy[transfer]);
        return Math.max(there, Math.max(ended(sentBefore[transfer]), ended(receivedBefore[transfer])));
    }

    private double ended(int transfer) {
        return transfer == NONE ? 0 : finish[problem.tasks() + transfer];
    }
}
