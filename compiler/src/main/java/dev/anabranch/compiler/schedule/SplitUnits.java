package dev.anabranch.compiler.schedule;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.schedule.Schedule;
import java.util.List;
import java.util.Set;

/**
 * Units that end where a dataset is kept, since its worker writes after the unit.
 *
 * <pre>
 *   [a b c d]      =>      [a b] [c d]
 *      |                      |
 *     kept                   kept
 * </pre>
 */
final class SplitUnits {
    private final OptimizedGraph graph;
    private final IntRows parts;
    private final OptimizedGraph split;

    /** @param kept slots */
    SplitUnits(OptimizedGraph graph, Set<Integer> kept) {
        this.graph = graph;
        TaskGraph tasks = graph.graph();
        IntRows.Builder units = new IntRows.Builder();
        IntRows.Builder numbers = new IntRows.Builder();
        int next = 0;
        for (int unit = 0; unit < graph.units().rows(); unit++) {
            int size = graph.units().size(unit);
            for (int i = 0; i < size; i++) {
                int task = graph.units().get(unit, i);
                units.add(task);
                boolean ends = i == size - 1;
                for (int k = 0; k < tasks.outputs().size(task); k++) {
                    ends |= kept.contains(tasks.outputs().get(task, k));
                }
                if (ends) {
                    units.endRow();
                    numbers.add(next++);
                }
            }
            numbers.endRow();
        }
        this.parts = numbers.build();
        this.split = next == graph.units().rows() ? graph : graph.withUnits(units.build(), List.of());
    }

    /** The graph with the split units. */
    OptimizedGraph graph() {
        return split;
    }

    /** A schedule of the units as they were, with their parts one after the other in their time. */
    Schedule schedule(Schedule whole) {
        if (split == graph) {
            return whole;
        }
        int count = 0;
        for (int placement = 0; placement < whole.placements(); placement++) {
            count += parts.size(whole.unit(placement));
        }
        int[] unit = new int[count];
        int[] worker = new int[count];
        double[] start = new double[count];
        double[] finish = new double[count];
        IntRows.Builder order = new IntRows.Builder();
        int next = 0;
        for (int w = 0; w < whole.order().rows(); w++) {
            for (int i = 0; i < whole.order().size(w); i++) {
                int placement = whole.order().get(w, i);
                int before = whole.unit(placement);
                double work = graph.work(before);
                double end = whole.finish(placement);
                double length = end - whole.start(placement);
                double done = 0;
                double from = whole.start(placement);
                for (int k = 0; k < parts.size(before); k++, next++) {
                    unit[next] = parts.get(before, k);
                    worker[next] = w;
                    start[next] = from;
                    done += split.work(unit[next]);
                    boolean last = k == parts.size(before) - 1;
                    // Rounded past the whole unit's end, a part would be taken for later than what follows the unit.
                    from = last ? end : Math.min(end, whole.start(placement) + (work > 0 ? length * done / work : 0));
                    finish[next] = from;
                    order.add(next);
                }
            }
            order.endRow();
        }
        return new Schedule(unit, worker, start, finish, order.build());
    }
}
