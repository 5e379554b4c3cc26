package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.RoutedPorts;
import dev.anabranch.compiler.simulate.RoutedPorts.Policy;
import dev.anabranch.compiler.simulate.RoutedTimes;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.type.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides who sends which dataset to which host, and when, where a host's network card sends one and receives one transfer
 * at a time. Where tasks run, and in which order, stays.
 *
 * <pre>
 *   a -> b                      a -> b
 *     -> c                        -> c
 *       -> d          =>        b -> d         three steps become two
 * </pre>
 *
 * <p>Each dataset goes once to each host that reads it. Transfers start as soon as the dataset is there and both cards are
 * free, so they overlap with computing and arrive ahead of their readers. Three things are tried, each alone and together:
 * what waits starts in the order of its latest start, which follows from the tasks that wait for it, instead of in the order
 * in which it came to wait; hosts that have received a dataset send it on, so that broadcasts become trees (binomial ones
 * where nothing else is sent: Johnsson and Ho, "Optimum broadcasting and personalized communication in hypercubes", 1989);
 * and a card stays idle for a moment where it would otherwise be busy when something comes that cannot wait. The latest
 * starts are those that the outcome before leaves, made anew some times (forward and backward passes, after Li and Willis,
 * "An iterative scheduling technique for resource-constrained project scheduling", 1992).
 *
 * <p>The exact simulation of {@link RoutedPorts} judges; only what shortens the makespan by a thousandth is taken, so the plan never takes
 * longer than before. Where a host has not enough memory for what arrives early, transfers are put off as far as nobody
 * waits for them.
 */
public final class ScheduleTransfers {
    /** So much of the makespan must be saved before a plan is changed for it. */
    private static final double WORTH = 1e-3;
    /** What differs by less differs by rounding. */
    private static final double ROUNDING = 1e-9;
    /** How often the order is made anew from the last outcome. */
    private static final int ROUNDS = 8;
    /** How much of the time that is lost to waiting cards keep in mind; below 0 they never stay idle for what comes. */
    private static final double[] HURRIES = {-1, 0, 0.5, 1};
    /** Steps of simulations over all rounds. */
    private static final long EFFORT = 40_000_000;

    private ScheduleTransfers() {}

    /**
     * A schedule with its transfers.
     *
     * @param scheduled the same order of tasks, with times
     * @param decisions what was gained by it
     */
    public record Outcome(Scheduled scheduled, List<Decision> decisions) {}

    /**
     * Shorter ways to send what a schedule needs; the second only if a host's memory does not suffice for the first. None if
     * there is none.
     */
    public static List<Outcome> shorter(OptimizedGraph graph, Cluster cluster, Scheduled scheduled) {
        if (!applies(graph, cluster, scheduled)) {
            return List.of();
        }
        WorkerOrders orders = WorkerOrders.of(scheduled.schedule());
        RoutedPorts ports = new RoutedPorts(FlowProblem.of(graph, cluster).problem(), orders);
        // Too much waits at a time to look at it again and again.
        if (ports.run(Policy.arrival(), EFFORT) == Double.POSITIVE_INFINITY) {
            return List.of();
        }
        RoutedTimes before = ports.times();
        RoutedTimes after = shortest(ports, before);
        if (after.makespan() >= scheduled.schedule().makespan() * (1 - WORTH)) {
            return List.of();
        }
        String flow = graph.graph().flow();
        String gain = gain(before, after);
        return List.of(
                outcome(scheduled, orders, after, flow, gain),
                outcome(scheduled, orders, after.postponed(), flow, gain + postponed(after)));
    }

