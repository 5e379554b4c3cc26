package dev.anabranch.compiler.verify;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;

/**
 * Proves a schedule of bare tasks from the problem alone: every task runs where it may and as long as it takes, no worker
 * does two things at once, and every input is there before its reader starts, from one of the runs of its producer by a
 * transfer that takes its time. Shares no code with schedulers and simulators. What network cards allow is proved from
 * the transfers by {@link PortVerifier}.
 */
public final class ScheduleVerifier {
    private static final double TOLERANCE = 1e-9;

    private final Problem problem;
    private final Dag dag;
    private final Schedule schedule;
    private final Findings findings = new Findings();
    private final int[] firstRun;
    private final int[] nextRun;

    private ScheduleVerifier(Problem problem, Schedule schedule) {
        this.problem = problem;
        this.dag = problem.dag();
        this.schedule = schedule;
        this.firstRun = new int[problem.tasks()];
        this.nextRun = new int[schedule.placements()];
        Arrays.fill(firstRun, -1);
        for (int run = 0; run < schedule.placements(); run++) {
            nextRun[run] = firstRun[schedule.unit(run)];
            firstRun[schedule.unit(run)] = run;
        }
    }

    /**
     * Throws if anything is wrong: a schedule that does not hold is the compiler's own mistake.
     *
     * @throws IllegalStateException with what is wrong
     */
    public static void requireValid(Problem problem, Schedule schedule) {
        ScheduleVerifier verifier = new ScheduleVerifier(problem, schedule);
        verifier.run();
        if (!verifier.findings.isEmpty()) {
            throw new IllegalStateException("the schedule does not hold: " + verifier.findings.list());
        }
    }

    private void run() {
        for (int task = 0; task < firstRun.length; task++) {
            if (firstRun[task] < 0) {
                findings.add(ViolationKind.TASK_MISSING, "task " + task + " runs nowhere");
            }
        }
        if (!findings.isEmpty()) {
            return;
        }
        workers();
        for (int run = 0; run < schedule.placements(); run++) {
            duration(run);
            inputs(run);
        }
    }

    /** The order of each worker is that of time, and all that is placed there stands in it once. */
    private void workers() {
        IntRows order = schedule.order();
        boolean[] seen = new boolean[schedule.placements()];
        int[] lastWorker = new int[problem.tasks()];
        Arrays.fill(lastWorker, -1);
        for (int worker = 0; worker < order.rows(); worker++) {
            double free = 0;
            for (int i = 0; i < order.size(worker); i++) {
                int run = order.get(worker, i);
                if (seen[run] || schedule.worker(run) != worker) {
                    findings.add(ViolationKind.BROKEN_TABLE, "run " + run + " stands in the order of another worker");
                }
                seen[run] = true;
                if (lastWorker[schedule.unit(run)] == worker) {
                    findings.add(
                            ViolationKind.TASK_REPEATED,
                            "task " + schedule.unit(run) + " runs twice on worker " + worker);
                }
                lastWorker[schedule.unit(run)] = worker;
                if (!notBefore(schedule.start(run), free)) {
                    findings.add(
                            ViolationKind.TIME_WRONG,
                            "task " + schedule.unit(run) + " starts at " + schedule.start(run) + " s, worker " + worker
                                    + " is free at " + free + " s");
                }
                free = schedule.finish(run);
            }
        }
        for (int run = 0; run < seen.length; run++) {
            if (!seen[run]) {
                findings.add(ViolationKind.BROKEN_TABLE, "run " + run + " stands in no order");
            }
        }
    }

    private void duration(int run) {
        int task = schedule.unit(run);
        int worker = schedule.worker(run);
        boolean allowed = problem.candidates(task).length == problem.workers();
        for (int candidate : allowed ? new int[0] : problem.candidates(task)) {
            allowed |= candidate == worker;
        }
        if (!allowed) {
            findings.add(ViolationKind.LABEL_IGNORED, "task " + task + " may not run on worker " + worker);
        }
        double seconds = schedule.finish(run) - schedule.start(run);
        double expected = problem.seconds(task, worker);
        if (!(Math.abs(seconds - expected) <= TOLERANCE * (schedule.finish(run) + expected))) {
            findings.add(
                    ViolationKind.TIME_WRONG,
                    "task " + task + " takes " + seconds + " s on worker " + worker + ", not " + expected);
        }
    }

    private void inputs(int run) {
        int task = schedule.unit(run);
        int worker = schedule.worker(run);
        for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
            boolean there = false;
            double first = Double.POSITIVE_INFINITY;
            for (int copy = firstRun[dag.source(edge)]; copy >= 0 && !there; copy = nextRun[copy]) {
                double arrival = arrival(edge, copy, worker);
                first = Math.min(first, arrival);
                there = notBefore(schedule.start(run), arrival);
            }
            if (!there) {
                findings.add(
                        ViolationKind.TIME_WRONG,
                        "task " + task + " starts at " + schedule.start(run) + " s on worker " + worker + ", what task "
                                + dag.source(edge) + " makes can be there at " + first + " s");
            }
        }
    }

    private double arrival(int edge, int copy, int worker) {
        int from = schedule.worker(copy);
        if (from == worker) {
            return schedule.finish(copy);
        }
        double run = schedule.finish(copy) - schedule.start(copy);
        double there = schedule.start(copy) + dag.readiness(edge) * run;
        boolean sameHost = problem.cluster().hostOf(from) == problem.cluster().hostOf(worker);
        Link link = sameHost ? problem.cluster().sameHost() : problem.cluster().otherHost();
        return there + link.latency() + dag.bytes(edge) / link.bandwidth();
    }

    private static boolean notBefore(double later, double earlier) {
        return later >= earlier - TOLERANCE * Math.abs(earlier);
    }
}
