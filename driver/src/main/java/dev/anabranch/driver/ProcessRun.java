package dev.anabranch.driver;

import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.host.ProgressTimer;
import dev.anabranch.runtime.host.SharedRun;
import dev.anabranch.runtime.output.PublishedFile;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.process.JavaCommand;
import dev.anabranch.runtime.process.WorkerProcesses;
import dev.anabranch.runtime.shared.RunFolder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run on several worker processes of this machine. */
final class ProcessRun implements WorkerProcesses.Course {
    private final PlanFolder planned;
    private final ExecutionPlan plan;
    private final RunRequest request;
    private final ClassLoader taskClasses;
    private final Consumer<PublishedFile> published;
    private final Deal deal;
    private final SharedRun run;
    private @Nullable ProgressTimer progress;
    private volatile long started;

    private ProcessRun(
            PlanFolder planned,
            ExecutionPlan plan,
            RunRequest request,
            ClassLoader taskClasses,
            Consumer<PublishedFile> published,
            Deal deal,
            SharedRun run) {
        this.planned = planned;
        this.plan = plan;
        this.request = request;
        this.taskClasses = taskClasses;
        this.published = published;
        this.deal = deal;
        this.run = run;
    }

    /**
     * Runs a plan whose programs are compiled.
     *
     * @param flow its name
     * @param published is told each file
     */
    static RunReport run(
            String flow,
            PlanFolder planned,
            ExecutionPlan plan,
            RunRequest request,
            int processes,
            ClassLoader taskClasses,
            Consumer<PublishedFile> published)
            throws IOException {
        RunFolder.sweep(RunFolder.parent());
        RunFolder folder = RunFolder.create(RunFolder.parent());
        Thread hook = new Thread(() -> remove(folder), "remove-shared-memory");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Deal deal = Deal.even(processes, plan.workers());
            SharedRun shared = SharedRun.create(plan, deal, folder);
            ProcessRun run = new ProcessRun(planned, plan, request, taskClasses, published, deal, shared);
            if (request.checkpoints().isPresent()) {
                request.checkpoints().get().keys().write(folder.keys());
            }
            try {
                run.go(folder);
            } finally {
                shared.clearDisk(request.outputs());
            }
            return shared.report(flow, run.started, Optional.of(request.trace()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new RunCancelledException(flow);
        } finally {
            remove(folder);
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                // It runs.
            }
        }
    }

    private static void remove(RunFolder folder) {
        try {
            folder.delete();
        } catch (IOException left) {
            // The next run takes it away.
        }
    }

    private void go(RunFolder folder) throws IOException, InterruptedException {
        Optional<RunFailure> failure;
        Consumer<String> said = System.err::println;
        try (WorkerProcesses processes = WorkerProcesses.start(
                folder.socket(),
                deal.parts(),
                number -> JavaCommand.like(
                        WorkerMain.class.getName(), List.of(folder.path().toString(), Integer.toString(number))),
                said)) {
            try {
                failure = processes.run(this);
            } catch (InterruptedException stop) {
                processes.stop(this);
                throw stop;
            } finally {
                endProgress();
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void endProgress() throws InterruptedException {
        ProgressTimer timer = progress;
        if (timer != null) {
            timer.end();
            timer.join();
        }
    }

    @Override
    public Map<String, String> job(int process) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                WorkerMain.PLAN, planned.path().toAbsolutePath().toString(),
                WorkerMain.CLASS_PATH, classPath(),
                WorkerMain.OUTPUTS, request.outputs().toAbsolutePath().toString(),
                WorkerMain.MEMORY, Long.toString(request.memory().orElse(Long.MAX_VALUE)),
                WorkerMain.TRACE, request.trace().toAbsolutePath().toString(),
                WorkerMain.PROCESSES, Integer.toString(deal.parts())));
        request.checkpoints().ifPresent(kept -> {
            settings.put(
                    WorkerMain.CHECKPOINTS,
                    kept.folder().path().toAbsolutePath().toString());
            settings.put(WorkerMain.KEPT_FOR_LATER, Boolean.toString(kept.outlivesItsRun()));
        });
        return settings;
    }

    private String classPath() {
        return taskClasses instanceof URLClassLoader path
                ? Arrays.stream(path.getURLs()).map(URL::toString).collect(Collectors.joining("\n"))
                : "";
    }

    @Override
    public void begins() {
        started = System.nanoTime();
        ProgressTimer timer = new ProgressTimer(
                planned.summary().flow(),
                request.progress(),
                FlowRun.PROGRESS_INTERVAL,
                () -> run.progress((System.nanoTime() - started) * 1e-9));
        progress = timer;
        timer.start();
    }

    @Override
    public void published(PublishedFile file) {
        published.accept(file);
    }

    @Override
    public void kept(long bytes) {
        request.checkpoints().ifPresent(kept -> kept.wrote(bytes));
    }

    @Override
    public void missed(String name, String why) {
        request.checkpoints().ifPresent(kept -> kept.missed(name, why));
    }

    @Override
    public void stop() throws IOException {
        run.stop();
    }

    @Override
    public String describe(int process) {
        int[] workers = deal.workersOf(process);
        long tasks = 0;
        for (int worker : workers) {
            tasks += plan.worker(worker).runs();
        }
        String names = Arrays.stream(workers).mapToObj(plan::workerName).collect(Collectors.joining(", "));
        return (workers.length == 1 ? "worker " : "workers ") + names + ", " + run.finished(process) + " of " + tasks
                + " tasks done";
    }
}
