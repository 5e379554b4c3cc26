package dev.anabranch.compiler.analyse;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Arrays;

/**
 * When datasets are there, as a share of their producer's run. An ordinary output, and every alias, is there when its
 * task is over; a generator's k-th of n outputs (from 0) after {@code (k + 1) / n} of it.
 */
public final class Readiness {
    private final OptimizedGraph graph;
    private final double[] ofTask;

    /** Reads the outputs of all generators once. */
    public Readiness(OptimizedGraph graph) {
        this.graph = graph;
        TaskGraph tasks = graph.graph();
        this.ofTask = new double[tasks.slotCount()];
        Arrays.fill(ofTask, 1);
        IntRows outputs = tasks.outputs();
        for (int family = 0; family < tasks.families().size(); family++) {
            if (tasks.families().get(family).signature().generator()) {
                int first = tasks.firstTask(family);
                for (int task = first; task < first + tasks.taskCount(family); task++) {
                    int count = outputs.size(task);
                    for (int k = 0; k < count; k++) {
                        ofTask[outputs.get(task, k)] = (k + 1) / (double) count;
                    }
                }
            }
        }
    }

    /** The share of its task's run after which a dataset is there under this name. */
    public double inTask(int slot) {
        return graph.aliasOf(slot) < 0 ? ofTask[slot] : 1;
    }

    /** The share of its unit's run after which a dataset is there under this name. */
    public double inUnit(int slot) {
        int task = graph.graph().producer(graph.resolve(slot));
        int unit = graph.unitOf(task);
        int size = graph.units().size(unit);
        if (size == 1) {
            return inTask(slot);
        }
        double before = 0;
        double all = 0;
        boolean found = false;
        for (int i = 0; i < size; i++) {
            int other = graph.units().get(unit, i);
            found |= other == task;
            before += found ? 0 : graph.graph().work(other);
            all += graph.graph().work(other);
        }
        return all > 0 ? Math.min(1, (before + inTask(slot) * graph.graph().work(task)) / all) : 1;
    }
}
