package dev.anabranch.compiler.verify;

import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.HashMap;
import java.util.Map;

/** That predicted times follow the cost model, to a billionth. */
final class TimeCheck {
    private static final double TOLERANCE = 1e-9;
    private static final double GRAINS = 4;

    private final PlanFacts facts;
    private final TaskGraph graph;
    private final PlanTasks tasks;
    private final WriteTimes writes;
    private final Map<Long, Double> arrivals = new HashMap<>();
    private final double grain;

    TimeCheck(PlanFacts facts, WriteTimes writes) {
        this.facts = facts;
        this.writes = writes;
        this.graph = facts.graph;
        this.tasks = facts.plan.tasks();
        // What is there early in a unit that runs for days is only as exact as the times of the unit's end.
        this.grain = GRAINS * Math.ulp(facts.plan.summary().makespan());
    }

    void run() {
        datasets();
        transfers();
        double last = 0;
        for (int row = 0; row < tasks.task().length; row++) {
            task(row);
            last = Math.max(last, tasks.finish()[row]);
        }
        if (!close(facts.plan.summary().makespan(), last)) {
            facts.findings.add(
                    ViolationKind.TIME_WRONG,
                    "the makespan is said to be " + facts.plan.summary().makespan() + " s, the last task finishes at "
                            + last + " s");
        }
        if (!notBefore(last, facts.plan.summary().lowerBound())) {
            facts.findings.add(
                    ViolationKind.TIME_WRONG,
                    "the plan finishes at " + last + " s, before its lower bound of "
                            + facts.plan.summary().lowerBound() + " s");
        }
    }

    private void datasets() {
        PlanDatasets datasets = facts.plan.datasets();
        for (int row = 0; row < datasets.slot().length; row++) {
            double share = facts.readiness(datasets.slot()[row]);
            if (datasets.readiness()[row] != share) {
                facts.findings.add(
                        ViolationKind.TIME_WRONG,
                        graph.datasetName(datasets.slot()[row]) + " is said to be there after "
                                + datasets.readiness()[row] + " of its producer's run, not after " + share);
            }
        }
    }

    private void transfers() {
        PlanTransfers transfers = facts.plan.transfers();
        for (int row = 0; row < transfers.slot().length; row++) {
            int slot = transfers.slot()[row];
            int to = transfers.to()[row];
            double start = transfers.start()[row];
            double finish = transfers.finish()[row];
            long bytes = graph.bytes(facts.made(slot));
            if (transfers.bytes()[row] != bytes) {
                facts.findings.add(
                        ViolationKind.TRANSFER_WRONG,
                        what(slot, to) + " moves " + transfers.bytes()[row] + " bytes, not " + bytes);
            }
            if (!close(finish, start + facts.cluster.transferSeconds(transfers.from()[row], to, bytes))) {
                facts.findings.add(ViolationKind.TIME_WRONG, what(slot, to) + " takes " + (finish - start) + " s");
            }
            int producer = facts.producerRow(slot, transfers.from()[row]);
            if (producer < 0 && !facts.mayBeSentOn(row)) {
                facts.findings.add(
                        ViolationKind.TRANSFER_WRONG,
                        what(slot, to) + " comes from " + facts.worker(transfers.from()[row])
                                + ", which does not make it");
            } else if (producer >= 0) {
                double there = facts.there(slot, producer);
                if (!notBefore(start, there)) {
                    facts.findings.add(
                            ViolationKind.TIME_WRONG,
                            what(slot, to) + " leaves at " + start + " s, is there at " + there + " s");
                }
            }
            arrivals.put(PlanFacts.key(slot, to), finish);
        }
    }

    private void task(int row) {
        int task = tasks.task()[row];
        int worker = tasks.worker()[row];
        double start = tasks.start()[row];
        double finish = tasks.finish()[row];
        if (tasks.work()[row] != graph.work(task)) {
            facts.findings.add(
                    ViolationKind.TIME_WRONG,
                    graph.taskName(task) + " is " + tasks.work()[row] + " s of work, not " + graph.work(task));
        }
        if (!(start >= 0 && close(finish, start + graph.work(task) / facts.cluster.speed(worker)))) {
            facts.findings.add(
                    ViolationKind.TIME_WRONG,
                    graph.taskName(task) + " runs from " + start + " s to " + finish
                            + " s, which its work and worker do not give");
        }
        if (row > 0 && tasks.worker()[row - 1] == worker) {
            if (!notBefore(start, writes.free(row - 1))) {
                facts.findings.add(
                        ViolationKind.TIME_WRONG,
                        graph.taskName(task) + " starts at " + start + " s, while "
                                + graph.taskName(tasks.task()[row - 1]) + " still runs, or is written");
            }
        }
        for (int i = 0; i < graph.inputs().size(task); i++) {
            int slot = graph.inputs().get(task, i);
            int producer = facts.producerRow(slot, worker);
            double arrival =
                    producer >= 0 ? tasks.finish()[producer] : arrivals.getOrDefault(PlanFacts.key(slot, worker), 0.0);
            if (!notBefore(start, arrival)) {
                facts.findings.add(
                        ViolationKind.TIME_WRONG,
                        graph.taskName(task) + " starts at " + start + " s, before " + facts.dataset(slot)
                                + " is there at " + arrival + " s");
            }
        }
    }

    private String what(int slot, int to) {
        return facts.dataset(slot) + " to " + facts.worker(to);
    }

    private boolean close(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b)) + grain;
    }

    private boolean notBefore(double later, double earlier) {
        return later >= earlier || close(later, earlier);
    }
}
