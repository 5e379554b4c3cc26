package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.wire.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** How many tasks each worker of a run on hosts has finished, as far as its host has told. For any thread. */
final class FinishedTasks {
    private final Map<String, Integer> workers = new HashMap<>();
    private final AtomicIntegerArray finished;

    FinishedTasks(ExecutionPlan plan) {
        this.finished = new AtomicIntegerArray(plan.workers());
        for (int worker = 0; worker < plan.workers(); worker++) {
            workers.put(plan.workerName(worker), worker);
        }
    }

    void take(Message.Progress progress) {
        Integer worker = workers.get(progress.worker());
        if (worker != null) {
            finished.set(worker, (int) progress.done());
        }
    }

    int of(int worker) {
        return finished.get(worker);
    }

    long all() {
        long sum = 0;
        for (int worker = 0; worker < finished.length(); worker++) {
            sum += finished.get(worker);
        }
        return sum;
    }
}
