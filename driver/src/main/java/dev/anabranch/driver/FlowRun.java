package dev.anabranch.driver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.api.FlowProgram;
import dev.anabranch.codegen.compile.GeneratedClassLoader;
import dev.anabranch.codegen.compile.InMemoryCompiler;
import dev.anabranch.codegen.kernel.VectorKernels;
import dev.anabranch.codegen.source.SourceFile;
import dev.anabranch.driver.catalogue.CatalogueEntry;
import dev.anabranch.driver.catalogue.OpeningCatalogue;
import dev.anabranch.driver.hosts.ClusterRun;
import dev.anabranch.driver.profile.ProfileFile;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.host.InProcessHost;
import dev.anabranch.runtime.host.RunningFlow;
import dev.anabranch.runtime.output.ArrowOutputs;
import dev.anabranch.runtime.output.PublishedFile;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs planned flows, in this process or in several, and puts what they publish into an output catalogue. */
public final class FlowRun {
    static final Duration PROGRESS_INTERVAL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClassLoader taskClasses;

    /**
     * @param taskClasses where the tasks are loaded from
     */
    public FlowRun(ClassLoader taskClasses) {
        this.taskClasses = taskClasses;
    }

    /**
     * Runs a flow to its end. What was published before a failure stays published.
     *
     * @throws IOException if the plan cannot be read or the catalogue not be written
     * @throws dev.anabranch.runtime.RunException if the run failed
     */
    public RunResult run(PlannedFlow planned, RunRequest request) throws IOException {
        // Read beside the loading of the programs: both take longer than a short run.
        FutureTask<ExecutionPlan> plan = new FutureTask<>(
                () -> ExecutionPlan.read(PlanSource.directory(planned.folder().path())));
        new Thread(plan, "plan-reader").start();
        Queue<PublishedFile> published = new ConcurrentLinkedQueue<>();
        RunOptions options = RunOptions.defaults()
                .withOutputs(new ArrowOutputs(request.outputs(), published::add))
                .withProgress(request.progress(), PROGRESS_INTERVAL)
                .withTrace(request.trace())
                // On the disk that has room for the outputs.
                .withScratch(request.outputs())
                .withKernels(VectorKernels.available());
        if (request.memory().isPresent()) {
            options = options.withMemoryLimit(request.memory().getAsLong());
        }
        if (request.checkpoints().isPresent()) {
            options = options.withCheckpoints(request.checkpoints().get());
        }
        try (OpeningCatalogue catalogue = OpeningCatalogue.of(request.outputs())) {
            String flow = planned.folder().summary().flow();
            // Hosts compile programs themselves, and several processes find them compiled.
            Optional<FlowProgram> program =
                    request.site() instanceof RunSite.Hosts ? Optional.empty() : Optional.of(program(planned.folder()));
            ExecutionPlan read = finished(plan);
            if (!(request.site() instanceof RunSite.ThisProcess)) {
                // Processes and hosts are not worth starting for what nobody could find.
                var unused = catalogue.get();
            }
            Instant begun = Instant.now();
            try {
                RunReport report;
                if (request.site() instanceof RunSite.Processes processes) {
                    report = ProcessRun.run(
                            flow, planned.folder(), read, request, processes.count(), taskClasses, published::add);
                } else if (request.site() instanceof RunSite.Hosts hosts) {
                    report = onHosts(hosts, flow, planned.folder(), read, request, options);
                } else {
                    report = inThisProcess(program.orElseThrow(), read, options, catalogue);
                }
                if (request.profile().isPresent()) {
                    ProfileFile.add(request.profile().get(), request.trace());
                }
                return new RunResult(report, begun, request.outputs(), request.trace(), request.profile());
            } finally {
                catalogue.get().put(entries(flow, published));
            }
        }
    }

    private RunReport onHosts(
            RunSite.Hosts hosts,
            String flow,
            PlanFolder folder,
            ExecutionPlan plan,
            RunRequest request,
            RunOptions options)
            throws IOException {
        return ClusterRun.run(
                new ClusterRun.Work(
                        flow,
                        folder,
                        plan,
                        taskClasses,
                        request.memory(),
                        request.trace(),
                        request.checkpoints(),
                        request.loads(),
                        options.outputs(),
                        request.progress(),
                        options.progressInterval()),
                hosts.addresses(),
                hosts.keys());
    }

    private static RunReport inThisProcess(
            FlowProgram program, ExecutionPlan plan, RunOptions options, OpeningCatalogue catalogue) {
        RunningFlow running = InProcessHost.start(program, plan, options);
        // What nobody could find is not worth the rest of the run.
        catalogue.ifUnusable(running::cancel);
        return running.await();
    }

    private static <T> T finished(FutureTask<T> work) throws IOException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unforeseen) {
                throw unforeseen;
            }
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the run began");
        }
    }

    /** The entry class of a plan's programs, loaded; compiled if this Java version has not compiled them yet. */
    public FlowProgram program(PlanFolder folder) throws IOException {
        SortedMap<String, byte[]> classes =
                folder.classes(sources -> InMemoryCompiler.compile(files(sources), taskClasses));
        return new GeneratedClassLoader(taskClasses, classes).program(folder.entryClass());
    }

    private static List<SourceFile> files(Map<String, String> sources) {
        List<SourceFile> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(new SourceFile(name, text)));
        return files;
    }

    private static List<CatalogueEntry> entries(String flow, Iterable<PublishedFile> files) throws IOException {
        List<CatalogueEntry> entries = new ArrayList<>();
        for (PublishedFile file : files) {
            entries.add(new CatalogueEntry(
                    flow,
                    file.publication().name(),
                    object(file.publication().index()),
                    object(file.publication().metadata()),
                    file.file(),
                    file.bytes()));
        }
        return entries;
    }

    private static ObjectNode object(String json) throws IOException {
        return (ObjectNode) JSON.readTree(json);
    }
}
