package dev.anabranch.testkit;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** Other costs for a graph. */
public final class Costs {
    private Costs() {}

    /** The same graph with costs of one's own: seconds for each task, bytes for each slot. */
    public static TaskGraph of(TaskGraph graph, IntToDoubleFunction seconds, IntToLongFunction bytes) {
        double[] work = new double[graph.taskCount()];
        Arrays.setAll(work, seconds);
        long[] sizes = new long[graph.slotCount()];
        Arrays.setAll(sizes, bytes);
        return new TaskGraph(
                graph.flow(),
                graph.arrays(),
                graph.families(),
                graph.publications(),
                positions(graph),
                graph.inputs(),
                graph.outputs(),
                work,
                sizes);
    }

    /** The same tasks with other families, of the same shapes. */
    static TaskGraph withFamilies(TaskGraph graph, List<TaskFamily> families) {
        double[] work = new double[graph.taskCount()];
        Arrays.setAll(work, graph::work);
        long[] sizes = new long[graph.slotCount()];
        Arrays.setAll(sizes, graph::bytes);
        return new TaskGraph(
                graph.flow(),
                graph.arrays(),
                families,
                graph.publications(),
                positions(graph),
                graph.inputs(),
                graph.outputs(),
                work,
                sizes);
    }

    private static int[][] positions(TaskGraph graph) {
        int[][] positions = new int[graph.families().size()][];
        for (int family = 0; family < positions.length; family++) {
            IntRows.Builder row = new IntRows.Builder();
            int first = graph.firstTask(family);
            for (int task = first; task < first + graph.taskCount(family); task++) {
                Arrays.stream(graph.positions(task)).forEach(row::add);
            }
            positions[family] = row.endRow().build().row(0);
        }
        return positions;
    }

    /** The same graph with costs over several orders of magnitude, some of them zero; equal seeds, equal costs. */
    public static TaskGraph random(TaskGraph graph, long seed) {
        Random random = new Random(seed);
        return of(
                graph,
                task -> random.nextInt(10) == 0 ? 0 : Math.pow(10, -random.nextInt(5)) * (1 + random.nextInt(9)),
                slot -> random.nextInt(10) == 0 ? 0 : 1L << random.nextInt(30));
    }

    /** Durations around those predicted: each multiplied by a factor from {@code 1 / spread} to {@code spread}. */
    public static double[] perturbed(double[] seconds, double spread, long seed) {
        Random random = new Random(seed);
        double[] others = new double[seconds.length];
        Arrays.setAll(others, i -> seconds[i] * Math.pow(spread, 2 * random.nextDouble() - 1));
        return others;
    }
}
