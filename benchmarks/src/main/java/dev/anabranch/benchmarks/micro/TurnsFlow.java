package dev.anabranch.benchmarks.micro;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.benchmarks.Checks;
import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.host.InProcessHost;
import dev.anabranch.runtime.output.InMemoryOutputs;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The turns as a flow: each is a task of the other worker. */
final class TurnsFlow {
    private final FlowProgram program;
    private final ExecutionPlan plan;

    private TurnsFlow(FlowProgram program, ExecutionPlan plan) {
        this.program = program;
        this.plan = plan;
    }

    static TurnsFlow of(int turns) {
        String text = """
                flow turns

                use java dev.anabranch.benchmarks.TrivialTasks as trivial

                dim t = 0..<%d

                turn[0]                                = trivial.start(0)            @on("local/0")
                turn[t] where t > 0 && t %% 2 == 0     = trivial.start(turn[t - 1])  @on("local/0")
                turn[t] where t %% 2 == 1              = trivial.start(turn[t - 1])  @on("local/1")

                publish turn[%d]
                """.formatted(turns, turns - 1);
        ClassLoader tasks = TurnsFlow.class.getClassLoader();
        try (ScratchFolder folder = ScratchFolder.create()) {
            Path file = Files.writeString(folder.path().resolve("turns.flow"), text);
            FlowCompiler compiler =
                    new FlowCompiler(tasks, new PlanStore(folder.path().resolve("plans")));
            PlannedFlow planned = Checks.value(compiler.plan(FlowRequest.of(file, 2)));
            return new TurnsFlow(
                    new FlowRun(tasks).program(planned.folder()),
                    ExecutionPlan.read(PlanSource.directory(planned.folder().path())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes all turns; answers the last value.
     *
     * @param spin how long a worker looks for a number before it sleeps
     */
    long run(Duration spin) {
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            InProcessHost.run(
                    program, plan, RunOptions.defaults().withOutputs(outputs).withSpin(spin));
            Publication last = outputs.publications().get(0);
            return (Long) outputs.value(last.name(), last.index()).orElseThrow();
        }
    }
}
