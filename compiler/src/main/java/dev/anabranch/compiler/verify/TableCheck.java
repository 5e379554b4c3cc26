package dev.anabranch.compiler.verify;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** That all columns of a table are of one length and every number points to something. */
final class TableCheck {
    private static final List<String> KINDS =
            List.of("RECEIVE", "RUN", "JOIN", "ALIAS", "PUBLISH", "SEND", "PURGE", "SPILL", "RESTORE", "CHECKPOINT");

    private final TaskGraph graph;
    private final Cluster cluster;
    private final Plan plan;
    private final Findings findings;

    TableCheck(TaskGraph graph, Cluster cluster, Plan plan, Findings findings) {
        this.graph = graph;
        this.cluster = cluster;
        this.plan = plan;
        this.findings = findings;
    }

    void run() {
        PlanTasks tasks = plan.tasks();
        PlanDatasets datasets = plan.datasets();
        PlanSteps steps = plan.steps();
        PlanTransfers transfers = plan.transfers();
        lengths(
                "tasks",
                tasks.task().length,
                tasks.name().length,
                tasks.family().length,
                tasks.unit().length,
                tasks.worker().length,
                tasks.rank().length,
                tasks.start().length,
                tasks.finish().length,
                tasks.work().length);
        lengths(
                "datasets",
                datasets.slot().length,
                datasets.name().length,
                datasets.producer().length,
                datasets.bytes().length,
                datasets.aliasOf().length,
                datasets.readiness().length);
        lengths(
                "steps",
                steps.worker().length,
                steps.kind().length,
                steps.task().length,
                steps.slot().length,
                steps.peer().length);
        lengths(
                "transfers",
                transfers.slot().length,
                transfers.from().length,
                transfers.to().length,
                transfers.bytes().length,
                transfers.start().length,
                transfers.finish().length);
        lengths(
                "publications",
                plan.publications().slot().length,
                plan.publications().name().length,
                plan.publications().index().length,
                plan.publications().metadata().length);
        PlanFamilies families = plan.families();
        lengths(
                "families",
                graph.families().size(),
                families.name().length,
                families.call().length,
                families.file().length,
                families.line().length,
                families.tasks().length,
                families.work().length,
                families.timeSource().length,
                families.sizeSource().length,
                families.label().length,
                families.memory().length,
                families.gpus().length,
                families.gang().length,
                families.retries().length,
                families.checkpoint().length,
                families.keep().length);
        lengths(
                "dependencies",
                plan.dependencies().task().length,
                plan.dependencies().slot().length);
        if (findings.isEmpty()) {
            within("tasks.task", tasks.task(), graph.taskCount());
            within("tasks.worker", tasks.worker(), cluster.workers());
            within("tasks.rank", tasks.rank(), cluster.workers());
            within("datasets.slot", datasets.slot(), graph.slotCount());
            within("transfers.slot", transfers.slot(), graph.slotCount());
            within("transfers.from", transfers.from(), cluster.workers());
            within("transfers.to", transfers.to(), cluster.workers());
            within("publications.slot", plan.publications().slot(), graph.slotCount());
            steps(steps);
            datasets(datasets);
            workers();
            families(plan.families());
            dependencies();
        }
    }

    /** What the tasks that run read, by task and argument, and nothing else. */
    private void dependencies() {
        boolean[] runs = new boolean[graph.taskCount()];
        for (int task : plan.tasks().task()) {
            if (task >= 0 && task < runs.length) {
                runs[task] = true;
            }
        }
        int[] readers = plan.dependencies().task();
        int[] slots = plan.dependencies().slot();
        int row = 0;
        for (int task = 0; task < runs.length; task++) {
            for (int i = 0; runs[task] && i < graph.inputs().size(task); i++, row++) {
                if (row >= readers.length
                        || readers[row] != task
                        || slots[row] != graph.inputs().get(task, i)) {
                    findings.add(
                            ViolationKind.BROKEN_TABLE,
                            "dependency " + row + " is not input " + i + " of " + graph.taskName(task));
                    return;
                }
            }
        }
        if (row != readers.length) {
            findings.add(
                    ViolationKind.BROKEN_TABLE, readers.length + " dependencies, the tasks have " + row + " inputs");
        }
    }

