package dev.anabranch.compiler.inspect;

import dev.anabranch.compiler.inspect.InstanceReport.Alternative;
import dev.anabranch.compiler.inspect.InstanceReport.Cost;
import dev.anabranch.compiler.inspect.InstanceReport.Input;
import dev.anabranch.compiler.inspect.InstanceReport.Output;
import dev.anabranch.compiler.inspect.InstanceReport.Place;
import dev.anabranch.compiler.inspect.InstanceReport.Reader;
import dev.anabranch.compiler.inspect.InstanceReport.Reason;
import dev.anabranch.compiler.inspect.InstanceReport.Room;
import dev.anabranch.compiler.plan.PlanProblem;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDecisions;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanTasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Looks up in a plan what it says of one task, and what other workers would have offered. */
public final class InstanceInspection {
    private static final double ROUNDING = 1e-9;

    private final Cluster cluster;
    private final Plan plan;
    private final PlanProblem answered;
    private final Problem problem;
    private final PlanIndex index;
    private final PlanTasks tasks;
    private final Slack slack;
    private final Chains chains;
    private final KnownInstances known;

    /**
     * @param cluster the one that the plan was made for
     * @throws IllegalArgumentException if the plan has other workers
     */
    public InstanceInspection(Plan plan, Cluster cluster) {
        this.answered = PlanProblem.of(plan, cluster);
        this.problem = answered.problem();
        this.cluster = cluster;
        this.plan = plan;
        this.index = new PlanIndex(plan, cluster, answered);
        this.tasks = plan.tasks();
        this.slack = new Slack(index);
        this.chains = new Chains(problem);
        this.known = new KnownInstances(plan);
    }

    /**
     * A report for each task that has this name or makes a dataset of this name, and for each worker that runs it; empty if
     * none does.
     */
    public List<InstanceReport> reports(Instance instance) {
        return known.tasks(instance).stream()
                .flatMap(task -> Arrays.stream(index.rows(task)).mapToObj(this::report))
                .toList();
    }

    /** What a person may have meant by an instance that the plan does not have, in sentences. */
    public List<String> advice(Instance instance) {
        return known.advice(instance);
    }

    private InstanceReport report(int row) {
        int worker = tasks.worker()[row];
        int run = answered.run(row);
        int family = tasks.family()[row];
        PlanFamilies families = plan.families();
        return new InstanceReport(
                tasks.name()[row],
                families.call()[family],
                families.file()[family],
                families.line()[family],
                new Cost(tasks.work()[row], families.timeSource()[family], families.sizeSource()[family]),
                place(row),
                copies(row),
                unit(row),
                new Room(slack.of(row), chains.through(run), plan.summary().criticalPathSeconds()),
                inputs(row, worker),
                elsewhere(row),
                cluster.workers() - problem.candidates(run).length,
                outputs(row),
                decisions(families.name()[family]));
    }

    private Place place(int row) {
        int worker = tasks.worker()[row];
        int first = index.firstRow(worker);
        return new Place(
                cluster.workerName(worker),
                row - first + 1,
                index.firstRow(worker + 1) - first,
                cluster.speed(worker),
                tasks.start()[row],
                tasks.finish()[row],
                row > first ? tasks.finish()[row - 1] : 0,
                row > first ? tasks.name()[row - 1] : "");
    }

    /** The workers that run the same task besides. */
    private List<String> copies(int row) {
        return Arrays.stream(index.rows(tasks.task()[row]))
                .filter(other -> other != row)
                .mapToObj(other -> cluster.workerName(tasks.worker()[other]))
                .toList();
    }

    private List<String> unit(int row) {
        List<String> names = new ArrayList<>();
        for (int r = firstOfUnit(row); r < afterUnit(row); r++) {
            names.add(tasks.name()[r]);
        }
        return names.size() == 1 ? List.of() : names;
    }

    private int firstOfUnit(int row) {
        return answered.firstRow(answered.run(row));
    }

    private int afterUnit(int row) {
        return answered.rowAfter(answered.run(row));
    }

