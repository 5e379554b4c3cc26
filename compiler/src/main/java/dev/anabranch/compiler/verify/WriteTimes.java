package dev.anabranch.compiler.verify;

import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.StepKind;
import java.util.ArrayList;
import java.util.List;

/** When workers have written what is kept against a crash, by the predicted times: after the unit that made it. */
final class WriteTimes {
    private final PlanFacts facts;
    private final double[] free;
    private final double[] written;

    WriteTimes(PlanFacts facts) {
        this.facts = facts;
        this.free = facts.plan.tasks().finish().clone();
        this.written = new double[facts.kinds.length];
        for (int worker = 0; worker < facts.cluster.workers(); worker++) {
            follow(worker);
        }
    }

    /** When the worker of a row may go on after it: where a unit goes on, at once. */
    double free(int row) {
        return free[row];
    }

    /** When the dataset of a CHECKPOINT is on disk. */
    double written(int step) {
        return written[step];
    }

    private void follow(int worker) {
        PlanTasks tasks = facts.plan.tasks();
        List<Integer> writes = new ArrayList<>();
        int row = -1;
        for (int step = facts.firstStep[worker]; step < facts.firstStep[worker + 1]; step++) {
            if (facts.runs(step)) {
                int next = facts.rowOf(step);
                if (row >= 0 && next >= 0 && tasks.unit()[next] != tasks.unit()[row]) {
                    end(worker, row, writes);
                }
                row = next;
            } else if (facts.kinds[step] == StepKind.CHECKPOINT) {
                writes.add(step);
            }
        }
        if (row >= 0) {
            end(worker, row, writes);
        }
    }

    private void end(int worker, int row, List<Integer> writes) {
        double at = facts.plan.tasks().finish()[row];
        for (int step : writes) {
            long bytes = facts.graph.bytes(facts.plan.steps().slot()[step]);
            at += facts.cluster.hosts().get(facts.cluster.hostOf(worker)).disk().seconds(bytes);
        }
        for (int step : writes) {
            written[step] = at;
        }
        free[row] = at;
        writes.clear();
    }
}
