package dev.anabranch.benchmarks.metg;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.api.LongTensor;
import dev.anabranch.benchmarks.Checks;
import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.host.InProcessHost;
import dev.anabranch.runtime.output.InMemoryOutputs;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flow itself: compiled and planned by the driver, its generated programs run by the runtime in this process.
 *
 * @param placed whether each worker is given its share of the columns; otherwise the planner places the points
 */
record Flow(boolean placed) implements Implementation {
    private static final Pattern COLUMN = Pattern.compile(".*\"i\":(\\d+).*");

    @Override
    public String name() {
        return placed ? "flow" : "flow, free";
    }

    @Override
    public Ready prepare(PatternFlow flow, PointGraph graph, int workers, long iterations) {
        String published = "x[steps - 1, i]";
        String text = placed ? flow.placed(new Shares(flow.width(), workers), published) : flow.free(published);
        try (ScratchFolder folder = ScratchFolder.create()) {
            return compiled(text, folder.path(), graph, workers, iterations);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ready compiled(String text, Path folder, PointGraph graph, int workers, long iterations)
            throws IOException {
        Path file = Files.writeString(folder.resolve("placed.flow"), text);
        ClassLoader tasks = Flow.class.getClassLoader();
        FlowCompiler compiler = new FlowCompiler(tasks, new PlanStore(folder.resolve("plans")));
        PlannedFlow planned = Checks.value(
                compiler.plan(FlowRequest.of(file, workers).with("iterations", Long.toString(iterations))));
        FlowProgram program = new FlowRun(tasks).program(planned.folder());
        ExecutionPlan plan =
                ExecutionPlan.read(PlanSource.directory(planned.folder().path()));
        return new Compiled(program, plan, graph);
    }

    private record Compiled(FlowProgram program, ExecutionPlan plan, PointGraph graph) implements Ready {
        @Override
        public long[] run() {
            long[] digests = new long[graph.width()];
            try (InMemoryOutputs outputs = new InMemoryOutputs()) {
                RunReport report =
                        InProcessHost.run(program, plan, RunOptions.defaults().withOutputs(outputs));
                if (report.tasks() != graph.tasks()) {
                    throw new IllegalStateException(report.tasks() + " tasks ran, not " + graph.tasks());
                }
                for (Publication publication : outputs.publications()) {
                    Matcher column = COLUMN.matcher(publication.index());
                    if (!column.matches()) {
                        throw new IllegalStateException("no point of the last row: " + publication);
                    }
                    Object value = outputs.value(publication.name(), publication.index())
                            .orElseThrow();
                    digests[Integer.parseInt(column.group(1))] =
                            value instanceof LongTensor tensor ? tensor.get(0) : (Long) value;
                }
            }
            return digests;
        }

        @Override
        public void close() {}
    }
}
