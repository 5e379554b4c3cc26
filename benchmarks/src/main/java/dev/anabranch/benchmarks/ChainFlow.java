package dev.anabranch.benchmarks;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.host.InProcessHost;
import dev.anabranch.runtime.output.InMemoryOutputs;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The flow of chains, compiled by the driver, its programs loaded and its plan read: ready to run again and again. */
public final class ChainFlow {
    private final FlowProgram program;
    private final ExecutionPlan plan;

    private ChainFlow(FlowProgram program, ExecutionPlan plan) {
        this.program = program;
        this.plan = plan;
    }

    /**
     * Compiles the flow.
     *
     * @param folder takes the flow's text and the plan store; not needed any more afterwards
     * @throws IOException if the folder cannot be written
     */
    public static ChainFlow compile(ChainSize size, int workers, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("chains.flow"), FlowTexts.chains(size));
        ClassLoader tasks = ChainFlow.class.getClassLoader();
        FlowCompiler compiler = new FlowCompiler(tasks, new PlanStore(folder.resolve("plans")));
        PlannedFlow planned = Checks.value(compiler.plan(FlowRequest.of(file, workers)));
        FlowProgram program = new FlowRun(tasks).program(planned.folder());
        return new ChainFlow(
                program,
                ExecutionPlan.read(PlanSource.directory(planned.folder().path())));
    }

    /** Runs the flow from start to end: threads, slots, tasks, and the times of each task. Answers the total. */
    public long run() {
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            InProcessHost.run(program, plan, RunOptions.defaults().withOutputs(outputs));
            return (Long) outputs.value("total").orElseThrow();
        }
    }
}