    private void lengths(String table, int... lengths) {
        for (int length : lengths) {
            if (length != lengths[0]) {
                findings.add(
                        ViolationKind.BROKEN_TABLE,
                        table + " has columns of " + lengths[0] + " and " + length + " rows");
            }
        }
    }

    private void within(String column, int[] values, int limit) {
        for (int value : values) {
            if (!(value >= 0 && value < limit)) {
                findings.add(ViolationKind.BROKEN_TABLE, column + " holds " + value + " of " + limit);
            }
        }
    }

    private void steps(PlanSteps steps) {
        int previous = 0;
        for (int step = 0; step < steps.worker().length; step++) {
            int worker = steps.worker()[step];
            String kind = steps.kind()[step];
            boolean runs = kind.equals("RUN") || kind.equals("JOIN");
            int peers = switch (kind) {
                case "SEND", "RECEIVE" -> cluster.workers();
                case "ALIAS" -> graph.slotCount();
                case "PUBLISH" -> plan.publications().slot().length;
                default -> 0;
            };
            boolean good = KINDS.contains(kind)
                    && worker >= previous
                    && worker < cluster.workers()
                    && (runs ? in(steps.task()[step], graph.taskCount()) : in(steps.slot()[step], graph.slotCount()))
                    && (peers == 0 || in(steps.peer()[step], peers));
            if (!good) {
                findings.add(ViolationKind.BROKEN_TABLE, "step " + step + " (" + kind + ") points to nothing");
            }
            previous = Math.max(previous, worker);
        }
    }

    private static boolean in(int value, int limit) {
        return value >= 0 && value < limit;
    }

    /** Aliases lead to a dataset that is made, in one step. */
    private void datasets(PlanDatasets datasets) {
        Set<Integer> made = new HashSet<>();
        int previous = -1;
        for (int row = 0; row < datasets.slot().length; row++) {
            int slot = datasets.slot()[row];
            if (slot <= previous) {
                findings.add(ViolationKind.BROKEN_TABLE, "datasets are not in the order of their slots");
            }
            previous = slot;
            if (datasets.aliasOf()[row] < 0) {
                made.add(slot);
            }
        }
        for (int row = 0; row < datasets.slot().length && findings.isEmpty(); row++) {
            int target = datasets.aliasOf()[row] < 0 ? datasets.slot()[row] : datasets.aliasOf()[row];
            if (!(made.contains(target) && graph.producer(target) == datasets.producer()[row])) {
                findings.add(
                        ViolationKind.BROKEN_TABLE,
                        graph.datasetName(datasets.slot()[row]) + " has another producer than the flow says");
            }
            if (findings.isEmpty()) {
                if (graph.bytes(target) != datasets.bytes()[row]) {
                    findings.add(
                            ViolationKind.TIME_WRONG,
                            graph.datasetName(datasets.slot()[row]) + " has " + datasets.bytes()[row] + " bytes, not "
                                    + graph.bytes(target));
                }
            }
        }
    }

    /** The demands are those of the flow. */
    private void families(PlanFamilies families) {
        for (TaskFamily family : graph.families()) {
            int row = family.id();
            Requirements planned = families.requirements(row);
            if (!(families.name()[row].equals(family.name()) && planned.equals(family.requirements()))) {
                findings.add(
                        ViolationKind.BROKEN_TABLE,
                        "family " + row + " is not " + family.name() + " with " + family.requirements());
            }
        }
    }

    private void workers() {
        String[] names = plan.workers().name();
        if (names.length != cluster.workers()) {
            findings.add(
                    ViolationKind.BROKEN_TABLE,
                    "a plan for " + names.length + " workers, a cluster of " + cluster.workers());
        }
        for (int worker = 0; worker < names.length && worker < cluster.workers(); worker++) {
            if (!names[worker].equals(cluster.workerName(worker))) {
                findings.add(
                        ViolationKind.BROKEN_TABLE,
                        "worker " + worker + " is called " + names[worker] + ", not " + cluster.workerName(worker));
            }
        }
    }
}
