package dev.anabranch.compiler.inspect;

import dev.anabranch.compiler.inspect.InstanceReport.Alternative;
import dev.anabranch.compiler.inspect.InstanceReport.Output;
import dev.anabranch.compiler.inspect.InstanceReport.Reader;
import dev.anabranch.compiler.inspect.InstanceReport.Run;
import dev.anabranch.compiler.inspect.InstanceReport.Wait;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDecisions;
import dev.anabranch.model.plan.PlanTasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Looks up in a plan what it says of one task, and what other workers would have offered. */
public final class InstanceInspection {
    private final Cluster cluster;
    private final Plan plan;
    private final PlanIndex index;
    private final PlanTasks tasks;

    /**
     * @param cluster the one that the plan was made for
     * @throws IllegalArgumentException if the plan has other workers
     */
    public InstanceInspection(Plan plan, Cluster cluster) {
        this.cluster = cluster;
        this.plan = plan;
        this.index = new PlanIndex(plan);
        this.tasks = plan.tasks();
        if (plan.workers().name().length != cluster.workers()) {
            throw new IllegalArgumentException(
                    "a plan of " + plan.workers().name().length + " workers on a cluster of " + cluster.workers());
        }
    }

    /** A report for each task that has this name or makes a dataset of this name; empty if none does. */
    public List<InstanceReport> reports(Instance instance) {
        int[] found = instance.tasks(plan);
        if (found.length == 0) {
            return List.of();
        }
        Slack slack = new Slack(index);
        return Arrays.stream(found).mapToObj(task -> report(task, slack)).toList();
    }

    private InstanceReport report(int task, Slack slack) {
        int[] rows = index.rows(task);
        int family = tasks.family()[rows[0]];
        return new InstanceReport(
                tasks.name()[rows[0]],
                plan.families().call()[family],
                plan.families().file()[family],
                plan.families().line()[family],
                plan.families().timeSource()[family],
                Arrays.stream(rows).mapToObj(row -> run(row, slack)).toList(),
                outputs(task),
                decisions(plan.families().name()[family]));
    }

    private Run run(int row, Slack slack) {
        int worker = tasks.worker()[row];
        int first = index.firstRow(worker);
        return new Run(
                index.workerName(worker),
                row - first + 1,
                index.firstRow(worker + 1) - first,
                tasks.start()[row],
                tasks.finish()[row],
                unit(row),
                row > first ? tasks.finish()[row - 1] : 0,
                slack.of(row),
                waits(row),
                elsewhere(row));
    }

    private List<String> unit(int row) {
        List<String> names = new ArrayList<>();
        int worker = tasks.worker()[row];
        for (int r = index.firstRow(worker); r < index.firstRow(worker + 1); r++) {
            if (tasks.unit()[r] == tasks.unit()[row]) {
                names.add(tasks.name()[r]);
            }
        }
        return names.size() == 1 ? List.of() : names;
    }

    private List<Wait> waits(int row) {
        int worker = tasks.worker()[row];
        List<Wait> waits = new ArrayList<>();
        for (int slot : index.inputs(tasks.task()[row])) {
            waits.add(new Wait(
                    index.datasetName(slot),
                    index.workerName(tasks.worker()[index.producerRow(slot, worker)]),
                    index.bytes(slot),
                    index.made(slot, worker),
                    index.there(slot, worker)));
        }
        // Stable: of those that are there together, the first argument comes first.
        waits.sort(Comparator.comparingDouble(Wait::there).reversed());
        return waits;
    }

