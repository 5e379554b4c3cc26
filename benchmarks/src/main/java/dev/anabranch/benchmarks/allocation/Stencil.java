package dev.anabranch.benchmarks.allocation;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.benchmarks.Checks;
import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.benchmarks.metg.PatternFlow;
import dev.anabranch.benchmarks.metg.Shares;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.host.InProcessHost;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A compiled stencil of three points, of numbers in a ring or of tensors in a line, whose columns are dealt out to workers, each of which publishes its part of the last row. */
final class Stencil {
    private static final int WIDTH = 128;

    private final FlowProgram program;
    private final ExecutionPlan plan;

    private Stencil(FlowProgram program, ExecutionPlan plan) {
        this.program = program;
        this.plan = plan;
    }

    /** Of tasks that compute a number of numbers: what is left is what a task and its hand-offs cost. */
    static Stencil ofNumbers(long tasks, int workers) throws IOException {
        return compiled(numbers(steps(tasks), new Shares(WIDTH, workers)), workers);
    }

    /** Of tasks that read up to three tensors of other tasks and make one, of so many bytes. */
    static Stencil ofTensors(long tasks, int workers, int bytes) throws IOException {
        return compiled(
                new PatternFlow("stencil_1d", WIDTH, steps(tasks), bytes, false)
                        .placed(new Shares(WIDTH, workers), "x[steps - 1, i]"),
                workers);
    }

    private static int steps(long tasks) {
        return Math.toIntExact((tasks + WIDTH - 1) / WIDTH);
    }

    private static String numbers(int steps, Shares shares) {
        StringBuilder text = new StringBuilder("""
                flow numbers

                use java dev.anabranch.benchmarks.TrivialTasks as trivial

                dim t = 0..<%d
                dim i = 0..<%d

                """.formatted(steps, WIDTH));
        for (int worker = 0; worker < shares.workers(); worker++) {
            String own = "i >= " + shares.first(worker) + " && i < " + shares.first(worker + 1);
            String on = " @on(\"local/" + worker + "\")\n";
            text.append("x[0, i] where ")
                    .append(own)
                    .append(" = trivial.start(i)")
                    .append(on);
            text.append("x[t, i] where t > 0 && ")
                    .append(own)
                    .append(" = trivial.mix(x[t - 1, (i + %1$d) %% %2$d], x[t - 1, i], x[t - 1, (i + 1) %% %2$d])"
                            .formatted(WIDTH - 1, WIDTH))
                    .append(on);
        }
        return text + "\npublish x[" + (steps - 1) + ", i]\n";
    }

    private static Stencil compiled(String text, int workers) throws IOException {
        ClassLoader tasks = Stencil.class.getClassLoader();
        try (ScratchFolder folder = ScratchFolder.create()) {
            Path file = Files.writeString(folder.path().resolve("stencil.flow"), text);
            FlowCompiler compiler =
                    new FlowCompiler(tasks, new PlanStore(folder.path().resolve("plans")));
            PlannedFlow planned = Checks.value(compiler.plan(FlowRequest.of(file, workers)));
            return new Stencil(
                    new FlowRun(tasks).program(planned.folder()),
                    ExecutionPlan.read(PlanSource.directory(planned.folder().path())));
        }
    }

    int tasks() {
        return plan.tasks().rows();
    }

    /** Bytes on the heap that the workers' threads allocated in one run, from their start to their last publication. */
    long run() {
        WorkerAllocations allocations = new WorkerAllocations();
        RunReport report =
                InProcessHost.run(program, plan, RunOptions.defaults().withOutputs(allocations));
        if (report.tasks() != tasks() || allocations.threads() != plan.workers()) {
            throw new IllegalStateException(report.tasks() + " tasks ran, and " + allocations.threads()
                    + " workers published, not " + tasks() + " and " + plan.workers());
        }
        return allocations.bytes();
    }

    /** The least bytes on the heap of several runs: those of a run whose code the JIT has compiled. */
    long leastBytes(int runs) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < runs; i++) {
            least = Math.min(least, run());
        }
        return least;
    }

    /** Bytes on the heap for each task by which a longer flow exceeds this: what both need once does not count. */
    double bytesPerFurtherTask(Stencil longer, int runs) {
        long bytes = leastBytes(runs);
        return (longer.leastBytes(runs) - bytes) / (double) (longer.tasks() - tasks());
    }
}
