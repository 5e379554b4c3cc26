package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.ClusterCosts;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanDependencies;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanTasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scheduling problem that a plan answers, and its answer, from the plan's tables alone. The numbers of units, edges and
 * messages are those that the schedulers saw, so that a simulator gives the plan's own times again.
 */
public final class PlanProblem {
    private final PlanTasks tasks;
    private final PlanDatasets datasets;
    private final int[] firstRow;
    private final int[] unitOfTask;
    private final int[] rowOfTask;
    private final Problem problem;
    private final WorkerOrders orders;

    private PlanProblem(Plan plan, Cluster cluster) {
        this.tasks = plan.tasks();
        this.datasets = plan.datasets();
        int rows = tasks.task().length;
        int units = Arrays.stream(tasks.unit()).max().orElse(-1) + 1;
        int taskCount = Arrays.stream(tasks.task()).max().orElse(-1) + 1;
        this.firstRow = new int[units];
        this.unitOfTask = new int[taskCount];
        this.rowOfTask = new int[taskCount];
        Arrays.fill(unitOfTask, -1);
        Arrays.fill(firstRow, -1);
        int[] sequence = new int[units];
        int[] workerOf = new int[units];
        int known = 0;
        for (int row = 0; row < rows; row++) {
            int unit = tasks.unit()[row];
            if (unitOfTask[tasks.task()[row]] >= 0) {
                throw new IllegalArgumentException(tasks.name()[row] + " runs more than once");
            }
            unitOfTask[tasks.task()[row]] = unit;
            rowOfTask[tasks.task()[row]] = row;
            if (firstRow[unit] < 0) {
                firstRow[unit] = row;
                sequence[known] = unit;
                workerOf[known++] = tasks.worker()[row];
            }
        }
        if (known != units) {
            throw new IllegalArgumentException("a plan of " + known + " units, numbered up to " + (units - 1));
        }
        Edges edges = new Edges(plan);
        this.problem = Problem.of(edges.dag(works()), cluster, edges.messages(), candidates(plan.families(), cluster));
        this.orders = WorkerOrders.ofSequence(cluster.workers(), sequence, workerOf, units);
    }

    /**
     * Reads a plan.
     *
     * @param cluster the one that the plan was made for
     * @throws IllegalArgumentException if the plan has other workers, or runs a task more than once
     */
    public static PlanProblem of(Plan plan, Cluster cluster) {
        if (plan.workers().name().length != cluster.workers()) {
            throw new IllegalArgumentException(
                    "a plan of " + plan.workers().name().length + " workers on a cluster of " + cluster.workers());
        }
        return new PlanProblem(plan, cluster);
    }

    /** The units, the datasets between them, and the workers. */
    public Problem problem() {
        return problem;
    }

    /** Which worker runs which units in which order. */
    public WorkerOrders orders() {
        return orders;
    }

    /** For each unit the work of its tasks in their order, in seconds on a worker of speed 1. */
    public double[][] taskWorks() {
        double[][] works = new double[firstRow.length][];
        for (int unit = 0; unit < works.length; unit++) {
            works[unit] = Arrays.copyOfRange(tasks.work(), firstRow[unit], rowAfter(unit));
        }
        return works;
    }

    private int rowAfter(int unit) {
        int row = firstRow[unit];
        while (row < tasks.unit().length && tasks.unit()[row] == unit) {
            row++;
        }
        return row;
    }

    private double[] works() {
        double[] works = new double[firstRow.length];
        for (int unit = 0; unit < works.length; unit++) {
            for (int row = firstRow[unit]; row < rowAfter(unit); row++) {
                works[unit] += tasks.work()[row];
            }
        }
        return works;
    }

    /** Units with the same demands share one array. */
    private int[][] candidates(PlanFamilies families, Cluster cluster) {
        Map<List<String>, int[]> byLabels = new LinkedHashMap<>();
        int[][] candidates = new int[firstRow.length][];
        for (int unit = 0; unit < candidates.length; unit++) {
            Set<String> labels = new LinkedHashSet<>();
            for (int row = firstRow[unit]; row < rowAfter(unit); row++) {
                labels.addAll(families.requirements(tasks.family()[row]).labels());
            }
            candidates[unit] =
                    byLabels.computeIfAbsent(new ArrayList<>(labels), wanted -> ClusterCosts.workers(cluster, wanted));
        }
        return candidates;
    }

    /** Datasets that one unit makes and another reads, in the order in which {@link Dag#of} finds them. */
    private final class Edges {
        private final int[] from;
        private final int[] to;
        private final int[] slot;
        private final double[] bytes;
        private final double[] readiness;
        private int count;

        Edges(Plan plan) {
            PlanDependencies reads = plan.dependencies();
            int most = reads.task().length;
            this.from = new int[most];
            this.to = new int[most];
            this.slot = new int[most];
            this.bytes = new double[most];
            this.readiness = new double[most];
            int[] firstRead = new int[unitOfTask.length + 1];
            for (int reader : reads.task()) {
                firstRead[reader + 1]++;
            }
            for (int task = 0; task < unitOfTask.length; task++) {
                firstRead[task + 1] += firstRead[task];
            }
            int slots = Arrays.stream(datasets.slot()).max().orElse(-1) + 1;
            int[] datasetOf = new int[slots];
            int[] seen = new int[slots];
            Arrays.fill(seen, -1);
            for (int row = 0; row < datasets.slot().length; row++) {
                datasetOf[datasets.slot()[row]] = row;
            }
            for (int unit = 0; unit < firstRow.length; unit++) {
                for (int row = firstRow[unit]; row < rowAfter(unit); row++) {
                    int task = tasks.task()[row];
                    for (int read = firstRead[task]; read < firstRead[task + 1]; read++) {
                        int wanted = reads.slot()[read];
                        int dataset = datasetOf[wanted];
                        int producer = unitOfTask[datasets.producer()[dataset]];
                        if (producer >= 0 && producer != unit && seen[wanted] != unit) {
                            seen[wanted] = unit;
                            add(producer, unit, dataset);
                        }
                    }
                }
            }
        }

        private void add(int producer, int reader, int dataset) {
            from[count] = producer;
            to[count] = reader;
            slot[count] = datasets.slot()[dataset];
            bytes[count] = datasets.bytes()[dataset];
            readiness[count++] = inUnit(dataset, producer);
        }

        /** The share of the unit's run, from the share of the task's. */
        private double inUnit(int dataset, int unit) {
            double share = datasets.readiness()[dataset];
            int end = rowAfter(unit);
            if (end - firstRow[unit] == 1) {
                return share;
            }
            int own = rowOfTask[datasets.producer()[dataset]];
            double before = 0;
            double all = 0;
            for (int row = firstRow[unit]; row < end; row++) {
                before += row < own ? tasks.work()[row] : 0;
                all += tasks.work()[row];
            }
            return all > 0 ? Math.min(1, (before + share * tasks.work()[own]) / all) : 1;
        }

        Dag dag(double[] works) {
            return new Dag(
                    works,
                    Arrays.copyOf(from, count),
                    Arrays.copyOf(to, count),
                    Arrays.copyOf(bytes, count),
                    Arrays.copyOf(readiness, count));
        }

        /** A dataset is a message under each name that is read; edges come by their readers, as the graph numbers them. */
        int[] messages() {
            return Arrays.copyOf(slot, count);
        }
    }
}
