package dev.anabranch.benchmarks.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One short race of each kind, as {@code benchmarks/run stress} runs many long ones: that they run, and find nothing. */
final class StressTest {
    private static final String RACES = "(NumbersOnHeap.HandOff|NumbersBetweenProcesses.NotesInOneWord|Slots.Purge"
            + "|Lending.TensorLentOn|ReturnsToOwner.WhileOwnerTakes|Sleepers.MakerLeaves)$";
    private static final int KINDS = 6;

    @TempDir
    Path folder;

    private Path log;

    @Test
    void aRaceOfEachKindEndsAsItMay() throws IOException, InterruptedException {
        int status = stress("-t", RACES);
        assertThat(status).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log))
                .contains(" passed, 0 failed, 0 soft errs, 0 hard errs")
                .contains("All remaining tests: " + KINDS + " matching test results");
    }

    private int stress(String... options) throws IOException, InterruptedException {
        log = folder.resolve("log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // What Arrow needs.
            if (argument.startsWith("--")) {
                command.add(argument);
            }
        }
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                Stress.class.getName()));
        // One kind of JVM, one short iteration, few races at a time.
        command.addAll(List.of("-m", "sanity", "-jvmArgs", "-XX:+UseParallelGC", "-sc", "false"));
        command.addAll(List.of("-f", "1", "-iters", "1", "-time", "50", "-strideSize", "32", "-strideCount", "20"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }
}
