package dev.anabranch.driver.workflow;

import dev.anabranch.compiler.analyse.Dag;
import java.util.Arrays;
import java.util.List;

/**
 * A task graph without programs: names, durations and what flows between tasks.
 *
 * @param name of the whole
 * @param tasks their names, unique, in the order of the file
 * @param work for each task, seconds on a worker of speed 1
 * @param from for each edge the task that sends
 * @param to for each edge the task that receives
 * @param bytes for each edge, not necessarily whole
 */
@SuppressWarnings("ArrayRecordComponent") // columns, written once by the reader that made them
public record Workflow(String name, List<String> tasks, double[] work, int[] from, int[] to, double[] bytes) {
    /** At which bandwidth communication is compared with computation, in bytes per second. */
    private static final double REFERENCE_BANDWIDTH = 125e6;

    public Workflow {
        tasks = List.copyOf(tasks);
    }

    /**
     * The same with all sizes multiplied by one factor, so that the mean transfer between hosts takes {@code ratio} times
     * the mean task: its communication-to-computation ratio.
     */
    public Workflow withRatio(double ratio) {
        double factor = ratioFactor(ratio);
        double[] scaled = new double[bytes.length];
        Arrays.setAll(scaled, edge -> factor * bytes[edge]);
        return new Workflow(name, tasks, work, from, to, scaled);
    }

    private double ratioFactor(double ratio) {
        double meanWork = Arrays.stream(work).sum() / work.length;
        double meanTransfer =
                Arrays.stream(bytes).map(size -> size / REFERENCE_BANDWIDTH).sum() / bytes.length;
        return meanTransfer > 0 ? ratio * meanWork / meanTransfer : 0;
    }

    /** Its tasks and edges for a scheduler; all data is there when its producer ends. */
    public Dag dag() {
        double[] readiness = new double[from.length];
        Arrays.fill(readiness, 1);
        return new Dag(work, from, to, bytes, readiness);
    }
}
