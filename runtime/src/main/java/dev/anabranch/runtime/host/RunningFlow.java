package dev.anabranch.runtime.host;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.LeakException;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.plan.DatasetRows;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A flow that runs. Whoever started it awaits its end once; anybody may cancel it. */
public final class RunningFlow {

    private final String flow;
    private final ExecutionPlan plan;
    private final RunState run;
    private final RunMemory memory;
    private final List<WorkerThread> threads;
    private final @Nullable ProgressTimer progress;
    private final long started;
    private final Instant began = Instant.now();

    RunningFlow(FlowProgram program, RunState run, RunMemory memory, long started) {
        this.flow = program.flow();
        this.plan = run.plan();
        this.run = run;
        this.memory = memory;
        this.started = started;
        this.threads = new ArrayList<>();
        for (int index = 0; index < run.workers(); index++) {
            WorkerThread thread = new WorkerThread(run, run.worker(index), program);
            run.waitingRoom().enter(index, thread);
            threads.add(thread);
        }
        RunProgressCount count = new RunProgressCount(plan);
        this.progress = run.options()
                .progress()
                .map(listener -> new ProgressTimer(
                        flow,
                        listener,
                        run.options().progressInterval(),
                        () -> count.at(
                                (run.options().clock().getAsLong() - started) * 1e-9,
                                worker -> run.worker(worker).finished())))
                .orElse(null);
    }

    /** For tests. */
    RunState state() {
        return run;
    }

    void begin() {
        try {
            threads.forEach(Thread::start);
            if (progress != null) {
                progress.start();
            }
        } catch (OutOfMemoryError noThread) {
            run.cancel();
            throw new RunFailure(FailureKind.INFRASTRUCTURE, "no thread could be started: " + noThread, noThread);
        }
    }

    /** Stops the run: workers stop after their current task, which is interrupted. Without effect once it has ended. */
    public void cancel() {
        run.cancel();
        threads.forEach(Thread::interrupt);
    }

    /**
     * Waits until all workers have ended, gives the run's memory back, and answers how it went. If the waiting thread
     * is interrupted, the run is cancelled.
     *
     * @throws RunFailure if the run failed, also {@link LeakException}
     * @throws RunCancelledException if it was cancelled
     */
    public RunReport await() {
        boolean interrupted = false;
        for (WorkerThread thread : threads) {
            interrupted |= join(thread);
        }
        if (progress != null) {
            progress.end();
            interrupted |= join(progress);
        }
        interrupted |= endCheckpoints();
        try {
            return conclude();
        } finally {
            run.clearDisks();
            memory.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** After a failure all is written that was made; after a good end nobody needs what is not written yet. */
    private boolean endCheckpoints() {
        return run.endCheckpoints(run.failure().isEmpty() && !run.cancelled() && run.dropsAtGoodEnd());
    }

    private boolean join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException stop) {
                interrupted = true;
                cancel();
            }
        }
    }

    private RunReport conclude() {
        Optional<RunException> problem = run.failure().map(failure -> failure);
        if (problem.isEmpty() && run.cancelled()) {
            problem = Optional.of(new RunCancelledException(flow));
        }
        if (problem.isEmpty()) {
            problem = run.unpurged().map(leak -> leak);
            if (problem.isEmpty()) {
                problem = handOver().map(failure -> failure);
            }
        }
        List<MeasuredTimes> times = new ArrayList<>();
        for (Worker worker : run.own()) {
            times.add(MeasuredTimes.of(worker, plan.families().rows(), started));
        }
        RunReport report = report(times);
        run.store().close();
        if (problem.isEmpty()) {
            problem = memory.leak().map(leak -> leak);
        }
        Optional<Path> trace = run.options().trace();
        if (trace.isPresent()) {
            try {
                TraceWriter.write(trace.get(), flow, began, plan, List.copyOf(times), run.bytes(), List.of());
            } catch (IOException unwritten) {
                if (problem.isEmpty()) {
                    problem = Optional.of(new RunFailure(
                            FailureKind.INFRASTRUCTURE, "the trace could not be written: " + unwritten, unwritten));
                }
            }
        }
        if (problem.isPresent()) {
            throw problem.get();
        }
        return report;
    }

    private Optional<RunFailure> handOver() {
        if (!plan.keepsAny()) {
            return Optional.empty();
        }
        boolean[] kept = plan.kept();
        DatasetRows datasets = plan.datasets();
        for (int row = 0; row < datasets.rows(); row++) {
            int slot = datasets.slot(row);
            Object dataset = kept[slot] ? run.store().get(slot) : null;
            MemoryGuard guard = run.guard();
            if (guard != null && dataset instanceof Evicted gone) {
                dataset = guard.evictor().readBack(slot, gone, memory.root());
            }
            if (dataset != null) {
                try {
                    run.options().kept().kept(datasets.nameInRow(row), dataset);
                } catch (RuntimeException failed) {
                    return Optional.of(new RunFailure(
                            FailureKind.USER,
                            "who took the kept dataset " + datasets.nameInRow(row) + " failed: " + failed,
                            failed));
                }
            }
        }
        return Optional.empty();
    }

    private RunReport report(List<MeasuredTimes> times) {
        long end = started;
        for (WorkerThread thread : threads) {
            end = Math.max(end, thread.ended());
        }
        return RunReports.of(flow, plan, (end - started) * 1e-9, times, memory.peakBytes(), run.evictions());
    }
}