    /** A schedule whose transfers arrive no earlier than they must; empty if nothing is sent, or if too much waits at a time. */
    public static Optional<Outcome> putOff(OptimizedGraph graph, Cluster cluster, Scheduled scheduled) {
        if (!applies(graph, cluster, scheduled)) {
            return Optional.empty();
        }
        WorkerOrders orders = WorkerOrders.of(scheduled.schedule());
        RoutedPorts ports = new RoutedPorts(FlowProblem.of(graph, cluster).problem(), orders);
        if (ports.run(Policy.arrival(), EFFORT) == Double.POSITIVE_INFINITY) {
            return Optional.empty();
        }
        RoutedTimes times = ports.times();
        return times.transfers().isEmpty()
                ? Optional.empty()
                : Optional.of(outcome(
                        scheduled,
                        orders,
                        times.postponed(),
                        graph.graph().flow(),
                        "order of arrival" + postponed(times)));
    }

    private static boolean applies(OptimizedGraph graph, Cluster cluster, Scheduled scheduled) {
        return cluster.model() == MachineModel.ONE_PORT
                && cluster.hosts().size() > 1
                && scheduled.schedule().placements() == graph.units().rows();
    }

    /**
     * The shortest way found to send what workers' orders need.
     *
     * @param ports a simulator of the orders, which has just simulated the order of arrival
     * @param arrival what it said
     */
    public static RoutedTimes shortest(RoutedPorts ports, RoutedTimes arrival) {
        RoutedTimes best = arrival;
        long left = EFFORT;
        double[] byCards = ports.latest(true);
        double[] byReaders = ports.latest(false);
        // Without waiting for cards it would take so long; what must be in time for that is more urgent than for this.
        double shortest = ports.chain();
        for (boolean relay : new boolean[] {false, true}) {
            for (double hurry : HURRIES) {
                for (double[] first : List.of(byReaders, byCards)) {
                    double[] latest = first;
                    double last = arrival.makespan();
                    for (int round = 0; round < ROUNDS && left > 0; round++) {
                        if (best.makespan() <= shortest * (1 + ROUNDING)) {
                            return best;
                        }
                        double earlier = hurry * (last - shortest);
                        double[] wanted = Arrays.stream(latest)
                                .map(time -> time - earlier)
                                .toArray();
                        double makespan = ports.run(new Policy(wanted, relay, hurry >= 0), left);
                        left -= ports.size() + ports.effort();
                        if (makespan < best.makespan() * (1 - ROUNDING)) {
                            best = ports.times();
                        } else if (makespan == Double.POSITIVE_INFINITY) {
                            break;
                        }
                        last = makespan;
                        latest = ports.latest(true);
                    }
                }
            }
        }
        return best;
    }

    private static Outcome outcome(
            Scheduled scheduled, WorkerOrders orders, RoutedTimes times, String flow, String reason) {
        Scheduled routed =
                scheduled.withTransfers(orders.schedule(times.start(), times.finish()), HostTransfers.of(times));
        Decision decision = new Decision(
                "ScheduleTransfers", flow, reason, times.transfers().size());
        return new Outcome(routed, List.of(decision));
    }

    private static String gain(RoutedTimes before, RoutedTimes after) {
        long relayed =
                after.transfers().stream().filter(RoutedTimes.Moved::relayed).count();
        return String.format(
                Locale.ROOT,
                "%,d transfers between hosts by urgency, %,d of them sent on by hosts that received the dataset: %s instead"
                        + " of %s, %.1f %% less",
                after.transfers().size(),
                relayed,
                Quantity.showSeconds(after.makespan()),
                Quantity.showSeconds(before.makespan()),
                100 * (1 - after.makespan() / before.makespan()));
    }

    private static String postponed(RoutedTimes times) {
        List<RoutedTimes.Moved> later = times.postponed().transfers();
        double before =
                times.transfers().stream().mapToDouble(RoutedTimes.Moved::start).sum();
        double after = later.stream().mapToDouble(RoutedTimes.Moved::start).sum();
        return String.format(
                Locale.ROOT,
                "; transfers put off by %s in the mean, since memory does not suffice for what comes early",
                Quantity.showSeconds((after - before) / later.size()));
    }
}
