package dev.anabranch.testkit;

import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskGraph;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs a graph as it was written, every task once, one after the other, without any plan: the naive meaning that every
 * optimisation must keep. Tasks compute symbolically: equal calls give equal numbers, others do not.
 */
public final class ReferenceExecutor {
    private final TaskGraph graph;
    private final SymbolicTasks tasks;
    private final long[] values;
    private final boolean[] done;

    private ReferenceExecutor(TaskGraph graph) {
        this.graph = graph;
        this.tasks = new SymbolicTasks(graph);
        this.values = new long[graph.slotCount()];
        this.done = new boolean[graph.taskCount()];
    }

    /**
     * What a run shows.
     *
     * @throws IllegalArgumentException if the tasks wait for each other in a circle
     */
    public static Observed run(TaskGraph graph) {
        return new ReferenceExecutor(graph).observed();
    }

    private Observed observed() {
        SortedMap<String, Long> effects = new TreeMap<>();
        int left = graph.taskCount();
        while (left > 0) {
            int before = left;
            for (int task = 0; task < graph.taskCount(); task++) {
                if (!done[task] && ready(task)) {
                    run(task, effects);
                    left--;
                }
            }
            if (left == before) {
                throw new IllegalArgumentException(left + " tasks wait for each other in a circle");
            }
        }
        SortedMap<String, Long> published = new TreeMap<>();
        for (Publication publication : graph.publications()) {
            DatasetArray array = graph.arrays().get(publication.array());
            for (int slot : publication.slots()) {
                ScalarEvaluator evaluator = new ScalarEvaluator(array.axes(), array.positions(slot));
                published.put(evaluator.evaluate(publication.name()) + " = " + graph.datasetName(slot), values[slot]);
            }
        }
        return new Observed(published, effects);
    }

    private boolean ready(int task) {
        for (int i = 0; i < graph.inputs().size(task); i++) {
            int producer = graph.producer(graph.inputs().get(task, i));
            if (producer < 0 || !done[producer]) {
                return false;
            }
        }
        return true;
    }

    private void run(int task, SortedMap<String, Long> effects) {
        long[] outputs = tasks.outputs(task, slot -> values[slot]);
        for (int i = 0; i < outputs.length; i++) {
            values[graph.outputs().get(task, i)] = outputs[i];
        }
        if (graph.family(task).signature().effect()) {
            effects.merge(graph.taskName(task), tasks.call(task, slot -> values[slot]), Long::sum);
        }
        done[task] = true;
    }
}
