package dev.anabranch.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Measures the way from text to graph for flows of 10,000 to 10 million tasks, each in JVMs of its own. */
public final class Elaboration {
    private static final int[] SIZES = {10_000, 100_000, 1_000_000, 10_000_000};
    private static final int LARGE = 1_000_000;

    private Elaboration() {}

    /**
     * Prints a table; the median of the runs by time.
     *
     * @param arguments how often each is run, three times if nothing is said; then how many tasks to go up to
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SIZES[SIZES.length - 1];
        System.out.printf(
                "%-10s %11s %11s %9s %9s %9s %9s %9s%n",
                "flow", "tasks", "edges", "seconds", "CPU s", "heap MiB", "peak MiB", "B a task");
        for (ElaborationFlow flow : ElaborationFlow.values()) {
            for (int size : SIZES) {
                if (size <= most) {
                    print(flow, size, runs);
                }
            }
        }
    }

    private static void print(ElaborationFlow flow, int size, int runs) throws IOException, InterruptedException {
        int heap = heap(size);
        List<ElaborationRun> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            all.add(run(flow, size, heap));
        }
        all.sort(Comparator.comparingDouble(ElaborationRun::seconds));
        ElaborationRun median = all.get(runs / 2);
        System.out.printf(
                Locale.ROOT,
                "%-10s %,11d %,11d %9.2f %9.2f %,9d %,9d %9d%n",
                flow.name().toLowerCase(Locale.ROOT),
                median.tasks(),
                median.edges(),
                median.seconds(),
                median.processorSeconds(),
                heap,
                median.peakBytes() >> 20,
                median.keptBytes() / median.tasks());
    }

    /** The heap in MiB: that of a small machine up to a million tasks, and room for ten times as many beyond. */
    private static int heap(int size) {
        return size <= LARGE ? 1536 : 6144;
    }

    /** What one compilation takes in a JVM with a heap of so many MiB. */
    static ElaborationRun run(ElaborationFlow flow, int size, int heap) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap + "m",
                        "-XX:+UseParallelGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ElaborationRun.class.getName(),
                        flow.name(),
                        Integer.toString(size))
                .redirectError(Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            if (process.waitFor() != 0 || line == null) {
                throw new IllegalStateException(flow + " of " + size + " tasks ended with " + process.exitValue());
            }
            return ElaborationRun.of(line);
        }
    }
}
