package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.ClusterCosts;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.TransferOrder;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanDependencies;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scheduling problem that a plan answers, and its answer, from the plan's tables alone. Each run of a unit is a task of
 * the problem, and reads from the run that the plan has send to it. The first runs have their units' numbers, and edges and
 * messages those that the schedulers saw, so that a simulator gives the plan's own times again. The ranks of a gang are runs
 * of their own, of which nobody reads any but rank 0; that they start together the problem does not say.
 */
public final class PlanProblem {
    private static final int NONE = -1;

    private final PlanTasks tasks;
    private final PlanDatasets datasets;
    private final int[] firstRow;
    private final int[] unitOf;
    private final int[] runOfRow;
    private final int[] unitOfTask;
    private final int[] placeInUnit;
    private final int[] datasetOf;
    private final RunsOfUnits runs;
    private final Problem problem;
    private final WorkerOrders orders;
    private final TransferOrder transfers;

    private PlanProblem(Plan plan, Cluster cluster) {
        this.tasks = plan.tasks();
        this.datasets = plan.datasets();
        int rows = tasks.task().length;
        int units = Arrays.stream(tasks.unit()).max().orElse(-1) + 1;
        int taskCount = Arrays.stream(tasks.task()).max().orElse(-1) + 1;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            count += begins(row) ? 1 : 0;
        }
        this.firstRow = new int[count];
        this.unitOf = new int[count];
        this.runOfRow = new int[rows];
        this.unitOfTask = new int[taskCount];
        this.placeInUnit = new int[taskCount];
        this.datasetOf = new int[Arrays.stream(datasets.slot()).max().orElse(-1) + 1];
        for (int row = 0; row < datasets.slot().length; row++) {
            datasetOf[datasets.slot()[row]] = row;
        }
        Arrays.fill(unitOfTask, NONE);
        int[] sequence = new int[count];
        int[] workerOf = new int[count];
        boolean[] seen = new boolean[units];
        boolean[] joined = new boolean[count];
        int known = 0;
        int copy = units;
        int run = NONE;
        for (int row = 0; row < rows; row++) {
            int unit = tasks.unit()[row];
            if (begins(row)) {
                boolean joins = tasks.rank()[row] > 0;
                run = joins || seen[unit] ? copy++ : unit;
                if (run >= count) {
                    throw new IllegalArgumentException("a plan whose units are not numbered from 0 on");
                }
                seen[unit] |= !joins;
                joined[run] = joins;
                firstRow[run] = row;
                unitOf[run] = unit;
                sequence[known] = run;
                workerOf[known++] = tasks.worker()[row];
            }
            runOfRow[row] = run;
            unitOfTask[tasks.task()[row]] = unit;
            placeInUnit[tasks.task()[row]] = row - firstRow[run];
        }
        this.runs = new RunsOfUnits(plan, cluster, units, sequence, workerOf, unitOf, joined);
        Edges edges = new Edges(plan);
        this.problem = Problem.of(edges.dag(works()), cluster, edges.messages(), candidates(plan.families(), cluster));
        this.orders = WorkerOrders.ofSequence(cluster.workers(), sequence, workerOf, count);
        this.transfers = edges.transfers(plan.transfers(), cluster);
    }

    /**
     * Reads a plan.
     *
     * @param cluster the one that the plan was made for
     * @throws IllegalArgumentException if the plan has other workers
     */
    public static PlanProblem of(Plan plan, Cluster cluster) {
        if (plan.workers().name().length != cluster.workers()) {
            throw new IllegalArgumentException(
                    "a plan of " + plan.workers().name().length + " workers on a cluster of " + cluster.workers());
        }
        return new PlanProblem(plan, cluster);
    }

    /** Whether a run of a unit begins in a row. */
    private boolean begins(int row) {
        return row == 0 || tasks.unit()[row - 1] != tasks.unit()[row] || tasks.worker()[row - 1] != tasks.worker()[row];
    }

    /** The runs of units, the datasets between them, and the workers. */
    public Problem problem() {
        return problem;
    }

    /** Which worker runs what in which order. */
    public WorkerOrders orders() {
        return orders;
    }

    /** In which order network cards take up transfers between hosts; by arrival where nothing limits them. */
    public TransferOrder transfers() {
        return transfers;
    }

    /** For each run the unit; that is its own number for the first run of a unit. */
    public int[] units() {
        return unitOf.clone();
    }

    /** For each run the work of its tasks in their order, in seconds on a worker of speed 1. */
    public double[][] taskWorks() {
        double[][] works = new double[firstRow.length][];
        for (int run = 0; run < works.length; run++) {
            works[run] = Arrays.copyOfRange(tasks.work(), firstRow[run], rowAfter(run));
        }
        return works;
    }

    /** The run that a row of the plan's tasks belongs to. */
    public int run(int row) {
        return runOfRow[row];
    }

    /**
     * The row of the run of a dataset's task that a worker has the dataset from: its own, or that of the worker that the plan
     * has send it; -1 if the task runs more than once and the plan sends the dataset from nowhere.
     */
    public int sender(int slot, int worker) {
        int task = datasets.producer()[datasetOf[slot]];
        int run = runs.sender(unitOfTask[task], slot, worker);
        return run == NONE ? NONE : firstRow[run] + placeInUnit[task];
    }

    /** The row of a run's first task. */
    public int firstRow(int run) {
        return firstRow[run];
    }

    /** The row behind that of a run's last task. */
    public int rowAfter(int run) {
        int row = firstRow[run] + 1;
        while (row < tasks.unit().length && !begins(row)) {
            row++;
        }
        return row;
    }

    private double[] works() {
        double[] works = new double[firstRow.length];
        for (int run = 0; run < works.length; run++) {
            for (int row = firstRow[run]; row < rowAfter(run); row++) {
                works[run] += tasks.work()[row];
            }
        }
        return works;
    }

    /** Runs with the same demands share one array. */
    private int[][] candidates(PlanFamilies families, Cluster cluster) {
        Map<List<String>, int[]> byLabels = new LinkedHashMap<>();
        int[][] candidates = new int[firstRow.length][];
        for (int run = 0; run < candidates.length; run++) {
            Set<String> labels = new LinkedHashSet<>();
            for (int row = firstRow[run]; row < rowAfter(run); row++) {
                labels.addAll(families.requirements(tasks.family()[row]).labels());
            }
            candidates[run] =
                    byLabels.computeIfAbsent(new ArrayList<>(labels), wanted -> ClusterCosts.workers(cluster, wanted));
        }
        return candidates;
    }

    /** Datasets that one run makes and another reads, in the order in which {@link Dag#of} finds them. */
    private final class Edges {
        private final IntColumn from = new IntColumn();
        private final IntColumn to = new IntColumn();
        private final IntColumn dataset = new IntColumn();
        private final Map<Long, Integer> intoWorker = new HashMap<>();

        Edges(Plan plan) {
            PlanDependencies reads = plan.dependencies();
            int[] firstRead = new int[unitOfTask.length + 1];
            for (int reader : reads.task()) {
                firstRead[reader + 1]++;
            }
            for (int task = 0; task < unitOfTask.length; task++) {
                firstRead[task + 1] += firstRead[task];
            }
            int[] seen = new int[datasetOf.length];
            Arrays.fill(seen, NONE);
            int edges = 0;
            for (int run = 0; run < firstRow.length; run++) {
                for (int row = firstRow[run]; row < rowAfter(run); row++) {
                    int task = tasks.task()[row];
                    for (int read = firstRead[task]; read < firstRead[task + 1]; read++) {
                        int wanted = reads.slot()[read];
                        int producer = unitOfTask[datasets.producer()[datasetOf[wanted]]];
                        if (producer >= 0 && producer != unitOf[run] && seen[wanted] != run) {
                            seen[wanted] = run;
                            intoWorker.put(into(wanted, tasks.worker()[row]), edges++);
                            from.add(sending(producer, wanted, tasks.worker()[row]));
                            to.add(run);
                            dataset.add(datasetOf[wanted]);
                        }
                    }
                }
            }
        }

        private static long into(int slot, int worker) {
            return (long) slot << 32 | worker;
        }

        /** One copy of a dataset goes to each host, in the order of the plan's times. */
        TransferOrder transfers(PlanTransfers planned, Cluster cluster) {
            IntColumn edge = new IntColumn();
            IntColumn sender = new IntColumn();
            Set<Long> sent = new HashSet<>();
            if (cluster.model() == MachineModel.ONE_PORT) {
                for (int row = 0; row < planned.slot().length; row++) {
                    int host = cluster.hostOf(planned.from()[row]);
                    int to = cluster.hostOf(planned.to()[row]);
                    if (host != to && sent.add(into(planned.slot()[row], to))) {
                        Integer carried = intoWorker.get(into(planned.slot()[row], planned.to()[row]));
                        if (carried == null) {
                            throw new IllegalArgumentException(
                                    "nobody reads slot " + planned.slot()[row] + " on worker " + planned.to()[row]);
                        }
                        edge.add(carried);
                        sender.add(host);
                    }
                }
            }
            return new TransferOrder(edge.toArray(), sender.toArray());
        }

        private int sending(int unit, int wanted, int worker) {
            int run = runs.sender(unit, wanted, worker);
            if (run == NONE) {
                throw new IllegalArgumentException("nobody sends slot " + wanted + " to worker " + worker);
            }
            return run;
        }

        /** The share of the unit's run, from the share of the task's. */
        private double inUnit(int row, int run) {
            double share = datasets.readiness()[row];
            int end = rowAfter(run);
            if (end - firstRow[run] == 1) {
                return share;
            }
            int own = firstRow[run] + placeInUnit[datasets.producer()[row]];
            double before = 0;
            double all = 0;
            for (int r = firstRow[run]; r < end; r++) {
                before += r < own ? tasks.work()[r] : 0;
                all += tasks.work()[r];
            }
            return all > 0 ? Math.min(1, (before + share * tasks.work()[own]) / all) : 1;
        }

        Dag dag(double[] works) {
            int[] producers = from.toArray();
            int[] made = dataset.toArray();
            double[] bytes = new double[made.length];
            double[] readiness = new double[made.length];
            for (int edge = 0; edge < made.length; edge++) {
                bytes[edge] = datasets.bytes()[made[edge]];
                readiness[edge] = inUnit(made[edge], producers[edge]);
            }
            return new Dag(works, producers, to.toArray(), bytes, readiness);
        }

        /**
         * A dataset is a message under each name that is read, and one of its own from each further run that makes it; edges
         * come by their readers, as the graph numbers them.
         */
        int[] messages() {
            int[] producers = from.toArray();
            int[] messages = dataset.toArray();
            Map<Long, Integer> ofCopies = new HashMap<>();
            for (int edge = 0; edge < messages.length; edge++) {
                int slot = datasets.slot()[messages[edge]];
                int run = producers[edge];
                messages[edge] = slot;
                if (run != unitOf[run]) {
                    messages[edge] = ofCopies.computeIfAbsent(
                            (long) run << 32 | slot, key -> datasetOf.length + ofCopies.size());
                }
            }
            return messages;
        }
    }
}
