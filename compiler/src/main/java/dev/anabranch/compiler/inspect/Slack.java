package dev.anabranch.compiler.inspect;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.plan.PlanTasks;
import java.util.Arrays;

/**
 * How much later each row of a plan's tasks could finish with no task later than the makespan, workers, orders and what
 * transfers take staying as they are: the total float of the critical path method (Kelley and Walker, "Critical-path
 * planning and scheduling", 1959), with a worker's next task as one more successor.
 */
final class Slack {
    private final double[] slack;

    Slack(PlanIndex index) {
        PlanTasks tasks = index.plan.tasks();
        int rows = tasks.task().length;
        IntRows before = before(index);
        IntRows after = before.transposed(rows);
        int[] order = sorted(before, after);
        double[] latest = new double[rows];
        Arrays.fill(latest, Arrays.stream(tasks.finish()).max().orElse(0));
        for (int place = rows - 1; place >= 0; place--) {
            int row = order[place];
            int worker = tasks.worker()[row];
            double latestStart = latest[row] - (tasks.finish()[row] - tasks.start()[row]);
            if (row > index.firstRow(worker)) {
                latest[row - 1] = Math.min(latest[row - 1], latestStart);
            }
            for (int slot : index.inputs(tasks.task()[row])) {
                int producer = index.producerRow(slot, worker);
                // What a generator hands over before its end leaves it that much later.
                double lead = tasks.finish()[producer] - index.there(slot, worker);
                latest[producer] = Math.min(latest[producer], latestStart + lead);
            }
        }
        this.slack = new double[rows];
        Arrays.setAll(slack, row -> Math.max(0, latest[row] - tasks.finish()[row]));
    }

    /** For each row those that it cannot start without, each once. */
    private static IntRows before(PlanIndex index) {
        PlanTasks tasks = index.plan.tasks();
        IntRows.Builder before = new IntRows.Builder();
        int[] seenBy = new int[tasks.task().length];
        Arrays.fill(seenBy, -1);
        for (int row = 0; row < seenBy.length; row++) {
            if (row > index.firstRow(tasks.worker()[row])) {
                seenBy[row - 1] = row;
                before.add(row - 1);
            }
            for (int slot : index.inputs(tasks.task()[row])) {
                int producer = index.producerRow(slot, tasks.worker()[row]);
                if (seenBy[producer] != row) {
                    seenBy[producer] = row;
                    before.add(producer);
                }
            }
            before.endRow();
        }
        return before.build();
    }

    private static int[] sorted(IntRows before, IntRows after) {
        int[] waiting = new int[before.rows()];
        int[] sorted = new int[before.rows()];
        int known = 0;
        for (int row = 0; row < waiting.length; row++) {
            waiting[row] = before.size(row);
            if (waiting[row] == 0) {
                sorted[known++] = row;
            }
        }
        for (int next = 0; next < known; next++) {
            for (int i = 0; i < after.size(sorted[next]); i++) {
                int follower = after.get(sorted[next], i);
                if (--waiting[follower] == 0) {
                    sorted[known++] = follower;
                }
            }
        }
        if (known < sorted.length) {
            throw new IllegalArgumentException("the workers wait for each other in a circle");
        }
        return sorted;
    }

    /** Seconds for a row of the plan's tasks. */
    double of(int row) {
        return slack[row];
    }
}
