package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops every task that no sink needs. Sinks are published datasets and tasks with an effect.
 *
 * <pre>
 *   read -> mean -> publish             read -> mean -> publish
 *     \                          =>
 *      -> spread -> trend
 * </pre>
 */
public final class CullUnreachable implements Pass {
    @Override
    public String name() {
        return "CullUnreachable";
    }

    @Override
    public OptimizedGraph apply(OptimizedGraph graph) {
        boolean[] needed = new Search(graph).needed();
        TaskGraph tasks = graph.graph();
        IntRows.Builder units = new IntRows.Builder();
        int[] culled = new int[tasks.families().size()];
        double[] seconds = new double[tasks.families().size()];
        for (int unit = 0; unit < graph.units().rows(); unit++) {
            int kept = 0;
            for (int task : graph.units().row(unit)) {
                if (needed[task]) {
                    units.add(task);
                    kept++;
                } else {
                    int family = tasks.familyId(task);
                    culled[family]++;
                    seconds[family] += tasks.work(task);
                }
            }
            if (kept > 0) {
                units.endRow();
            }
        }
        List<Decision> decisions = new ArrayList<>();
        for (int family = 0; family < culled.length; family++) {
            if (culled[family] > 0) {
                String reason = "no sink needs " + Numbers.counted(culled[family], "task") + ", "
                        + Quantity.showSeconds(seconds[family]) + " of work dropped";
                decisions.add(new Decision(name(), tasks.families().get(family).name(), reason, culled[family]));
            }
        }
        return graph.withUnits(units.build(), decisions);
    }

    /** Walks from the sinks to what they need. */
    private static final class Search {
        private final OptimizedGraph graph;
        private final TaskGraph tasks;
        private final boolean[] needed;
        private final int[] stack;
        private int depth;

        Search(OptimizedGraph graph) {
            this.graph = graph;
            this.tasks = graph.graph();
            this.needed = new boolean[tasks.taskCount()];
            this.stack = new int[tasks.taskCount()];
        }

        boolean[] needed() {
            for (Publication publication : tasks.publications()) {
                for (int slot : publication.slots()) {
                    needProducer(slot);
                }
            }
            for (int family = 0; family < tasks.families().size(); family++) {
                if (tasks.families().get(family).signature().effect()) {
                    int first = tasks.firstTask(family);
                    for (int task = first; task < first + tasks.taskCount(family); task++) {
                        need(task);
                    }
                }
            }
            while (depth > 0) {
                int task = stack[--depth];
                for (int i = 0; i < tasks.inputs().size(task); i++) {
                    needProducer(tasks.inputs().get(task, i));
                }
            }
            return needed;
        }

        private void needProducer(int slot) {
            int task = tasks.producer(graph.resolve(slot));
            if (task >= 0) {
                need(task);
            }
        }

        private void need(int task) {
            if (!needed[task]) {
                needed[task] = true;
                stack[depth++] = task;
            }
        }
    }
}
