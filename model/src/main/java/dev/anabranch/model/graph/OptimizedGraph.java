package dev.anabranch.model.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A task graph with what the passes decided about it: which tasks are left, which datasets are another name of an
 * equal one, and which tasks run as one unit. A pass may put another graph in the place of the one as written, with the
 * same datasets and publications and further tasks between them; no graph is ever changed.
 */
public final class OptimizedGraph {
    private final TaskGraph written;
    private final TaskGraph graph;
    private final int[] aliasOf;
    private final IntRows units;
    private final int[] unitOf;
    private final List<Decision> decisions;

    private OptimizedGraph(TaskGraph written, TaskGraph graph, int[] aliasOf, IntRows units, List<Decision> decisions) {
        this.written = written;
        this.graph = graph;
        this.aliasOf = aliasOf;
        this.units = units;
        this.decisions = List.copyOf(decisions);
        this.unitOf = new int[graph.taskCount()];
        Arrays.fill(unitOf, -1);
        for (int unit = 0; unit < units.rows(); unit++) {
            for (int i = 0; i < units.size(unit); i++) {
                int task = units.get(unit, i);
                if (unitOf[task] >= 0) {
                    throw new IllegalArgumentException(graph.taskName(task) + " is in two units");
                }
                unitOf[task] = unit;
            }
        }
    }

    /** The graph as written: every task a unit of its own. */
    public static OptimizedGraph of(TaskGraph graph) {
        int[] aliasOf = new int[graph.slotCount()];
        Arrays.fill(aliasOf, -1);
        IntRows.Builder units = new IntRows.Builder();
        for (int task = 0; task < graph.taskCount(); task++) {
            units.add(task).endRow();
        }
        return new OptimizedGraph(graph, graph, aliasOf, units.build(), List.of());
    }

    /**
     * The same graph with other units; tasks in no unit are removed.
     *
     * @param newUnits each row the tasks of a unit in their order
     */
    public OptimizedGraph withUnits(IntRows newUnits, List<Decision> reasons) {
        return new OptimizedGraph(written, graph, aliasOf, newUnits, joined(reasons));
    }

    /**
     * Another graph in the place of this one. What it has of this one has the same numbers: its first arrays, and so its
     * first slots, its first families, and so its first tasks, are this one's, though a family may call another task.
     *
     * @param newUnits each row the tasks of a unit in their order
     */
    public OptimizedGraph withGraph(TaskGraph newGraph, IntRows newUnits, List<Decision> reasons) {
        int[] newAliasOf = Arrays.copyOf(aliasOf, newGraph.slotCount());
        Arrays.fill(newAliasOf, aliasOf.length, newAliasOf.length, -1);
        return new OptimizedGraph(written, newGraph, newAliasOf, newUnits, joined(reasons));
    }

    /** The same tasks, datasets and units with other costs. */
    public OptimizedGraph withCosts(TaskGraph costed, List<Decision> reasons) {
        if (costed.taskCount() != graph.taskCount() || costed.slotCount() != graph.slotCount()) {
            throw new IllegalArgumentException("costs of another graph");
        }
        return new OptimizedGraph(written, costed, aliasOf, units, joined(reasons));
    }

    /**
     * The same graph with other units and aliases.
     *
     * @param newAliasOf for each slot the slot of an equal dataset whose producer stays, or -1
     */
    public OptimizedGraph withAliases(int[] newAliasOf, IntRows newUnits, List<Decision> reasons) {
        return new OptimizedGraph(written, graph, newAliasOf.clone(), newUnits, joined(reasons));
    }

    private List<Decision> joined(List<Decision> reasons) {
        List<Decision> all = new ArrayList<>(decisions);
        all.addAll(reasons);
        return all;
    }

    /** The graph as its author wrote it. */
    public TaskGraph written() {
        return written;
    }

    /** The graph that the passes made of the one as written, or that one itself. */
    public TaskGraph graph() {
        return graph;
    }

    /**
     * The slot whose dataset stands for a slot's: the slot itself, or, where its producer was found to be a duplicate,
     * the survivor's slot. The runtime gives the survivor's dataset both names.
     */
    public int resolve(int slot) {
        return aliasOf[slot] < 0 ? slot : aliasOf[slot];
    }

    /** The slot of an equal dataset whose producer stays, or -1. */
    public int aliasOf(int slot) {
        return aliasOf[slot];
    }

    /** For each unit its tasks, in the order in which they run. */
    public IntRows units() {
        return units;
    }

    /** The unit of a task, or -1 if the task was removed. */
    public int unitOf(int task) {
        return unitOf[task];
    }

    /** The unit that makes a slot's dataset, following aliases; -1 if nothing does. */
    public int producerUnit(int slot) {
        int task = graph.producer(resolve(slot));
        return task < 0 ? -1 : unitOf[task];
    }

    /** Seconds that a unit takes on a worker of speed 1. */
    public double work(int unit) {
        double sum = 0;
        for (int i = 0; i < units.size(unit); i++) {
            sum += graph.work(units.get(unit, i));
        }
        return sum;
    }

    /** What was decided so far, in the order of the passes. */
    public List<Decision> decisions() {
        return decisions;
    }
}
