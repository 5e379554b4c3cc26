package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.OnePort;
import dev.anabranch.compiler.simulate.Times;
import java.util.Arrays;

/** An answer that changes, where network cards take one transfer at a time: every change is simulated as a whole. */
final class OnePortArrangement extends Arrangement {
    /** What a simulated run costs, in times computed without contention. */
    private static final int EFFORT_OF_RUN = 3;

    private final OnePort simulator;
    private final int[] first;
    private final int[] tasks;
    private final int[] runAt;
    private final int[] next;
    private final int[] awaited;

    OnePortArrangement(Problem problem) {
        super(problem, 0);
        this.simulator = new OnePort(problem);
        this.first = new int[problem.workers() + 1];
        this.tasks = new int[problem.tasks()];
        this.runAt = new int[tasks.length];
        this.next = new int[problem.workers()];
        this.awaited = new int[tasks.length];
    }

    @Override
    Times times(WorkerOrders orders) {
        return simulator.run(orders);
    }

    @Override
    void settleAll() {
        keep(settle(Double.POSITIVE_INFINITY));
    }

    @Override
    double settle(double limit) {
        forget();
        int size = size();
        Arrays.fill(first, 0);
        for (int i = 0; i < size; i++) {
            first[worker[sequence[i]] + 1]++;
        }
        for (int w = 0; w < next.length; w++) {
            first[w + 1] += first[w];
            next[w] = first[w];
        }
        for (int i = 0; i < size; i++) {
            int run = sequence[i];
            int at = next[worker[run]]++;
            tasks[at] = task[run];
            runAt[at] = run;
        }
        account(makespan(), (long) EFFORT_OF_RUN * size);
        return simulator.simulate(first, tasks, limit);
    }

    @Override
    void keep(double newMakespan) {
        super.keep(newMakespan);
        for (int at = 0; at < size(); at++) {
            int run = runAt[at];
            start[run] = simulator.start(at);
            finish[run] = simulator.finish(at);
            int from = simulator.awaited(at);
            awaited[run] = from < 0 ? NONE : runAt[from];
        }
    }

    @Override
    int decisive(int of, Chance chance) {
        return before[of] != NONE && finish[before[of]] >= start[of] ? before[of] : awaited[of];
    }
}
