package dev.anabranch.compiler.inspect;

import dev.anabranch.model.plan.PlanTasks;
import java.util.Arrays;

/**
 * How much later each run of a task could finish with no sink later than the makespan, the plan's workers and orders
 * staying as they are: the total float of the critical path method (Kelley and Walker, "Critical-path planning and
 * scheduling", 1959), with a worker's next task as one more successor.
 */
final class Slack {
    private final double[] slack;

    Slack(PlanIndex index) {
        PlanTasks tasks = index.plan.tasks();
        int rows = tasks.task().length;
        double[] latest = new double[rows];
        double end = Arrays.stream(tasks.finish()).max().orElse(0);
        Arrays.fill(latest, end);
        Integer[] order = new Integer[rows];
        Arrays.setAll(order, row -> row);
        // A successor starts no earlier than a row finishes, so going back by start sees each before what it waits for;
        // of two that start together the later one on its worker comes first.
        Arrays.sort(order, (a, b) -> {
            int byStart = Double.compare(tasks.start()[b], tasks.start()[a]);
            int byFinish = byStart != 0 ? byStart : Double.compare(tasks.finish()[b], tasks.finish()[a]);
            return byFinish != 0 ? byFinish : Integer.compare(b, a);
        });
        for (int row : order) {
            int worker = tasks.worker()[row];
            double latestStart = latest[row] - (tasks.finish()[row] - tasks.start()[row]);
            if (row > index.firstRow(worker)) {
                latest[row - 1] = Math.min(latest[row - 1], latestStart);
            }
            for (int slot : index.inputs(tasks.task()[row])) {
                int producer = index.producerRow(slot, worker);
                // What a generator hands over before its end leaves it that much later.
                double after = tasks.finish()[producer] - index.there(slot, worker);
                latest[producer] = Math.min(latest[producer], latestStart + after);
            }
        }
        this.slack = new double[rows];
        Arrays.setAll(slack, row -> Math.max(0, latest[row] - tasks.finish()[row]));
    }

    /** Seconds for a row of the plan's tasks. */
    double of(int row) {
        return slack[row];
    }
}
