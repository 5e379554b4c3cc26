package dev.anabranch.compiler.rewrite;

import dev.anabranch.compiler.analyse.TaskOrder;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps one of several tasks that call the same method with equal arguments; the others' datasets become further
 * names of its own. Tasks that are not deterministic, or have an effect, stay, and so do tasks that already run in one
 * unit with others. Takes time linear in tasks and inputs: producers come first, so that readers of duplicates are
 * seen to be duplicates themselves.
 *
 * <pre>
 *   x -> mean(x) -> a               x -> mean(x) -> a
 *     \                      =>               \
 *      -> mean(x) -> b                         -> b   (another name)
 * </pre>
 */
public final class DeduplicateTasks implements Pass {
    @Override
    public String name() {
        return "DeduplicateTasks";
    }

    @Override
    public OptimizedGraph apply(OptimizedGraph graph) {
        TaskGraph tasks = graph.graph();
        int[] aliasOf = new int[tasks.slotCount()];
        for (int slot = 0; slot < aliasOf.length; slot++) {
            aliasOf[slot] = graph.aliasOf(slot);
        }
        CallRow call = new CallRow(tasks, slot -> aliasOf[slot] < 0 ? slot : aliasOf[slot]);
        Survivors survivors = new Survivors(tasks.taskCount());
        boolean[] mergeable = mergeable(tasks);
        boolean[] duplicate = new boolean[tasks.taskCount()];
        Map<Long, double[]> merged = new TreeMap<>();
        for (int task : TaskOrder.of(tasks)) {
            int unit = graph.unitOf(task);
            if (unit < 0 || graph.units().size(unit) > 1 || !mergeable[tasks.familyId(task)]) {
                continue;
            }
            call.write(task);
            int survivor = survivors.putIfAbsent(call, task);
            if (survivor != task) {
                duplicate[task] = true;
                for (int i = 0; i < tasks.outputs().size(task); i++) {
                    aliasOf[tasks.outputs().get(task, i)] = tasks.outputs().get(survivor, i);
                }
                long pair = (long) tasks.familyId(task) << 32 | tasks.familyId(survivor);
                double[] sums = merged.computeIfAbsent(pair, unused -> new double[2]);
                sums[0]++;
                sums[1] += tasks.work(task);
            }
        }
        if (merged.isEmpty()) {
            return graph;
        }
        flatten(aliasOf);
        return graph.withAliases(aliasOf, remaining(graph, duplicate), decisions(tasks, merged));
    }

    private static boolean[] mergeable(TaskGraph tasks) {
        boolean[] mergeable = new boolean[tasks.families().size()];
        for (TaskFamily family : tasks.families()) {
            mergeable[family.id()] =
                    family.signature().deterministic() && !family.signature().effect();
        }
        return mergeable;
    }

    /** What an earlier pass made another name of a task that is now a duplicate itself. */
    private static void flatten(int[] aliasOf) {
        for (int slot = 0; slot < aliasOf.length; slot++) {
            while (aliasOf[slot] >= 0 && aliasOf[aliasOf[slot]] >= 0) {
                aliasOf[slot] = aliasOf[aliasOf[slot]];
            }
        }
    }

    private static IntRows remaining(OptimizedGraph graph, boolean[] duplicate) {
        IntRows.Builder units = new IntRows.Builder();
        for (int unit = 0; unit < graph.units().rows(); unit++) {
            if (graph.units().size(unit) == 1 && duplicate[graph.units().get(unit, 0)]) {
                continue;
            }
            for (int task : graph.units().row(unit)) {
                units.add(task);
            }
            units.endRow();
        }
        return units.build();
    }

    private List<Decision> decisions(TaskGraph tasks, Map<Long, double[]> merged) {
        List<Decision> decisions = new ArrayList<>();
        merged.forEach((pair, sums) -> {
            String from = tasks.families().get((int) (pair >>> 32)).name();
            String to = tasks.families().get(pair.intValue()).name();
            long count = (long) sums[0];
            String reason = Numbers.counted(count, "call") + " equal to " + (from.equals(to) ? "others" : "those")
                    + " of `" + to + "`, " + Quantity.showSeconds(sums[1]) + " of work saved";
            decisions.add(new Decision(name(), from, reason, count));
        });
        return decisions;
    }

    /** The first task of each call, in an open hash table; calls are compared, hashes only find them. */
    private static final class Survivors {
        private final int[] table;
        private final int[] start;
        private final int[] length;
        private int[] rows = new int[1024];
        private int used;

        Survivors(int tasks) {
            this.table = new int[Integer.highestOneBit(Math.max(4, tasks)) * 4];
            this.start = new int[tasks];
            this.length = new int[tasks];
            Arrays.fill(table, -1);
        }

        int putIfAbsent(CallRow call, int task) {
            int place = call.hash() & (table.length - 1);
            while (table[place] >= 0) {
                int other = table[place];
                if (length[other] == call.size() && call.equalTo(rows, start[other], length[other])) {
                    return other;
                }
                place = (place + 1) & (table.length - 1);
            }
            table[place] = task;
            start[task] = used;
            length[task] = call.size();
            if (used + call.size() > rows.length) {
                rows = Arrays.copyOf(rows, Math.max(rows.length * 2, used + call.size()));
            }
            call.copyTo(rows, used);
            used += call.size();
            return task;
        }
    }
}
