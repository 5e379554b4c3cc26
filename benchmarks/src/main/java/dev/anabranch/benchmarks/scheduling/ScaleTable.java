package dev.anabranch.benchmarks.scheduling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.anabranch.driver.workflow.PlannedWorkflow;
import dev.anabranch.driver.workflow.Workflow;
import dev.anabranch.driver.workflow.WorkflowPlanner;
import dev.anabranch.driver.workflow.WorkflowRequest;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import java.lang.management.ManagementFactory;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * From graph to proved plan, up to a million tasks with three dependencies each on 1000 workers of 100 hosts. Tasks take
 * 0.1 to 2 s, transfers a tenth as long in the mean; a task reads from among the last twentieth of the tasks before it.
 */
final class ScaleTable {
    private static final int READS = 3;
    private static final int[] SIZES = {10_000, 30_000, 100_000, 300_000, 1_000_000};
    private static final double NANOSECONDS = 1e9;

    void run(ObjectNode json) {
        System.out.printf(
                "%nscale%n%9s %12s %9s %9s %14s %16s%n",
                "tasks", "dependencies", "seconds", "CPU", "bytes / task", "makespan / bound");
        ArrayNode rows = json.putArray("scale");
        for (int tasks : SIZES) {
            measure(tasks, rows.addObject());
        }
    }

    private static void measure(int tasks, ObjectNode row) {
        Workflow workflow = workflow(tasks);
        Cluster cluster = cluster();
        WorkflowPlanner planner = new WorkflowPlanner(System::nanoTime);
        WorkflowRequest request = new WorkflowRequest(workflow, cluster, false, OptionalDouble.empty());
        long before = used();
        long cpuBegin = cpu();
        long begin = System.nanoTime();
        PlannedWorkflow planned = planner.plan(request);
        double seconds = (System.nanoTime() - begin) / NANOSECONDS;
        double cpu = (cpu() - cpuBegin) / NANOSECONDS;
        double bytes = (double) (used() - before) / tasks;
        double ratio = planned.makespan() / planned.lowerBound();
        System.out.printf(
                Locale.ROOT,
                "%9d %12d %9.2f %9.2f %14.0f %16.4f%n",
                tasks,
                workflow.from().length,
                seconds,
                cpu,
                bytes,
                ratio);
        row.put("tasks", tasks);
        row.put("dependencies", workflow.from().length);
        row.put("seconds", seconds);
        row.put("cpu_s", cpu);
        row.put("bytes_per_task", bytes);
        row.put("makespan_to_bound", ratio);
    }

    /** Of all threads: where others use the machine, too, it says more than the clock. */
    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** What is kept of a plan and its problem; the collector is asked first. */
    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    static Cluster cluster() {
        List<Host> hosts = new ArrayList<>();
        for (int host = 0; host < 100; host++) {
            hosts.add(new Host("h" + host, Collections.nCopies(10, 1.0), 0, List.of()));
        }
        return Cluster.of(hosts, new Link(1e-4, 1.25e9), new Link(1e-3, 1.25e8))
                .withModel(MachineModel.CONTENTION_FREE);
    }

    static Workflow workflow(int tasks) {
        SplittableRandom random = new SplittableRandom(1);
        int window = Math.max(3000, tasks / 20);
        double[] work = new double[tasks];
        int[] from = new int[READS * tasks];
        int[] to = new int[from.length];
        double[] bytes = new double[from.length];
        int edges = 0;
        for (int task = 0; task < tasks; task++) {
            work[task] = 0.1 + 1.9 * random.nextDouble();
            int low = Math.max(0, task - window);
            int high = task - Math.min(2000, window / 2);
            for (int read = 0; read < READS && high > low; read++) {
                from[edges] = low + random.nextInt(high - low);
                to[edges] = task;
                bytes[edges++] = 0.1 * 1.05 * 1.25e8 * 2 * random.nextDouble();
            }
        }
        return new Workflow(
                "scale",
                new Numbers(tasks),
                work,
                Arrays.copyOf(from, edges),
                Arrays.copyOf(to, edges),
                Arrays.copyOf(bytes, edges));
    }

    /** Names that take no room until they are asked for. */
    private static final class Numbers extends AbstractList<String> {
        private final int count;

        Numbers(int count) {
            this.count = count;
        }

        @Override
        public String get(int index) {
            return "t" + index;
        }

        @Override
        public int size() {
            return count;
        }
    }
}
