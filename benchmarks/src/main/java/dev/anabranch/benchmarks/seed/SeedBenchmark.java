package dev.anabranch.benchmarks.seed;

import dev.anabranch.api.TaskContext;
import dev.anabranch.benchmarks.Checks;
import dev.anabranch.benchmarks.ScratchFolder;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunRequest;
import dev.anabranch.driver.store.PlanStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Runs the samples {@code sdmi} and {@code bdg} on one and on two workers, beside a sequential program that calls the same
 * functions, and two of those at once: how much faster two processors are at all, that share memory and caches. All take
 * turns, so that other load meets them all.
 */
public final class SeedBenchmark {
    private static final ClassLoader TASKS = SeedBenchmark.class.getClassLoader();

    private SeedBenchmark() {}

    /**
     * Prints medians.
     *
     * @param arguments the folder of samples; then how often each is run, the rows of a matrix, and how many matrices or
     *     children there are
     */
    public static void main(String[] arguments) throws IOException {
        Path samples = Path.of(arguments[0]);
        int runs = number(arguments, 1, 5);
        int size = number(arguments, 2, 1000);
        int count = number(arguments, 3, 16);
        System.out.printf(
                Locale.ROOT,
                "matrices of %,d x %,d, %d of them; seconds, medians of %d runs%n%-8s %12s %12s %12s %12s %12s %12s%n",
                size,
                size,
                count,
                runs,
                "",
                "sequential",
                "1 worker",
                "overhead",
                "2 workers",
                "speedup",
                "limit");
        try (ScratchFolder folder = ScratchFolder.create()) {
            for (Workload workload : Workload.values()) {
                measure(workload, samples, folder.path(), runs, size, count);
            }
        }
    }

    private static int number(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private static void measure(Workload workload, Path samples, Path folder, int runs, int size, int count)
            throws IOException {
        PlannedFlow one = planned(workload, samples, folder, size, count, 1);
        PlannedFlow two = planned(workload, samples, folder, size, count, 2);
        double[] sequential = new double[runs];
        double[] alone = new double[runs];
        double[] both = new double[runs];
        double[] twice = new double[runs];
        // The first round makes the JVM compile what it will.
        for (int run = -1; run < runs; run++) {
            int at = Math.max(0, run);
            sequential[at] = sequential(workload, size, count);
            alone[at] = seconds(one, folder);
            both[at] = seconds(two, folder);
            twice[at] = atOnce(workload, size, count);
        }
        for (double[] times : List.of(sequential, alone, both, twice)) {
            Arrays.sort(times);
        }
        double plain = sequential[runs / 2];
        double flow = alone[runs / 2];
        System.out.printf(
                Locale.ROOT,
                "%-8s %12.3f %12.3f %11.1f%% %12.3f %11.2fx %11.2fx%n",
                workload.sample(),
                plain,
                flow,
                100 * (flow / plain - 1),
                both[runs / 2],
                flow / both[runs / 2],
                2 * plain / twice[runs / 2]);
    }

    private static PlannedFlow planned(Workload workload, Path samples, Path folder, int size, int count, int workers)
            throws IOException {
        FlowRequest request = FlowRequest.of(
                        samples.resolve(workload.sample()).resolve(workload.sample() + ".flow"), workers)
                .with("n", "" + size)
                .with(workload.countParameter(), "" + count);
        return Checks.value(new FlowCompiler(TASKS, new PlanStore(folder.resolve("plans"))).plan(request));
    }

    private static double sequential(Workload workload, int size, int count) {
        try (BufferAllocator allocator = new RootAllocator()) {
            TaskContext context = new TaskContext() {
                @Override
                public BufferAllocator allocator() {
                    return allocator;
                }

                @Override
                public String instance() {
                    return "sequential";
                }
            };
            long begin = System.nanoTime();
            workload.sequential(context, size, count);
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    /** Two sequential programs at once. */
    private static double atOnce(Workload workload, int size, int count) {
        long begin = System.nanoTime();
        CompletableFuture<Double> other = CompletableFuture.supplyAsync(() -> sequential(workload, size, count));
        sequential(workload, size, count);
        other.join();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double seconds(PlannedFlow planned, Path folder) throws IOException {
        RunRequest request =
                new RunRequest(folder.resolve("outputs"), folder.resolve("trace"), OptionalLong.empty(), p -> {});
        long begin = System.nanoTime();
        new FlowRun(TASKS).run(planned, request);
        return (System.nanoTime() - begin) / 1e9;
    }
}
