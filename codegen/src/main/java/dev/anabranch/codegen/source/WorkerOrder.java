package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.StepKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What one worker runs and what it waits for.
 *
 * @param units each row the tasks of a unit, in their order
 * @param receives how many datasets come from other workers
 * @param finish predicted end of its last task, in seconds
 */
record WorkerOrder(IntRows units, int receives, double finish) {
    /** How many tasks there are. */
    int tasks() {
        return units.total();
    }

    /**
     * The order of each worker's RUN and JOIN steps: a gang's task is called alike on all of its workers.
     *
     * @throws IllegalStateException if the plan's steps and tasks are in different orders
     */
    static List<WorkerOrder> of(Plan plan) {
        int workers = plan.workers().name().length;
        List<IntRows.Builder> units = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            units.add(new IntRows.Builder());
        }
        int[] receives = new int[workers];
        double[] finish = new double[workers];
        int[] openUnit = new int[workers];
        boolean[] open = new boolean[workers];
        int row = 0;
        for (int step = 0; step < plan.steps().worker().length; step++) {
            int worker = plan.steps().worker()[step];
            String kind = plan.steps().kind()[step];
            if (kind.equals(StepKind.RECEIVE.name())) {
                receives[worker]++;
            }
            if (!kind.equals(StepKind.RUN.name()) && !kind.equals(StepKind.JOIN.name())) {
                continue;
            }
            int task = plan.steps().task()[step];
            if (row >= plan.tasks().task().length
                    || plan.tasks().task()[row] != task
                    || plan.tasks().worker()[row] != worker) {
                throw new IllegalStateException(
                        "the plan's RUN steps are not in the order of its tasks, at row " + row);
            }
            int unit = plan.tasks().unit()[row];
            if (open[worker] && openUnit[worker] != unit) {
                units.get(worker).endRow();
            }
            units.get(worker).add(task);
            open[worker] = true;
            openUnit[worker] = unit;
            finish[worker] = Math.max(finish[worker], plan.tasks().finish()[row]);
            row++;
        }
        if (row != plan.tasks().task().length) {
            throw new IllegalStateException(
                    "the plan's steps run " + row + " of " + plan.tasks().task().length + " tasks");
        }
        List<WorkerOrder> orders = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            IntRows rows = open[worker]
                    ? units.get(worker).endRow().build()
                    : units.get(worker).build();
            orders.add(new WorkerOrder(rows, receives[worker], finish[worker]));
        }
        return orders;
    }
}
