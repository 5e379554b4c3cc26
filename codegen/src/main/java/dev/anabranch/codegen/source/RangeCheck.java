package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;

/** Whether a range of coordinates leaves its axis for any task of a family; each task is tried. */
final class RangeCheck {
    /**
     * Where coordinates are that the axis does not have.
     *
     * @param below its first
     * @param above its last
     * @param between two of its own
     */
    record Outside(boolean below, boolean above, boolean between) {}

    private final TaskGraph graph;
    private final TaskFamily family;

    RangeCheck(TaskGraph graph, TaskFamily family) {
        this.graph = graph;
        this.family = family;
    }

    Outside of(Subscript.Range range, Domain on) {
        Domain.Regular axis = (Domain.Regular) on;
        long last = axis.value(axis.size() - 1);
        boolean below = false;
        boolean above = false;
        boolean between = false;
        int[] positions = new int[family.axes().size()];
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), positions);
        int first = graph.firstTask(family.id());
        for (int task = first; task < first + graph.taskCount(family.id()); task++) {
            for (int i = 0; i < positions.length; i++) {
                positions[i] = graph.position(task, i);
            }
            long from = evaluator.integer(range.from());
            long to = evaluator.integer(range.to());
            long by = evaluator.integer(range.by());
            if (from > to) {
                continue;
            }
            boolean several = to - from >= by;
            below |= from < axis.first();
            above |= to - Math.floorMod(to - from, by) > last;
            between |= Math.floorMod(from - axis.first(), axis.step()) != 0 || (several && by % axis.step() != 0);
        }
        return new Outside(below, above, between && axis.size() > 1);
    }
}
