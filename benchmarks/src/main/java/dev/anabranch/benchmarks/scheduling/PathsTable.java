package dev.anabranch.benchmarks.scheduling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.compiler.analyse.Paths;
import dev.anabranch.compiler.analyse.TracePaths;
import dev.anabranch.compiler.schedule.list.AppendHeft;
import dev.anabranch.compiler.schedule.list.PartitionSinks;
import dev.anabranch.compiler.schedule.problem.Problem;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How long it takes to trace the paths of the graphs of {@link ScaleTable}, and to split and place them on 1000 workers,
 * beside HEFT that appends; seconds of processor time, the least of three.
 */
final class PathsTable {
    private static final int[] SIZES = {10_000, 100_000, 1_000_000};
    private static final int RUNS = 3;
    private static final double NANOSECONDS = 1e9;

    void run(ObjectNode json) {
        System.out.printf(
                "%npaths%n%9s %12s %9s %9s %12s %9s%n",
                "tasks", "dependencies", "paths", "trace s", "partition s", "HEFT s");
        ArrayNode rows = json.putArray("paths");
        for (int tasks : SIZES) {
            Problem problem = Problem.of(ScaleTable.workflow(tasks).dag(), ScaleTable.cluster());
            Paths paths = trace(problem);
            double trace = seconds(() -> trace(problem));
            double partition = seconds(() -> PartitionSinks.appending().schedule(problem));
            double heft = seconds(() -> new AppendHeft().schedule(problem));
            System.out.printf(
                    Locale.ROOT,
                    "%9d %12d %9d %9.2f %12.2f %9.2f%n",
                    tasks,
                    problem.dag().edges(),
                    paths.count(),
                    trace,
                    partition,
                    heft);
            ObjectNode row = rows.addObject();
            row.put("tasks", tasks);
            row.put("dependencies", problem.dag().edges());
            row.put("paths", paths.count());
            row.put("trace_s", trace);
            row.put("partition_s", partition);
            row.put("heft_append_s", heft);
        }
    }

    private static Paths trace(Problem problem) {
        return TracePaths.of(problem.dag(), problem::meanSeconds, problem::meanTransfer);
    }

    private static double seconds(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            least = Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
        }
        return least / NANOSECONDS;
    }
}
