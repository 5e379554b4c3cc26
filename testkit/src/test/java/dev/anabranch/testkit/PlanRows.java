package dev.anabranch.testkit;

import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanPublications;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A plan's rows to spoil: each method gives another plan, the one given stays as it is. */
record PlanRows(Plan plan) {
    /** One step, free of its columns. */
    record Step(int worker, String kind, int task, int slot, int peer) {
        Step onWorker(int other) {
            return new Step(other, kind, task, slot, peer);
        }

        Step withPeer(int other) {
            return new Step(worker, kind, task, slot, other);
        }

        Step withSlot(int other) {
            return new Step(worker, kind, task, other, peer);
        }
    }

    List<Step> steps() {
        PlanSteps s = plan.steps();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < s.worker().length; i++) {
            steps.add(new Step(s.worker()[i], s.kind()[i], s.task()[i], s.slot()[i], s.peer()[i]));
        }
        return steps;
    }

    int first(String kind) {
        return nth(kind, 0);
    }

    int nth(String kind, int n) {
        int left = n;
        for (int i = 0; i < steps().size(); i++) {
            if (steps().get(i).kind().equals(kind) && left-- == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("the plan has no such " + kind);
    }

    Plan withSteps(UnaryOperator<List<Step>> change) {
        List<Step> steps = change.apply(steps());
        PlanSteps changed = new PlanSteps(
                steps.stream().mapToInt(Step::worker).toArray(),
                steps.stream().map(Step::kind).toArray(String[]::new),
                steps.stream().mapToInt(Step::task).toArray(),
                steps.stream().mapToInt(Step::slot).toArray(),
                steps.stream().mapToInt(Step::peer).toArray());
        return with(plan.tasks(), plan.datasets(), changed, plan.transfers(), plan.publications());
    }

    Plan withTasks(UnaryOperator<PlanTasks> change) {
        return with(change.apply(plan.tasks()), plan.datasets(), plan.steps(), plan.transfers(), plan.publications());
    }

    Plan withDatasets(UnaryOperator<PlanDatasets> change) {
        return with(plan.tasks(), change.apply(plan.datasets()), plan.steps(), plan.transfers(), plan.publications());
    }

    Plan withTransfers(UnaryOperator<PlanTransfers> change) {
        return with(plan.tasks(), plan.datasets(), plan.steps(), change.apply(plan.transfers()), plan.publications());
    }

    Plan withPublications(UnaryOperator<PlanPublications> change) {
        return with(plan.tasks(), plan.datasets(), plan.steps(), plan.transfers(), change.apply(plan.publications()));
    }

    private Plan with(
            PlanTasks tasks,
            PlanDatasets datasets,
            PlanSteps steps,
            PlanTransfers transfers,
            PlanPublications publications) {
        return new Plan(
                plan.hashes(),
                plan.summary(),
                plan.workers(),
                plan.families(),
                tasks,
                datasets,
                plan.dependencies(),
                steps,
                transfers,
                publications,
                plan.decisions());
    }
}
