package dev.anabranch.samples;

import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunRequest;
import dev.anabranch.driver.RunResult;
import dev.anabranch.driver.RunSite;
import dev.anabranch.driver.catalogue.CatalogueEntry;
import dev.anabranch.driver.catalogue.OutputCatalogue;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.ipc.ArrowFileReader;

/** Compiles, plans and runs a flow in a folder of its own, as the command line does. */
final class SampleRun {
    private final Path folder;
    private final PlannedFlow planned;
    private final RunResult result;

    private SampleRun(Path folder, PlannedFlow planned, RunResult result) {
        this.folder = folder;
        this.planned = planned;
        this.result = result;
    }

    static SampleRun of(Path flow, Map<String, String> parameters, int workers, Path folder) throws IOException {
        return of(FlowRequest.of(flow, workers), parameters, folder, new RunSite.ThisProcess());
    }

    /** In so many worker processes. */
    static SampleRun inProcesses(int processes, Path flow, Map<String, String> parameters, int workers, Path folder)
            throws IOException {
        return of(FlowRequest.of(flow, workers), parameters, folder, new RunSite.Processes(processes));
    }

    static SampleRun of(Path flow, Map<String, String> parameters, Cluster cluster, Path folder) throws IOException {
        return of(new FlowRequest(flow, Map.of(), cluster), parameters, folder, new RunSite.ThisProcess());
    }

    /** Somewhere, by a plan for a cluster. */
    static SampleRun at(RunSite site, Path flow, Map<String, String> parameters, Cluster cluster, Path folder)
            throws IOException {
        return of(new FlowRequest(flow, Map.of(), cluster), parameters, folder, site);
    }

    /** With no more than so many bytes of memory, whatever the plan says. */
    static SampleRun within(long memory, RunSite site, Path flow, int workers, Path folder) throws IOException {
        return of(FlowRequest.of(flow, workers), Map.of(), folder, site, OptionalLong.of(memory));
    }

    /** The same, by a plan for a cluster. */
    static SampleRun within(long memory, RunSite site, Path flow, Cluster cluster, Path folder) throws IOException {
        return of(new FlowRequest(flow, Map.of(), cluster), Map.of(), folder, site, OptionalLong.of(memory));
    }

    private static SampleRun of(FlowRequest start, Map<String, String> parameters, Path folder, RunSite site)
            throws IOException {
        return of(start, parameters, folder, site, OptionalLong.empty());
    }

    private static SampleRun of(
            FlowRequest start, Map<String, String> parameters, Path folder, RunSite site, OptionalLong memory)
            throws IOException {
        FlowRequest request = start;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            request = request.with(parameter.getKey(), parameter.getValue());
        }
        ClassLoader tasks = SampleRun.class.getClassLoader();
        PlannedFlow planned = planned(new FlowCompiler(tasks, new PlanStore(folder.resolve("plans"))).plan(request));
        RunRequest here = new RunRequest(folder.resolve("outputs"), folder.resolve("trace"), memory, p -> {});
        RunResult result = new FlowRun(tasks).run(planned, here.at(site));
        return new SampleRun(folder, planned, result);
    }

    private static PlannedFlow planned(Checked<PlannedFlow> checked) {
        return checked.value()
                .orElseThrow(() -> new AssertionError(DiagnosticPrinter.plain().print(checked.diagnostics())));
    }

    PlannedFlow planned() {
        return planned;
    }

    RunResult result() {
        return result;
    }

    List<CatalogueEntry> outputs() throws IOException {
        return outputsIn(folder.resolve("outputs"));
    }

    private static List<CatalogueEntry> outputsIn(Path folder) throws IOException {
        try (OutputCatalogue catalogue = OutputCatalogue.open(folder)) {
            return catalogue.find(List.of());
        }
    }

    /** The bytes of every output file, by name and index. */
    SortedMap<String, byte[]> bytes() throws IOException {
        return bytesIn(folder.resolve("outputs"));
    }

    /** The same of any catalogue. */
    static SortedMap<String, byte[]> bytesIn(Path folder) throws IOException {
        SortedMap<String, byte[]> bytes = new TreeMap<>();
        for (CatalogueEntry entry : outputsIn(folder)) {
            bytes.put(entry.name() + entry.index(), Files.readAllBytes(entry.file()));
        }
        return bytes;
    }

    /** The file of one output. */
    Path file(String name, String index) throws IOException {
        return outputs().stream()
                .filter(e -> e.name().equals(name) && e.index().toString().equals(index))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no output " + name + index))
                .file();
    }

    /** The elements of a published tensor of doubles. */
    double[] doubles(String name, String index) throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file(name, index), StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            reader.loadNextBatch();
            Float8Vector values = (Float8Vector) reader.getVectorSchemaRoot().getVector("value");
            double[] elements = new double[values.getValueCount()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = values.get(i);
            }
            return elements;
        }
    }
}
