package dev.anabranch.compiler.rewrite;

import dev.anabranch.api.AggregateTree;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.EvenList;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Optional;

/** Whether a family of aggregates can be split such that it stays a few families. */
final class ReductionCheck {
    /** Slots of partial results form a box over the family's indices; one that is emptier than this is not made. */
    private static final int MOST_SLOTS_PER_TASK = 16;

    private ReductionCheck() {}

    /** Whether any task reads more than a block of datasets; if none does, there is nothing to decide. */
    static boolean readsMuch(TaskGraph tasks, TaskFamily family) {
        int first = tasks.firstTask(family.id());
        for (int task = first; task < first + tasks.taskCount(family.id()); task++) {
            if (tasks.inputs().size(task) > AggregateTree.BLOCK) {
                return true;
            }
        }
        return false;
    }

    /** Why it cannot be split, for a person; empty if it can. */
    static Optional<String> obstacle(OptimizedGraph graph, TaskFamily family) {
        TaskGraph tasks = graph.graph();
        if (family.requirements().gang() > 1) {
            return Optional.of("its tasks ask for a gang");
        }
        Argument list = Reduction.list(family);
        if (!(list instanceof Argument.ReadAll reads)) {
            return Optional.of("its list is written out");
        }
        Optional<EvenList> even = EvenList.of(tasks, family, reads);
        if (even.isEmpty()) {
            return Optional.of("its lists differ in length, or have gaps");
        }
        if (even.get().size() <= AggregateTree.BLOCK) {
            return Optional.of("its lists have " + Numbers.counted(even.get().size(), "dataset")
                    + ", a block has up to " + AggregateTree.BLOCK);
        }
        long box = 1;
        for (Axis axis : family.axes()) {
            box *= axis.size();
        }
        int first = tasks.firstTask(family.id());
        int count = tasks.taskCount(family.id());
        if (box > (long) count * MOST_SLOTS_PER_TASK) {
            return Optional.of("its indices have " + Numbers.counted(box, "combination") + ", and it has "
                    + Numbers.counted(count, "task"));
        }
        for (int task = first; task < first + count; task++) {
            if (graph.unitOf(task) >= 0 && graph.units().size(graph.unitOf(task)) > 1) {
                return Optional.of("its tasks run in units with others");
            }
        }
        return isMerged(graph, family)
                ? Optional.of("its tasks were merged with equal ones, which are not split with it")
                : Optional.empty();
    }

    private static boolean isMerged(OptimizedGraph graph, TaskFamily family) {
        TaskGraph tasks = graph.graph();
        for (int slot = 0; slot < tasks.slotCount(); slot++) {
            int survivor = graph.aliasOf(slot);
            if (survivor >= 0 && (isOf(tasks, family, slot) || isOf(tasks, family, survivor))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(TaskGraph tasks, TaskFamily family, int slot) {
        return tasks.producer(slot) >= 0 && tasks.familyId(tasks.producer(slot)) == family.id();
    }
}
