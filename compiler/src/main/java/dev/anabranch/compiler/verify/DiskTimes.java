package dev.anabranch.compiler.verify;

import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.StepKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When datasets have left for disk and when they begin to come back, by the predicted times: a worker writes right after a
 * run, reads right before one, and runs nothing meanwhile.
 */
final class DiskTimes {
    private final PlanFacts facts;
    private final PlanSteps steps;
    private final WriteTimes checkpoints;
    private final Map<Integer, Double> times = new HashMap<>();

    DiskTimes(PlanFacts facts, WriteTimes checkpoints) {
        this.facts = facts;
        this.steps = facts.plan.steps();
        this.checkpoints = checkpoints;
        for (int worker = 0; worker < facts.cluster.workers(); worker++) {
            follow(worker);
        }
    }

    /** When the dataset of a SPILL is gone, or that of a RESTORE begins to take memory; 0 of other steps. */
    double of(int step) {
        return times.getOrDefault(step, 0.0);
    }

    private void follow(int worker) {
        List<Integer> writes = new ArrayList<>();
        List<Integer> reads = new ArrayList<>();
        double finish = 0;
        for (int step = facts.firstStep[worker]; step < facts.firstStep[worker + 1]; step++) {
            StepKind kind = facts.kinds[step];
            if (facts.runs(step)) {
                int row = facts.rowOf(step);
                if (row >= 0) {
                    between(worker, writes, reads, finish, facts.plan.tasks().start()[row]);
                    finish = checkpoints.free(row);
                }
                writes.clear();
                reads.clear();
            } else if (kind == StepKind.SPILL) {
                require(reads.isEmpty(), step, "goes to disk after another came back");
                writes.add(step);
            } else if (kind == StepKind.RESTORE) {
                reads.add(step);
            } else {
                boolean waits = !writes.isEmpty() || !reads.isEmpty();
                require(!waits || kind == StepKind.RECEIVE, step, "has to wait for the disk");
            }
        }
        for (int step : reads) {
            require(false, step, "comes back for nobody");
        }
    }

    private void between(int worker, List<Integer> writes, List<Integer> reads, double finish, double start) {
        double at = finish;
        for (int write : writes) {
            at += seconds(worker, write);
            times.put(write, at);
        }
        double back = start;
        for (int i = reads.size() - 1; i >= 0; i--) {
            back -= seconds(worker, reads.get(i));
            times.put(reads.get(i), back);
        }
        double least = at + (start - back);
        if (!(start >= least * (1 - 1e-9))) {
            facts.findings.add(
                    ViolationKind.TIME_WRONG,
                    facts.worker(worker) + " starts a task at " + start + " s, and is busy with its disk until " + least
                            + " s");
        }
    }

    private double seconds(int worker, int step) {
        return facts.cluster
                .hosts()
                .get(facts.cluster.hostOf(worker))
                .disk()
                .seconds(facts.graph.bytes(steps.slot()[step]));
    }

    private void require(boolean holds, int step, String what) {
        if (!holds) {
            facts.findings.add(
                    ViolationKind.SPILL_WRONG,
                    facts.dataset(steps.slot()[step]) + " on " + facts.worker(steps.worker()[step]) + " " + what);
        }
    }
}