    private List<Input> inputs(int row, int worker) {
        double free = row > index.firstRow(worker) ? tasks.finish()[row - 1] : 0;
        List<Input> inputs = new ArrayList<>();
        for (int slot : index.inputs(tasks.task()[row])) {
            int producer = index.producerRow(slot, worker);
            double there = index.there(slot, worker);
            double allowed = ROUNDING * tasks.start()[row];
            inputs.add(new Input(
                    index.datasetName(slot),
                    tasks.name()[producer],
                    cluster.workerName(tasks.worker()[producer]),
                    index.bytes(slot),
                    index.made(slot, worker),
                    there,
                    there > free && there >= tasks.start()[row] - allowed));
        }
        // Stable: of those that are there together, the first argument comes first.
        inputs.sort(Comparator.comparingDouble(Input::there).reversed());
        return inputs;
    }

    /** The whole unit moves, since its tasks run back to back; what it reads from within moves with it. */
    private List<Alternative> elsewhere(int row) {
        int home = tasks.worker()[row];
        int from = firstOfUnit(row);
        int to = afterUnit(row);
        double work = 0;
        double upToThis = 0;
        for (int r = from; r < to; r++) {
            work += tasks.work()[r];
            upToThis += r <= row ? tasks.work()[r] : 0;
        }
        List<Alternative> alternatives = new ArrayList<>();
        for (int worker : problem.candidates(answered.run(row))) {
            if (worker == home) {
                continue;
            }
            int last = lastInput(from, to, worker);
            double there = last < 0 ? 0 : index.there(last, worker);
            double speed = cluster.speed(worker);
            double start = gap(worker, there, work / speed);
            double finish = start + upToThis / speed;
            alternatives.add(new Alternative(
                    cluster.workerName(worker),
                    speed,
                    there,
                    last < 0 ? "" : index.datasetName(last),
                    last < 0 ? "" : cluster.workerName(tasks.worker()[index.producerRow(last, worker)]),
                    finish - tasks.work()[row] / speed,
                    finish,
                    finish - tasks.finish()[row]));
        }
        alternatives.sort(Comparator.comparingDouble(Alternative::finish));
        return alternatives;
    }

    /** The slot of what comes last to a worker from outside some rows; -1 if they read nothing else. */
    private int lastInput(int from, int to, int worker) {
        int last = -1;
        for (int r = from; r < to; r++) {
            for (int slot : index.inputs(tasks.task()[r])) {
                boolean within = madeWithin(slot, from, to);
                if (!within && (last < 0 || index.there(slot, worker) > index.there(last, worker))) {
                    last = slot;
                }
            }
        }
        return last;
    }

    private boolean madeWithin(int slot, int from, int to) {
        return Arrays.stream(index.rows(index.producer(slot))).anyMatch(row -> row >= from && row < to);
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

    private List<Output> outputs(int run) {
        int task = tasks.task()[run];
        List<Output> outputs = new ArrayList<>();
        for (int row = 0; row < plan.datasets().slot().length; row++) {
            if (plan.datasets().producer()[row] == task && plan.datasets().aliasOf()[row] < 0) {
                int slot = plan.datasets().slot()[row];
                outputs.add(new Output(
                        plan.datasets().name()[row],
                        plan.datasets().bytes()[row],
                        published(slot),
                        readers(slot, run)));
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

    /** Who reads a dataset from one run of its task. */
    private List<Reader> readers(int slot, int run) {
        List<Reader> readers = new ArrayList<>();
        for (int reader : index.readers(slot)) {
            for (int row : index.rows(reader)) {
                int worker = tasks.worker()[row];
                double arrives = Double.POSITIVE_INFINITY;
                for (int read : index.inputs(reader)) {
                    boolean fromHere = index.made(read) == slot && index.producerRow(read, worker) == run;
                    arrives = fromHere ? Math.min(arrives, index.there(read, worker)) : arrives;
                }
                if (arrives < Double.POSITIVE_INFINITY) {
                    readers.add(new Reader(tasks.name()[row], cluster.workerName(worker), arrives, tasks.start()[row]));
                }
            }
        }
        readers.sort(Comparator.comparingDouble(Reader::start));
        return readers;
    }

    private List<Reason> decisions(String family) {
        PlanDecisions all = plan.decisions();
        List<Reason> decisions = new ArrayList<>();
        int last = all.pass().length - 1;
        for (int row = 0; row <= last; row++) {
            boolean named = Arrays.asList(all.subject()[row].split("[^A-Za-z0-9_.]+", -1))
                    .contains(family);
            // The last one tells how all units were placed.
            if (named || row == last) {
                decisions.add(new Reason(all.pass()[row], all.subject()[row], all.reason()[row]));
            }
        }
        return decisions;
    }
}
