package dev.anabranch.compiler.verify;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Proves that an optimised graph still gives its sinks what the graph as written gives them: every sink is there,
 * everything a task reads is made by a task that is there, aliases are equal, units can run one after the other.
 */
public final class GraphVerifier {
    private static final int MOST_PROBLEMS = 20;

    private final OptimizedGraph graph;
    private final TaskGraph tasks;
    private final List<String> problems = new ArrayList<>();

    private GraphVerifier(OptimizedGraph graph) {
        this.graph = graph;
        this.tasks = graph.graph();
    }

    /** What is wrong with a graph, each in one sentence; empty if nothing is. */
    public static List<String> problems(OptimizedGraph graph) {
        GraphVerifier verifier = new GraphVerifier(graph);
        verifier.sinks();
        verifier.inputs();
        verifier.aliases();
        if (verifier.problems.isEmpty()) {
            verifier.order();
        }
        return List.copyOf(verifier.problems);
    }

    /**
     * Throws if the column of inputs is not what the arguments of the calls say; few passes change either, so once for
     * each graph is enough.
     *
     * @throws IllegalStateException naming the first such inputs
     */
    public static void requireFaithfulInputs(TaskGraph graph) {
        GraphVerifier verifier = new GraphVerifier(OptimizedGraph.of(graph));
        CallReader calls = new CallReader(graph);
        for (int task = 0; task < graph.taskCount(); task++) {
            InputCheck check = verifier.new InputCheck(task);
            calls.read(task, check);
            check.end();
        }
        if (!verifier.problems.isEmpty()) {
            throw new IllegalStateException("after lowering: " + String.join("; ", verifier.problems));
        }
    }

    /**
     * Throws if anything is wrong.
     *
     * @param stage who made the graph
     * @throws IllegalStateException naming the stage
     */
    public static void requireValid(OptimizedGraph graph, String stage) {
        List<String> problems = problems(graph);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("after " + stage + ": " + String.join("; ", problems));
        }
    }

    private void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text);
        }
    }

    private void sinks() {
        for (Publication publication : tasks.publications()) {
            for (int slot : publication.slots()) {
                if (graph.producerUnit(slot) < 0) {
                    problem(tasks.datasetName(slot) + " is published but nothing makes it");
                }
            }
        }
        for (int task = 0; task < tasks.taskCount(); task++) {
            if (graph.unitOf(task) < 0 && tasks.family(task).signature().effect()) {
                problem(tasks.taskName(task) + " has an effect but was removed");
            }
        }
    }

    private void inputs() {
        for (int task = 0; task < tasks.taskCount(); task++) {
            for (int i = 0; graph.unitOf(task) >= 0 && i < tasks.inputs().size(task); i++) {
                int slot = tasks.inputs().get(task, i);
                if (graph.producerUnit(slot) < 0) {
                    problem(tasks.taskName(task) + " reads " + tasks.datasetName(slot) + ", which nothing makes");
                }
            }
        }
    }

    private void aliases() {
        EqualDatasets equal = new EqualDatasets(tasks);
        for (int slot = 0; slot < tasks.slotCount(); slot++) {
            int survivor = graph.aliasOf(slot);
            if (survivor < 0) {
                continue;
            }
            if (graph.aliasOf(survivor) >= 0) {
                problem(tasks.datasetName(slot) + " is another name of " + tasks.datasetName(survivor)
                        + ", which is another name itself");
            }
            if (tasks.producer(slot) >= 0 && graph.unitOf(tasks.producer(slot)) >= 0) {
                problem(tasks.datasetName(slot) + " is made, and another name of " + tasks.datasetName(survivor));
            }
            if (!equal.equal(slot, survivor)) {
                problem(tasks.datasetName(slot) + " need not equal " + tasks.datasetName(survivor)
                        + ", whose name it is said to be");
            }
        }
    }

    /** Counts down what each unit waits for; what never starts lies in or behind a circle of units. */
    private void order() {
        int units = graph.units().rows();
        int[] waiting = new int[units];
        IntRows.Builder before = new IntRows.Builder(units, units);
        int[] counted = new int[units];
        Arrays.fill(counted, -1);
        int[] placeInUnit = new int[tasks.taskCount()];
        for (int unit = 0; unit < units; unit++) {
            int[] row = graph.units().row(unit);
            if (row.length == 0) {
                problem("unit " + unit + " is empty");
            }
            for (int place = 0; place < row.length; place++) {
                placeInUnit[row[place]] = place;
            }
            for (int task : row) {
                for (int i = 0; i < tasks.inputs().size(task); i++) {
                    int producer = tasks.producer(graph.resolve(tasks.inputs().get(task, i)));
                    int from = graph.unitOf(producer);
                    if (from == unit && placeInUnit[producer] >= placeInUnit[task]) {
                        problem(tasks.taskName(task) + " runs before " + tasks.taskName(producer) + " in their unit");
                    } else if (from != unit && counted[from] != unit) {
                        counted[from] = unit;
                        waiting[unit]++;
                        before.add(from);
                    }
                }
            }
            before.endRow();
        }
        IntRows readers = before.build().transposed(units);
        int[] ready = new int[units];
        int known = 0;
        for (int unit = 0; unit < units; unit++) {
            if (waiting[unit] == 0) {
                ready[known++] = unit;
            }
        }
        int started = 0;
        while (started < known) {
            int unit = ready[started++];
            for (int i = 0; i < readers.size(unit); i++) {
                int reader = readers.get(unit, i);
                if (--waiting[reader] == 0) {
                    ready[known++] = reader;
                }
            }
        }
        for (int unit = 0; unit < units && started < units; unit++) {
            if (waiting[unit] > 0) {
                problem("the unit of " + tasks.taskName(graph.units().get(unit, 0)) + " waits for itself in a circle");
                return;
            }
        }
    }

    /** Compares the column of inputs with what the arguments say. */
    private final class InputCheck implements CallReader.Listener {
        private final int task;
        private int next;

        InputCheck(int task) {
            this.task = task;
        }

        @Override
        public void value(Object value) {}

        @Override
        public void absent() {}

        @Override
        public void open(String kind) {}

        @Override
        public void close() {}

        @Override
        public void slot(int slot) {
            int place = next++;
            if (place >= tasks.inputs().size(task) || tasks.inputs().get(task, place) != slot) {
                problem("input " + place + " of " + tasks.taskName(task) + " is not what its arguments say");
            }
        }

        void end() {
            if (next < tasks.inputs().size(task)) {
                problem(tasks.taskName(task) + " has " + tasks.inputs().size(task) + " inputs, its arguments read "
                        + next);
            }
        }
    }
}
