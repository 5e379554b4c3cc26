package dev.anabranch.benchmarks.jvms;

import dev.anabranch.benchmarks.Checks;
import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.host.SharedRun;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import dev.anabranch.runtime.shared.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flow that is compiled and planned by the driver once, and run by the runtime in several processes again and again: what
 * {@code anabranch run --processes} does, but for the start of the processes.
 */
public final class SharedFlow implements AutoCloseable {
    private final ScratchFolder folder;
    private final ExecutionPlan plan;
    private final Deal deal;
    private final Parts parts;

    private SharedFlow(ScratchFolder folder, ExecutionPlan plan, Deal deal, Parts parts) {
        this.folder = folder;
        this.plan = plan;
        this.deal = deal;
        this.parts = parts;
    }

    /**
     * One run.
     *
     * @param report what the runtime measured; its wall time is from the word to go to the end of the last worker
     * @param laps by process
     */
    public record Ran(RunReport report, List<Lap> laps) {}

    /**
     * Compiles and plans a flow, and has the processes open it.
     *
     * @param spinNanos how long a waiting worker spins before it sleeps; less than 0 for what the runtime chooses
     */
    public static SharedFlow of(
            String text, Map<String, String> parameters, int workers, long spinNanos, WorkerJvms jvms) {
        try {
            ScratchFolder folder = ScratchFolder.create();
            try {
                return compiled(text, parameters, workers, spinNanos, jvms, folder);
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SharedFlow compiled(
            String text,
            Map<String, String> parameters,
            int workers,
            long spinNanos,
            WorkerJvms jvms,
            ScratchFolder folder)
            throws IOException {
        Path file = Files.writeString(folder.path().resolve("shared.flow"), text);
        ClassLoader tasks = SharedFlow.class.getClassLoader();
        FlowRequest request = FlowRequest.of(file, workers);
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            request = request.with(parameter.getKey(), parameter.getValue());
        }
        PlannedFlow planned =
                Checks.value(new FlowCompiler(tasks, new PlanStore(folder.path().resolve("plans"))).plan(request));
        // Compiled here, so that the processes find its classes.
        var unused = new FlowRun(tasks).program(planned.folder());
        ExecutionPlan plan =
                ExecutionPlan.read(PlanSource.directory(planned.folder().path()));
        Parts parts = jvms.make(SharePart.class, List.of(planned.folder().path().toString(), Long.toString(spinNanos)));
        return new SharedFlow(folder, plan, Deal.even(jvms.count(), plan.workers()), parts);
    }

    /** Runs it from start to end. */
    public Ran run() {
        try {
            RunFolder shared = RunFolder.create(RunFolder.parent());
            try {
                SharedRun run = SharedRun.create(plan, deal, shared);
                parts.ready(shared.path());
                long started = System.nanoTime();
                List<Lap> laps = parts.go();
                return new Ran(run.report("shared", started, Optional.empty()), laps);
            } finally {
                shared.delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        parts.close();
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
