package dev.anabranch.runtime.host;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.plan.ExecutionPlan;

/** Runs flows in this process: one thread per worker, datasets by reference. */
public final class InProcessHost {
    private InProcessHost() {}

    /**
     * Runs a flow to its end.
     *
     * @throws RunFailure if a task, the machine or we failed
     * @throws RunCancelledException if this thread was interrupted
     */
    public static RunReport run(FlowProgram program, ExecutionPlan plan, RunOptions options) {
        return start(program, plan, options).await();
    }

    /**
     * Starts a flow.
     *
     * @return what must be awaited, so that the run's memory comes back
     * @throws RunFailure if the program was not generated from the plan
     */
    public static RunningFlow start(FlowProgram program, ExecutionPlan plan, RunOptions options) {
        if (program.workers() != plan.workers()) {
            throw new RunFailure(
                    FailureKind.OURS,
                    "the program of " + program.flow() + " is for " + program.workers() + " workers, its plan for "
                            + plan.workers(),
                    null);
        }
        if (plan.hash().isPresent() && !plan.hash().get().equals(program.planHash())) {
            throw new RunFailure(
                    FailureKind.OURS,
                    "the program of " + program.flow() + " belongs to plan " + program.planHash() + ", not to "
                            + plan.hash().get(),
                    null);
        }
        long started = options.clock().getAsLong();
        RunMemory memory = new RunMemory(plan, options.memoryLimit());
        RunState run = new RunState(plan, options, memory);
        options.outputs().begin(memory.root());
        RunningFlow running = new RunningFlow(program, run, memory, started);
        running.begin();
        return running;
    }
}
