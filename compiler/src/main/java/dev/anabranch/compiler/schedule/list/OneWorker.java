package dev.anabranch.compiler.schedule.list;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.Arrays;

/** Everything on one worker, the fastest of those that may run all; the standard by which parallel schedules must pay. */
public final class OneWorker implements ListScheduler {
    @Override
    public String name() {
        return "ONEWORKER";
    }

    @Override
    public WorkerOrders schedule(Problem problem) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int worker = 0; worker < problem.workers(); worker++) {
            double sum = 0;
            for (int task = 0; task < problem.tasks(); task++) {
                sum += Arrays.binarySearch(problem.candidates(task), worker) >= 0
                        ? problem.seconds(task, worker)
                        : Double.POSITIVE_INFINITY;
            }
            if (sum < least) {
                least = sum;
                best = worker;
            }
        }
        int[] tasks = new int[problem.tasks()];
        int[] workers = new int[problem.tasks()];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = problem.dag().inOrder(i);
            workers[i] = Arrays.binarySearch(problem.candidates(tasks[i]), best) >= 0
                    ? best
                    : problem.candidates(tasks[i])[0];
        }
        return WorkerOrders.ofSequence(problem.workers(), tasks, workers, tasks.length);
    }
}
