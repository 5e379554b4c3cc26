package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.codegen.compile.GeneratedClassLoader;
import dev.anabranch.codegen.compile.InMemoryCompiler;
import dev.anabranch.codegen.compile.MethodSizes;
import dev.anabranch.codegen.source.SourceFile;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs of every sample can be loaded, and the JIT compiles all of their methods. */
class GeneratedClassesTest {
    private static final ClassLoader TASKS = GeneratedClassesTest.class.getClassLoader();

    /** Used by another flow, and compiled with it. */
    private static final Path USED = Path.of("postprocess/products.flow");

    /** Calls a task of its own project, which compiles it by the Maven plugin. */
    private static final Path EMBEDDED = Path.of("embedded/src/main/flow/storms.flow");

    /** What has no default; planned only, so that no file is needed. */
    private static final Map<String, String> MISSING = Map.of("era5/era5.flow", "source");

    /** What has a gang. */
    private static final Map<String, Integer> LEAST_WORKERS = Map.of("kmeans/kmeans.flow", 2);

    @TempDir
    Path folder;

    static List<Path> flows() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".flow"))
                    .filter(file -> !file.startsWith("target"))
                    .filter(file -> !file.equals(USED) && !file.equals(EMBEDDED))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void noMethodIsTooLargeForTheJit(Path flow) throws IOException {
        int least = LEAST_WORKERS.getOrDefault(flow.toString().replace('\\', '/'), 1);
        for (int workers : new int[] {least, 3}) {
            PlanFolder plan = planned(flow, workers).folder();
            SortedMap<String, byte[]> classes =
                    plan.classes(sources -> InMemoryCompiler.compile(files(sources), TASKS));
            assertThat(classes).hasSizeGreaterThan(workers);
            assertThat(MethodSizes.tooLarge(classes))
                    .as("methods of %s on %d workers that the JIT leaves alone, and their bytes", flow, workers)
                    .isEmpty();
            assertThat(new GeneratedClassLoader(TASKS, classes)
                            .program(plan.entryClass())
                            .workers())
                    .isEqualTo(workers);
        }
    }

    private PlannedFlow planned(Path flow, int workers) throws IOException {
        FlowRequest request = FlowRequest.of(flow, workers);
        String missing = MISSING.get(flow.toString().replace('\\', '/'));
        if (missing != null) {
            request = request.with(missing, "absent.nc");
        }
        var checked = new FlowCompiler(TASKS, new PlanStore(folder)).plan(request);
        return checked.value()
                .orElseThrow(() -> new AssertionError(DiagnosticPrinter.plain().print(checked.diagnostics())));
    }

    private static List<SourceFile> files(Map<String, String> sources) {
        return sources.entrySet().stream()
                .map(source -> new SourceFile(source.getKey(), source.getValue()))
                .toList();
    }
}
