package dev.anabranch.compiler.verify;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.simulate.PortTransfers;
import dev.anabranch.model.schedule.Schedule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Proves from a schedule's transfers that it holds with one port: no network card sends, or receives, two transfers at a
 * time, each lasts as long as its longest edge, and every input from another host came by one of them.
 */
public final class PortVerifier {
    private static final double TOLERANCE = 1e-9;

    private final Problem problem;
    private final Dag dag;
    private final Schedule schedule;
    private final PortTransfers transfers;
    private final Findings findings = new Findings();

    private PortVerifier(Problem problem, Schedule schedule, PortTransfers transfers) {
        this.problem = problem;
        this.dag = problem.dag();
        this.schedule = schedule;
        this.transfers = transfers;
    }

    /**
     * Throws if anything is wrong: a schedule that does not hold is the compiler's own mistake.
     *
     * @param transfers whose places are the schedule's placements
     * @throws IllegalStateException with what is wrong
     */
    public static void requireValid(Problem problem, Schedule schedule, PortTransfers transfers) {
        PortVerifier verifier = new PortVerifier(problem, schedule, transfers);
        verifier.cards(true);
        verifier.cards(false);
        verifier.arrivals();
        if (!verifier.findings.isEmpty()) {
            throw new IllegalStateException("the transfers do not hold: " + verifier.findings.list());
        }
    }

    private void cards(boolean sending) {
        int[] byStart = IntStream.range(0, transfers.count())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(transfers::start).thenComparingDouble(transfers::finish))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] free = new double[problem.hosts()];
        for (int transfer : byStart) {
            int host = sending ? transfers.from(transfer) : transfers.to(transfer);
            if (!notBefore(transfers.start(transfer), free[host])) {
                findings.add(
                        ViolationKind.TRANSFER_WRONG,
                        "host " + host + (sending ? " sends" : " receives") + " two transfers at "
                                + transfers.start(transfer) + " s");
            }
            free[host] = transfers.finish(transfer);
        }
    }

    private void arrivals() {
        Map<Long, Double> first = new HashMap<>();
        Map<Long, Double> longest = new HashMap<>();
        for (int transfer = 0; transfer < transfers.count(); transfer++) {
            long key = (long) schedule.unit(transfers.place(transfer)) << 32 | transfers.to(transfer);
            first.merge(key, transfers.finish(transfer), Math::min);
            // What is left of a short duration late in a run is only as exact as the times themselves.
            double seconds = transfers.finish(transfer) - transfers.start(transfer);
            longest.merge(key, seconds + TOLERANCE * transfers.finish(transfer), Math::max);
        }
        boolean[][] runsOn = new boolean[problem.hosts()][problem.tasks()];
        for (int run = 0; run < schedule.placements(); run++) {
            runsOn[problem.hostOf(schedule.worker(run))][schedule.unit(run)] = true;
        }
        for (int run = 0; run < schedule.placements(); run++) {
            int task = schedule.unit(run);
            int host = problem.hostOf(schedule.worker(run));
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                if (!runsOn[host][dag.source(edge)]) {
                    long key = (long) dag.source(edge) << 32 | host;
                    double arrival = first.getOrDefault(key, Double.POSITIVE_INFINITY);
                    if (!notBefore(schedule.start(run), arrival)) {
                        findings.add(
                                ViolationKind.TIME_WRONG,
                                "task " + task + " starts at " + schedule.start(run) + " s, what task "
                                        + dag.source(edge) + " makes comes at " + arrival + " s");
                    }
                    double needed = problem.cluster().otherHost().latency()
                            + dag.bytes(edge) / problem.cluster().otherHost().bandwidth();
                    if (!notBefore(longest.getOrDefault(key, 0.0), needed)) {
                        findings.add(
                                ViolationKind.TRANSFER_WRONG,
                                "what task " + dag.source(edge) + " makes travels too fast");
                    }
                }
            }
        }
    }

    private static boolean notBefore(double later, double earlier) {
        return later >= earlier - TOLERANCE * Math.abs(earlier);
    }
}
