package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.RowOrder;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.type.Quantity;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the machine model leaves out, and what decides where tasks take less than a microsecond: a worker pays for each
 * dataset that it takes from another core, and for each task that a table must name because no loop does. So it
 * compares a schedule with the same placement in the order in which one would write loops by hand, and with neighbours
 * side by side in that order.
 */
final class ShortTasks {
    /** Seconds of tasks whose time is not long beside such costs. */
    private static final double SHORT = 1e-6;
    /** Seconds that a task costs more where a table tells which it is than where a loop does. */
    private static final double DISPATCH = 20e-9;
    /** Seconds for which a core waits for a line of memory that another core has written. */
    private static final double RECEIPT = 50e-9;

    private final FlowProblem flow;
    private final Problem problem;
    private final Cluster cluster;
    private final RowOrder rows;

    private ShortTasks(FlowProblem flow, Cluster cluster) {
        this.flow = flow;
        this.problem = flow.problem();
        this.cluster = cluster;
        this.rows = RowOrder.of(problem);
    }

    /** The best of the schedule and those beside it; the schedule itself where tasks are long. */
    static Scheduled arranged(FlowProblem flow, Cluster cluster, Scheduled found) {
        Problem problem = flow.problem();
        double work = IntStream.range(0, problem.tasks())
                .mapToDouble(problem.dag()::work)
                .sum();
        return problem.tasks() == 0 || work >= SHORT * problem.tasks()
                ? found
                : new ShortTasks(flow, cluster).best(found);
    }

    private Scheduled best(Scheduled found) {
        WorkerOrders orders = WorkerOrders.of(found.schedule());
        if (orders.hasCopies(problem.tasks())) {
            return found;
        }
        int[] worker = RowOrder.placement(orders, problem.tasks());
        WorkerOrders loops = rows.of(worker);
        boolean regular =
                IntStream.range(0, orders.places()).allMatch(place -> orders.task(place) == loops.task(place));
        double asFound =
                found.schedule().makespan() + RECEIPT * receipts(worker) + (regular ? 0 : DISPATCH * longest(orders));
        double asLoops = regular ? asFound : seconds(loops) + RECEIPT * receipts(worker);
        int[] blocks = blocks();
        double asBlocks =
                blocks == null ? Double.POSITIVE_INFINITY : seconds(rows.of(blocks)) + RECEIPT * receipts(blocks);
        if (asFound <= Math.min(asLoops, asBlocks)) {
            return found;
        }
        String reason = String.format(
                Locale.ROOT,
                "%s row by row, %s with hand-offs and look-ups instead of %s",
                asBlocks < asLoops ? "neighbours side by side," : "the same placement",
                Quantity.showSeconds(Math.min(asBlocks, asLoops)),
                Quantity.showSeconds(asFound));
        return flow.timed(
                asBlocks < asLoops && blocks != null ? rows.of(blocks) : loops,
                found.by(),
                found.reason().isEmpty() ? reason : found.reason() + "; " + reason);
    }

    private double seconds(WorkerOrders orders) {
        return ExactTimes.makespan(cluster.model(), problem, orders);
    }

    /** Each row cut into one piece for each worker, by their speeds; null if some unit may not run everywhere. */
    private int @Nullable [] blocks() {
        if (IntStream.range(0, problem.tasks()).anyMatch(unit -> problem.candidates(unit).length < problem.workers())) {
            return null;
        }
        double[] shares = new double[problem.workers() + 1];
        for (int w = 0; w < problem.workers(); w++) {
            shares[w + 1] = shares[w] + cluster.speed(w);
        }
        int[] worker = new int[problem.tasks()];
        int begin = 0;
        while (begin < worker.length) {
            int end = rows.endOfRow(begin);
            double sum = 0;
            for (int place = begin; place < end; place++) {
                sum += problem.dag().work(rows.task(place));
            }
            double before = 0;
            int w = 0;
            for (; begin < end; begin++) {
                double work = problem.dag().work(rows.task(begin));
                double middle = (before + work / 2) / Math.max(sum, Double.MIN_NORMAL) * shares[problem.workers()];
                while (w + 1 < problem.workers() && middle >= shares[w + 1]) {
                    w++;
                }
                worker[rows.task(begin)] = w;
                before += work;
            }
        }
        return worker;
    }

    /** How many datasets from others the worker takes that takes most. */
    private int receipts(int[] worker) {
        Dag dag = problem.dag();
        int[] receipts = new int[problem.workers()];
        for (int unit = 0; unit < worker.length; unit++) {
            for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
                if (worker[dag.source(edge)] != worker[unit]) {
                    receipts[worker[unit]]++;
                }
            }
        }
        return Arrays.stream(receipts).max().orElse(0);
    }

    private static int longest(WorkerOrders orders) {
        return IntStream.range(0, orders.workers())
                .map(worker -> orders.first(worker + 1) - orders.first(worker))
                .max()
                .orElse(0);
    }
}
