package dev.anabranch.compiler.verify;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.StepKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A plan whose tables are in order, with what the checks look up in it. */
final class PlanFacts {
    final TaskGraph graph;
    final Cluster cluster;
    final Plan plan;
    final Findings findings;
    final StepKind[] kinds;
    final int[] firstStep;
    private final int[] firstRow;
    private final int[] nextRow;
    private final int[] aliasOf;
    private final Map<Long, Integer> joined = new HashMap<>();

    PlanFacts(TaskGraph graph, Cluster cluster, Plan plan, Findings findings) {
        this.graph = graph;
        this.cluster = cluster;
        this.plan = plan;
        this.findings = findings;
        this.kinds = new StepKind[plan.steps().kind().length];
        Arrays.setAll(kinds, step -> StepKind.valueOf(plan.steps().kind()[step]));
        this.firstStep = new int[cluster.workers() + 1];
        for (int worker : plan.steps().worker()) {
            firstStep[worker + 1]++;
        }
        for (int worker = 0; worker < cluster.workers(); worker++) {
            firstStep[worker + 1] += firstStep[worker];
        }
        this.firstRow = new int[graph.taskCount()];
        this.nextRow = new int[plan.tasks().task().length];
        Arrays.fill(firstRow, -1);
        for (int row = nextRow.length - 1; row >= 0; row--) {
            if (plan.tasks().rank()[row] > 0) {
                joined.put(key(plan.tasks().task()[row], plan.tasks().worker()[row]), row);
                continue;
            }
            nextRow[row] = firstRow[plan.tasks().task()[row]];
            firstRow[plan.tasks().task()[row]] = row;
        }
        this.aliasOf = new int[graph.slotCount()];
        Arrays.fill(aliasOf, -1);
        for (int row = 0; row < plan.datasets().slot().length; row++) {
            aliasOf[plan.datasets().slot()[row]] = plan.datasets().aliasOf()[row];
        }
    }

    /** The row of a task's run on a worker in the plan's tasks; -1 if it does not run there, or only joins a gang. */
    int rowOn(int task, int worker) {
        int row = task < 0 ? -1 : firstRow[task];
        while (row >= 0 && plan.tasks().worker()[row] != worker) {
            row = nextRow[row];
        }
        return row;
    }

    /** The row of a RUN or a JOIN in the plan's tasks; -1 if there is none, or if it is another kind of step. */
    int rowOf(int step) {
        int task = plan.steps().task()[step];
        int worker = plan.steps().worker()[step];
        return switch (kinds[step]) {
            case RUN -> rowOn(task, worker);
            case JOIN -> joined.getOrDefault(key(task, worker), -1);
            default -> -1;
        };
    }

    /** Whether a step runs a task, for what it makes or as one of a gang. */
    boolean runs(int step) {
        return kinds[step] == StepKind.RUN || kinds[step] == StepKind.JOIN;
    }

    /** How many workers a task needs at the same time. */
    int gang(int task) {
        return graph.family(task).requirements().gang();
    }

    /** The first row of a task in the plan's tasks; -1 if it does not run. */
    int firstRow(int task) {
        return task < 0 ? -1 : firstRow[task];
    }

    /** The next row of a row's task, or -1. */
    int nextRow(int row) {
        return nextRow[row];
    }

    /** The slot that a slot is another name of according to the plan, or -1. */
    int aliasOf(int slot) {
        return aliasOf[slot];
    }

    /** The slot whose task really makes a slot's dataset. */
    int made(int slot) {
        return aliasOf[slot] < 0 ? slot : aliasOf[slot];
    }

    /** The row of the run on a worker that makes a slot's dataset; -1 if there is none. */
    int producerRow(int slot, int worker) {
        return rowOn(graph.producer(made(slot)), worker);
    }

    /** Whether a worker is to hold a dataset until the run ends, since it made it and the flow says so. */
    boolean keptOn(int slot, int worker) {
        int row = producerRow(slot, worker);
        return row >= 0 && graph.family(plan.tasks().task()[row]).requirements().keep();
    }

    /** When the plan's own times say that a dataset can leave the worker of a run that makes it. */
    double there(int slot, int row) {
        double start = plan.tasks().start()[row];
        double finish = plan.tasks().finish()[row];
        double share = readiness(slot);
        return share == 1 ? finish : start + share * (finish - start);
    }

    /** How much of its producer's run is over when a dataset can leave under this name; an alias waits for the end. */
    double readiness(int slot) {
        int task = graph.producer(slot);
        if (aliasOf[slot] >= 0 || task < 0) {
            return 1;
        }
        int outputs = graph.outputs().size(task);
        if (!graph.family(task).signature().generator()) {
            return 1;
        }
        // Slots of one generator mostly follow each other at equal distances, so guess before searching.
        int first = graph.outputs().get(task, 0);
        int stride = outputs > 1 ? graph.outputs().get(task, 1) - first : 1;
        int guess = stride != 0 ? (slot - first) / stride : 0;
        if (guess >= 0 && guess < outputs && graph.outputs().get(task, guess) == slot) {
            return (guess + 1) / (double) outputs;
        }
        return graph.readiness(slot);
    }

    /** Whether a transfer goes where a host that does not make the dataset may send it. */
    boolean mayBeSentOn(int transfer) {
        int to = cluster.hostOf(plan.transfers().to()[transfer]);
        int slot = plan.transfers().slot()[transfer];
        int task = graph.producer(made(slot));
        int row = task < 0 ? -1 : firstRow[task];
        boolean madeElsewhere = row >= 0;
        while (row >= 0) {
            madeElsewhere &= cluster.hostOf(plan.tasks().worker()[row]) != to;
            row = nextRow[row];
        }
        return cluster.model() == MachineModel.ONE_PORT
                && madeElsewhere
                && cluster.hostOf(plan.transfers().from()[transfer]) != to;
    }

    String worker(int worker) {
        return cluster.workerName(worker);
    }

    String dataset(int slot) {
        return graph.datasetName(slot);
    }

    static long key(int slot, int worker) {
        return (long) slot << 32 | worker;
    }
}
