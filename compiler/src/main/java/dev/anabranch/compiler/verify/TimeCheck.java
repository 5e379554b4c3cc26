package dev.anabranch.compiler.verify;

import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.HashMap;
import java.util.Map;

/** That predicted times follow the cost model, to a billionth. */
final class TimeCheck {
    private static final double TOLERANCE = 1e-9;

    private final PlanFacts facts;
    private final TaskGraph graph;
    private final PlanTasks tasks;
    private final Map<Long, Double> arrivals = new HashMap<>();

    TimeCheck(PlanFacts facts) {
        this.facts = facts;
        this.graph = facts.graph;
        this.tasks = facts.plan.tasks();
    }

    void run() {
        transfers();
        double last = 0;
        for (int row = 0; row < tasks.task().length; row++) {
            task(row);
            last = Math.max(last, tasks.finish()[row]);
        }
        facts.findings.check(
                close(facts.plan.summary().makespan(), last),
                ViolationKind.TIME_WRONG,
                "the makespan is said to be " + facts.plan.summary().makespan() + " s, the last task finishes at "
                        + last + " s");
        facts.findings.check(
                notBefore(last, facts.plan.summary().lowerBound()),
                ViolationKind.TIME_WRONG,
                "the plan finishes at " + last + " s, before its lower bound of "
                        + facts.plan.summary().lowerBound() + " s");
    }

    private void transfers() {
        PlanTransfers transfers = facts.plan.transfers();
        for (int row = 0; row < transfers.slot().length; row++) {
            int slot = transfers.slot()[row];
            int to = transfers.to()[row];
            double start = transfers.start()[row];
            double finish = transfers.finish()[row];
            long bytes = graph.bytes(facts.made(slot));
            String what = facts.dataset(slot) + " to " + facts.worker(to);
            facts.findings.check(
                    transfers.bytes()[row] == bytes,
                    ViolationKind.TRANSFER_WRONG,
                    what + " moves " + transfers.bytes()[row] + " bytes, not " + bytes);
            facts.findings.check(
                    close(
                            finish,
                            start + facts.cluster.transferSeconds(transfers.from()[row], to, bytes)),
                    ViolationKind.TIME_WRONG,
                    what + " takes " + (finish - start) + " s");
            if (facts.producerRow(slot) >= 0) {
                double there = facts.there(slot);
                facts.findings.check(
                        notBefore(start, there),
                        ViolationKind.TIME_WRONG,
                        what + " leaves at " + start + " s, is there at " + there + " s");
            }
            arrivals.put(PlanFacts.key(slot, to), finish);
        }
    }

    private void task(int row) {
        int task = tasks.task()[row];
        int worker = tasks.worker()[row];
        double start = tasks.start()[row];
        double finish = tasks.finish()[row];
        String name = graph.taskName(task);
        facts.findings.check(
                tasks.work()[row] == graph.work(task),
                ViolationKind.TIME_WRONG,
                name + " is " + tasks.work()[row] + " s of work, not " + graph.work(task));
        facts.findings.check(
                start >= 0 && close(finish, start + graph.work(task) / facts.cluster.speed(worker)),
                ViolationKind.TIME_WRONG,
                name + " runs from " + start + " s to " + finish + " s, which its work and worker do not give");
        if (row > 0 && tasks.worker()[row - 1] == worker) {
            facts.findings.check(
                    notBefore(start, tasks.finish()[row - 1]),
                    ViolationKind.TIME_WRONG,
                    name + " starts at " + start + " s, while " + graph.taskName(tasks.task()[row - 1])
                            + " still runs");
        }
        for (int i = 0; i < graph.inputs().size(task); i++) {
            int slot = graph.inputs().get(task, i);
            int producer = facts.producerRow(slot);
            double arrival = producer >= 0 && tasks.worker()[producer] == worker
                    ? tasks.finish()[producer]
                    : arrivals.getOrDefault(PlanFacts.key(slot, worker), 0.0);
            facts.findings.check(
                    notBefore(start, arrival),
                    ViolationKind.TIME_WRONG,
                    name + " starts at " + start + " s, before " + facts.dataset(slot) + " is there at " + arrival
                            + " s");
        }
    }

    private static boolean close(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
    }

    private static boolean notBefore(double later, double earlier) {
        return later >= earlier || close(later, earlier);
    }
}
