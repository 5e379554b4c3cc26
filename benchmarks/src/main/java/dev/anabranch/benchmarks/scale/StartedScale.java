package dev.anabranch.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.anabranch.api.FlowProgram;
import dev.anabranch.benchmarks.Checks;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.host.InProcessHost;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A known plan in a JVM that has done nothing before. Times in seconds.
 *
 * @param tasks that ran
 * @param open to find the plan and check that it is whole
 * @param classes to load its programs
 * @param read to read its tables
 * @param begin from there to the first task
 * @param firstRun from the beginning of the first run to its end
 * @param run the same of a later run, the median
 * @param fastest the same of the fastest later run
 * @param planBytes what the plan holds on the heap
 * @param runBytes what a run holds on the heap before its first task, datasets included
 */
record StartedScale(
        long tasks,
        double open,
        double classes,
        double read,
        double begin,
        double firstRun,
        double run,
        double fastest,
        long planBytes,
        long runBytes) {
    private static final int LOOKS = 4;

    /** From opening the plan to the first task. */
    double start() {
        return open + classes + read + begin;
    }

    /** What is held for each task, besides its number. */
    double bytesPerTask() {
        return (planBytes + runBytes) / (double) tasks - ScaleFlow.DATA;
    }

    /**
     * Runs the flow that the arguments name and prints what it took as JSON.
     *
     * @param arguments the folder with its plan, the pattern, how many tasks, workers and runs
     */
    public static void main(String[] arguments) throws IOException {
        ScaleFlow flow = new ScaleFlow(arguments[1], Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        System.out.println(
                new ObjectMapper().writeValueAsString(of(flow, Path.of(arguments[0]), Integer.parseInt(arguments[4]))));
    }

    private static StartedScale of(ScaleFlow flow, Path folder, int runs) throws IOException {
        ClassLoader taskClasses = StartedScale.class.getClassLoader();
        FlowRequest request = flow.in(folder);
        long begun = System.nanoTime();
        FlowCompiler compiler = new FlowCompiler(taskClasses, new PlanStore(folder.resolve("plans")));
        PlannedFlow planned = Checks.value(compiler.plan(request));
        if (!planned.reused()) {
            throw new IllegalStateException("the plan was not there");
        }
        long opened = System.nanoTime();
        FlowProgram program = new FlowRun(taskClasses).program(planned.folder());
        long loaded = System.nanoTime();
        List<ExecutionPlan> plan = new ArrayList<>();
        plan.add(ExecutionPlan.read(PlanSource.directory(planned.folder().path())));
        long read = System.nanoTime();
        RunReport first = run(program, plan.get(0), OutputSink.discarding());
        if (first.tasks() != flow.exactTasks()) {
            throw new IllegalStateException(first.tasks() + " tasks ran, not " + flow.exactTasks());
        }
        double[] seconds = new double[runs];
        for (int i = 0; i < runs; i++) {
            seconds[i] = run(program, plan.get(0), OutputSink.discarding()).wallSeconds();
        }
        Arrays.sort(seconds);
        HeapAtBeginning heap = new HeapAtBeginning();
        run(program, plan.get(0), heap);
        long withPlan = used();
        plan.clear();
        long without = used();
        return new StartedScale(
                first.tasks(),
                (opened - begun) * 1e-9,
                (loaded - opened) * 1e-9,
                (read - loaded) * 1e-9,
                first.secondsToFirstTask(),
                first.wallSeconds(),
                seconds[runs / 2],
                seconds[0],
                withPlan - without,
                heap.bytes - withPlan);
    }

    private static RunReport run(FlowProgram program, ExecutionPlan plan, OutputSink outputs) {
        return InProcessHost.run(program, plan, RunOptions.defaults().withOutputs(outputs));
    }

    /** The least of several looks, since one collection may leave garbage. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int look = 0; look < LOOKS; look++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** Looks at the heap when a run is set up and none of its tasks has begun. */
    private static final class HeapAtBeginning implements OutputSink {
        private long bytes;

        @Override
        public void begin(BufferAllocator memory) {
            bytes = used();
        }

        @Override
        public void publish(Publication publication, Object value) {}
    }
}
