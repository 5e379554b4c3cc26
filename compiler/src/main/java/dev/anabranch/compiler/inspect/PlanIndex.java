package dev.anabranch.compiler.inspect;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanDependencies;
import dev.anabranch.model.plan.PlanTasks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is looked up in a plan's tables, made once. A row is one in the plan's tasks unless it says otherwise. */
final class PlanIndex {
    final Plan plan;
    private final int[] datasetOf;
    private final IntRows rowsOfTask;
    private final IntRows inputs;
    private final IntRows readers;
    private final IntRows namesOf;
    private final int[] firstRow;
    private final Map<Long, Integer> transfers = new LinkedHashMap<>();

    PlanIndex(Plan plan) {
        this.plan = plan;
        PlanTasks tasks = plan.tasks();
        PlanDatasets datasets = plan.datasets();
        PlanDependencies edges = plan.dependencies();
        int taskCount = Arrays.stream(tasks.task()).max().orElse(-1) + 1;
        int slots = Arrays.stream(datasets.slot()).max().orElse(-1) + 1;
        datasetOf = new int[slots];
        Arrays.fill(datasetOf, -1);
        for (int d = 0; d < datasets.slot().length; d++) {
            datasetOf[datasets.slot()[d]] = d;
        }
        rowsOfTask = grouped(tasks.task(), taskCount);
        inputs = grouped(edges.task(), taskCount);
        int[] made = Arrays.stream(edges.slot()).map(this::made).toArray();
        readers = grouped(made, slots);
        namesOf = grouped(Arrays.stream(datasets.slot()).map(this::made).toArray(), slots);
        firstRow = new int[plan.workers().name().length + 1];
        for (int worker : tasks.worker()) {
            firstRow[worker + 1]++;
        }
        for (int w = 0; w + 1 < firstRow.length; w++) {
            firstRow[w + 1] += firstRow[w];
        }
        for (int t = 0; t < plan.transfers().slot().length; t++) {
            transfers.putIfAbsent(
                    key(plan.transfers().slot()[t], plan.transfers().to()[t]), t);
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
        int alias = plan.datasets().aliasOf()[datasetOf[slot]];
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
                .map(dataset -> plan.datasets().slot()[dataset])
                .toArray();
    }

    int producer(int slot) {
        return plan.datasets().producer()[datasetOf[made(slot)]];
    }

    long bytes(int slot) {
        return plan.datasets().bytes()[datasetOf[slot]];
    }

    String datasetName(int slot) {
        return plan.datasets().name()[datasetOf[slot]];
    }

    /** The first row of a worker; that of the worker after the last is the number of rows. */
    int firstRow(int worker) {
        return firstRow[worker];
    }

    String workerName(int worker) {
        return plan.workers().name()[worker];
    }

    /** The row in the plan's transfers that brings a slot to a worker, or -1. */
    int transfer(int slot, int worker) {
        return transfers.getOrDefault(key(slot, worker), -1);
    }

    /** The row that makes a slot's dataset for a reader on a worker: its own run if it has one, else the sender's. */
    int producerRow(int slot, int worker) {
        int[] rows = rows(producer(slot));
        int transfer = transfer(slot, worker);
        int from = transfer < 0 ? worker : plan.transfers().from()[transfer];
        for (int row : rows) {
            if (plan.tasks().worker()[row] == from) {
                return row;
            }
        }
        return rows[0];
    }

    /** When a slot's dataset leaves its producer for a worker, which for a generator may be while it still runs. */
    double made(int slot, int worker) {
        int transfer = transfer(slot, worker);
        return transfer >= 0 ? plan.transfers().start()[transfer] : plan.tasks().finish()[producerRow(slot, worker)];
    }

    /** When a slot's dataset is on a worker. */
    double there(int slot, int worker) {
        int transfer = transfer(slot, worker);
        return transfer >= 0 ? plan.transfers().finish()[transfer] : made(slot, worker);
    }
}
