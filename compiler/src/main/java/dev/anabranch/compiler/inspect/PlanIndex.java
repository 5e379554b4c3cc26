package dev.anabranch.compiler.inspect;

import dev.anabranch.compiler.plan.PlanProblem;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanDependencies;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is looked up in a plan's tables, made once. A row is one in the plan's tasks unless it says otherwise. */
final class PlanIndex {
    final Plan plan;
    final Cluster cluster;
    private final PlanProblem answered;
    private final PlanTasks tasks;
    private final PlanDatasets datasets;
    private final int[] datasetOf;
    private final IntRows rowsOfTask;
    private final IntRows inputs;
    private final IntRows readers;
    private final IntRows namesOf;
    private final int[] firstRow;
    private final Map<Long, Double> arrivals = new LinkedHashMap<>();

    /** @param answered the problem that the plan answers */
    PlanIndex(Plan plan, Cluster cluster, PlanProblem answered) {
        this.answered = answered;
        this.plan = plan;
        this.cluster = cluster;
        this.tasks = plan.tasks();
        this.datasets = plan.datasets();
        PlanDependencies edges = plan.dependencies();
        int taskCount = Arrays.stream(tasks.task()).max().orElse(-1) + 1;
        int slots = Arrays.stream(datasets.slot()).max().orElse(-1) + 1;
        this.datasetOf = new int[slots];
        Arrays.fill(datasetOf, -1);
        for (int d = 0; d < datasets.slot().length; d++) {
            datasetOf[datasets.slot()[d]] = d;
        }
        this.rowsOfTask = grouped(tasks.task(), taskCount);
        this.inputs = grouped(edges.task(), taskCount);
        this.readers = grouped(Arrays.stream(edges.slot()).map(this::made).toArray(), slots);
        this.namesOf = grouped(Arrays.stream(datasets.slot()).map(this::made).toArray(), slots);
        this.firstRow = new int[cluster.workers() + 1];
        for (int worker : tasks.worker()) {
            firstRow[worker + 1]++;
        }
        for (int w = 0; w + 1 < firstRow.length; w++) {
            firstRow[w + 1] += firstRow[w];
        }
        PlanTransfers moved = plan.transfers();
        for (int t = 0; t < moved.slot().length; t++) {
            arrivals.merge(key(moved.slot()[t], moved.to()[t]), moved.finish()[t], Math::min);
        }
    }

    /** For each key, ascending, the places in which it stands. */
    private static IntRows grouped(int[] keys, int count) {
        IntRows.Builder places = new IntRows.Builder();
        for (int key : keys) {
            places.add(key).endRow();
        }
        return places.build().transposed(count);
    }

    private static long key(int slot, int worker) {
        return (long) slot << 32 | worker;
    }

    /** The rows in which a task stands: one for each worker that runs it. */
    int[] rows(int task) {
        return rowsOfTask.row(task);
    }

    /** The slots that a task reads, distinct, in the order of its arguments. */
    int[] inputs(int task) {
        return Arrays.stream(inputs.row(task))
                .map(edge -> plan.dependencies().slot()[edge])
                .distinct()
                .toArray();
    }

    /** The slot whose task really makes a slot's dataset. */
    int made(int slot) {
        int alias = datasets.aliasOf()[datasetOf[slot]];
        return alias < 0 ? slot : alias;
    }

    /** The tasks that read what a task makes under one of its names, distinct. */
    int[] readers(int slot) {
        return Arrays.stream(readers.row(slot))
                .map(edge -> plan.dependencies().task()[edge])
                .distinct()
                .toArray();
    }

    /** A slot and the slots that are other names of it. */
    int[] names(int slot) {
        return Arrays.stream(namesOf.row(slot))
                .map(dataset -> datasets.slot()[dataset])
                .toArray();
    }

    /**
     * The row of the run that a worker has a slot's dataset from: its own, or that of the worker that the plan has send it. If
     * it sends none there, the run from which it would be there first.
     */
    int producerRow(int slot, int worker) {
        int planned = answered.sender(slot, worker);
        if (planned >= 0) {
            return planned;
        }
        int best = -1;
        double soonest = Double.POSITIVE_INFINITY;
        for (int row : rowsOfTask.row(producer(slot))) {
            double there = leaves(slot, row) + cluster.transferSeconds(tasks.worker()[row], worker, bytes(slot));
            if (best < 0 || there < soonest) {
                soonest = there;
                best = row;
            }
        }
        return best;
    }

    /** The task that makes a slot's dataset. */
    int producer(int slot) {
        return datasets.producer()[datasetOf[slot]];
    }

    long bytes(int slot) {
        return datasets.bytes()[datasetOf[slot]];
    }

    String datasetName(int slot) {
        return datasets.name()[datasetOf[slot]];
    }

    /** The first row of a worker; that of the worker after the last is the number of rows. */
    int firstRow(int worker) {
        return firstRow[worker];
    }

    /** When a slot's dataset can leave for a worker, or be read there; a generator hands it over while it still runs. */
    double made(int slot, int worker) {
        int row = producerRow(slot, worker);
        return tasks.worker()[row] == worker ? tasks.finish()[row] : leaves(slot, row);
    }

    private double leaves(int slot, int row) {
        double share = datasets.readiness()[datasetOf[slot]];
        return share == 1
                ? tasks.finish()[row]
                : tasks.start()[row] + share * (tasks.finish()[row] - tasks.start()[row]);
    }

    /**
     * When a slot's dataset is on a worker, or would be: on its producer's worker at the end, on a worker that the plan sends
     * it to when that says, and on others as if network cards were free. Where one copy goes to each host, it is there for
     * all workers of the host.
     */
    double there(int slot, int worker) {
        int from = tasks.worker()[producerRow(slot, worker)];
        if (from == worker) {
            return made(slot, worker);
        }
        Double planned = arrivals.get(key(slot, worker));
        if (planned != null) {
            return planned;
        }
        double first = made(slot, worker) + cluster.transferSeconds(from, worker, bytes(slot));
        if (cluster.model() == MachineModel.ONE_PORT && cluster.hostOf(from) != cluster.hostOf(worker)) {
            for (int other = 0; other < cluster.workers(); other++) {
                Double copied = cluster.hostOf(other) == cluster.hostOf(worker) ? arrivals.get(key(slot, other)) : null;
                if (copied != null) {
                    return copied;
                }
            }
        }
        return first;
    }
}
