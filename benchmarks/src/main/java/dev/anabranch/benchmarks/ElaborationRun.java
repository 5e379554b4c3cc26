package dev.anabranch.benchmarks;

import dev.anabranch.model.graph.TaskGraph;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One flow from text to graph in a JVM of its own, which has done nothing before.
 *
 * @param tasks of the graph
 * @param edges of the graph
 * @param seconds from text to graph
 * @param processorSeconds of all threads, the compiler's and the collector's of the JVM too
 * @param peakBytes the most that the heap held, garbage included
 * @param keptBytes what the graph itself holds
 */
record ElaborationRun(int tasks, int edges, double seconds, double processorSeconds, long peakBytes, long keptBytes) {
    private static final int LOOKS = 4;

    /**
     * Compiles the flow that the arguments name and prints what it took on one line.
     *
     * @param arguments the flow's kind and how many tasks it should have
     */
    public static void main(String[] arguments) {
        String text = ElaborationFlow.valueOf(arguments[0]).text(Integer.parseInt(arguments[1]));
        CompileStages stages = new CompileStages();
        long processor = processorNanos();
        long begin = System.nanoTime();
        List<TaskGraph> graph = new ArrayList<>(List.of(stages.graph(text)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        double processorSeconds = (processorNanos() - processor) / 1e9;
        long peak = peak();
        int tasks = graph.get(0).taskCount();
        int edges = graph.get(0).inputs().total();
        // What the compiler holds by itself is there both times, so that the difference is the graph alone.
        long with = used();
        graph.clear();
        long kept = with - used();
        System.out.println(
                String.format(Locale.ROOT, "%d %d %f %f %d %d", tasks, edges, seconds, processorSeconds, peak, kept));
    }

    /** What {@link #main} printed. */
    static ElaborationRun of(String line) {
        String[] fields = line.split(" ", -1);
        return new ElaborationRun(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]));
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long peak() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        return peak;
    }

    /** The least of several looks, since one collection may leave garbage. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int look = 0; look < LOOKS; look++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
