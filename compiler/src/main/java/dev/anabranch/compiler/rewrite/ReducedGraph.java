package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph with some families of aggregates split. Arrays, families and tasks of the graph keep their numbers; those of
 * the steps come behind them. A family that is split calls its last step.
 */
final class ReducedGraph {
    private final OptimizedGraph before;
    private final TaskGraph tasks;
    private final AddedArrays arrays;
    private final InputRanges ranges;
    private final List<TaskFamily> families = new ArrayList<>();
    private final List<int[]> positions = new ArrayList<>();
    private final IntRows.Builder inputs = new IntRows.Builder();
    private final IntRows.Builder outputs = new IntRows.Builder();
    private final IntRows.Builder units = new IntRows.Builder();
    private final long[] bytes;
    private double[] work;
    private int taskCount;

    ReducedGraph(OptimizedGraph before, List<Reduction> chosen) {
        this.before = before;
        this.tasks = before.graph();
        this.arrays = new AddedArrays(tasks);
        this.ranges = new InputRanges(tasks);
        this.work = new double[tasks.taskCount()];
        for (int unit = 0; unit < before.units().rows(); unit++) {
            for (int task : before.units().row(unit)) {
                units.add(task);
            }
            units.endRow();
        }
        Map<Integer, List<ReductionStep>> steps = new HashMap<>();
        for (Reduction reduction : chosen) {
            steps.put(reduction.family().id(), ReductionStep.of(reduction, arrays));
        }
        this.bytes = new long[arrays.slots()];
        for (int slot = 0; slot < tasks.slotCount(); slot++) {
            bytes[slot] = tasks.bytes(slot);
        }
        for (TaskFamily family : tasks.families()) {
            List<ReductionStep> split = steps.getOrDefault(family.id(), List.of());
            if (split.isEmpty()) {
                copy(family);
            } else {
                add(split.get(split.size() - 1));
            }
        }
        for (Reduction reduction : chosen) {
            List<ReductionStep> split = steps.getOrDefault(reduction.family().id(), List.of());
            split.subList(0, split.size() - 1).forEach(this::add);
        }
    }

    /** The graph after the pass. */
    OptimizedGraph with(List<Decision> decisions) {
        TaskGraph graph = new TaskGraph(
                tasks.flow(),
                arrays.all(),
                families,
                tasks.publications(),
                positions.toArray(int[][]::new),
                inputs.build(),
                outputs.build(),
                Arrays.copyOf(work, taskCount),
                bytes);
        return before.withGraph(graph, units.build(), decisions);
    }

    private void copy(TaskFamily family) {
        int first = tasks.firstTask(family.id());
        int rank = family.axes().size();
        int[] at = new int[tasks.taskCount(family.id()) * rank];
        for (int i = 0; i < tasks.taskCount(family.id()); i++) {
            System.arraycopy(tasks.positions(first + i), 0, at, i * rank, rank);
            add(tasks.inputs().row(first + i), tasks.outputs().row(first + i), tasks.work(first + i));
        }
        families.add(family);
        positions.add(at);
    }

    /** All calls of a step: for each task of the family that is split one, or one for each block. */
    private void add(ReductionStep step) {
        TaskFamily split = step.reduction().family();
        Optional<DatasetArray> target = step.target();
        int first = tasks.firstTask(split.id());
        int count = tasks.taskCount(split.id());
        int rank = split.axes().size();
        int blocks = Math.max(1, step.blocks());
        int width = step.blocks() > 0 ? rank + 1 : rank;
        int[] at = new int[count * blocks * width];
        for (int i = 0; i < count; i++) {
            int task = first + i;
            int[] own = tasks.positions(task);
            int[] reads = tasks.inputs().row(task);
            int[] parts = ranges.of(task);
            for (int block = 0; block < blocks; block++) {
                int call = i * blocks + block;
                System.arraycopy(own, 0, at, call * width, rank);
                if (width > rank) {
                    at[call * width + rank] = block;
                }
                int[] makes = tasks.outputs().row(task);
                if (target.isPresent()) {
                    long size = Math.round(
                            tasks.bytes(makes[0]) * step.reduction().aggregate().size());
                    makes = new int[] {step.slot(target.get(), own, block)};
                    bytes[makes[0]] = Math.max(1, size);
                    if (before.unitOf(task) >= 0) {
                        units.add(taskCount).endRow();
                    }
                }
                double seconds = tasks.work(task)
                        * step.elements(block)
                        / step.reduction().length();
                add(step.reads(reads, parts, own, block), makes, seconds);
            }
        }
        families.add(step.family(families.size()));
        positions.add(at);
    }

    private void add(int[] reads, int[] makes, double seconds) {
        if (taskCount == work.length) {
            work = Arrays.copyOf(work, 16 + work.length * 2);
        }
        for (int slot : reads) {
            inputs.add(slot);
        }
        inputs.endRow();
        for (int slot : makes) {
            outputs.add(slot);
        }
        outputs.endRow();
        work[taskCount++] = seconds;
    }
}