    /** The whole unit moves, since its tasks run back to back; what it reads from within moves with it. */
    private List<Alternative> elsewhere(int row) {
        int home = tasks.worker()[row];
        int from = row;
        while (from > index.firstRow(home) && tasks.unit()[from - 1] == tasks.unit()[row]) {
            from--;
        }
        int to = row + 1;
        while (to < index.firstRow(home + 1) && tasks.unit()[to] == tasks.unit()[row]) {
            to++;
        }
        double work = 0;
        double before = 0;
        for (int r = from; r < to; r++) {
            work += tasks.work()[r];
            before += r <= row ? tasks.work()[r] : 0;
        }
        List<Alternative> alternatives = new ArrayList<>();
        for (int worker = 0; worker < cluster.workers(); worker++) {
            if (worker != home && noOtherRun(tasks.task()[row], worker)) {
                double there = inputsThere(from, to, worker);
                double start = gap(worker, there, work / cluster.speed(worker));
                double finish = start + before / cluster.speed(worker);
                alternatives.add(new Alternative(
                        index.workerName(worker), there, finish - tasks.work()[row] / cluster.speed(worker), finish));
            }
        }
        alternatives.sort(Comparator.comparingDouble(Alternative::finish));
        return alternatives;
    }

    private boolean noOtherRun(int task, int worker) {
        return Arrays.stream(index.rows(task)).noneMatch(row -> tasks.worker()[row] == worker);
    }

    private double inputsThere(int from, int to, int worker) {
        double there = 0;
        for (int r = from; r < to; r++) {
            for (int slot : index.inputs(tasks.task()[r])) {
                if (!within(index.producer(slot), from, to)) {
                    there = Math.max(there, arrival(slot, worker));
                }
            }
        }
        return there;
    }

    private boolean within(int task, int from, int to) {
        for (int r = from; r < to; r++) {
            if (tasks.task()[r] == task) {
                return true;
            }
        }
        return false;
    }

    /** From the run of the producer from which it is there first. */
    private double arrival(int slot, int worker) {
        if (index.transfer(slot, worker) >= 0) {
            return index.there(slot, worker);
        }
        double first = Double.POSITIVE_INFINITY;
        for (int row : index.rows(index.producer(slot))) {
            double seconds = cluster.transferSeconds(tasks.worker()[row], worker, index.bytes(slot));
            first = Math.min(first, tasks.finish()[row] + seconds);
        }
        return first;
    }

    /** The first moment from which a worker of the plan is free for so long. */
    private double gap(int worker, double earliest, double seconds) {
        double free = earliest;
        for (int row = index.firstRow(worker); row < index.firstRow(worker + 1); row++) {
            if (tasks.start()[row] - free >= seconds) {
                return free;
            }
            free = Math.max(free, tasks.finish()[row]);
        }
        return free;
    }

    private List<Output> outputs(int task) {
        List<Output> outputs = new ArrayList<>();
        for (int row = 0; row < plan.datasets().slot().length; row++) {
            if (plan.datasets().producer()[row] == task && plan.datasets().aliasOf()[row] < 0) {
                int slot = plan.datasets().slot()[row];
                outputs.add(new Output(
                        plan.datasets().name()[row], plan.datasets().bytes()[row], published(slot), readers(slot)));
            }
        }
        return outputs;
    }

    private List<String> published(int slot) {
        List<String> names = new ArrayList<>();
        for (int name : index.names(slot)) {
            for (int row = 0; row < plan.publications().slot().length; row++) {
                if (plan.publications().slot()[row] == name) {
                    names.add(plan.publications().name()[row]);
                }
            }
        }
        return names;
    }

    private List<Reader> readers(int slot) {
        List<Reader> readers = new ArrayList<>();
        for (int reader : index.readers(slot)) {
            for (int row : index.rows(reader)) {
                readers.add(new Reader(tasks.name()[row], index.workerName(tasks.worker()[row]), tasks.start()[row]));
            }
        }
        readers.sort(Comparator.comparingDouble(Reader::start));
        return readers;
    }

    private List<String> decisions(String family) {
        PlanDecisions all = plan.decisions();
        List<String> decisions = new ArrayList<>();
        for (int row = 0; row < all.pass().length; row++) {
            if (Arrays.asList(all.subject()[row].split("[^A-Za-z0-9_.]+", -1)).contains(family)) {
                decisions.add(all.pass()[row] + ": " + all.reason()[row]);
            }
        }
        return decisions;
    }
}
