package dev.anabranch.testkit;

import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.StepKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How long a run of a plan is expected to take where failures end it now and then, by the plan's tables alone and without
 * regard to time: from each worker's last point behind which everything that is still used is kept, it begins again. The
 * longest that a worker is expected to take.
 */
public final class ExpectedMakespan {
    private final TaskGraph graph;
    private final Plan plan;
    private final double rate;
    private final double diskLatency;
    private final double diskBandwidth;
    private final Map<Integer, Integer> made = new HashMap<>();
    private final Set<Integer> kept = new HashSet<>();
    private final Set<Integer> usedAlways = new HashSet<>();

    private ExpectedMakespan(TaskGraph graph, Plan plan, double failures, double diskLatency, double diskBandwidth) {
        this.graph = graph;
        this.plan = plan;
        this.rate = 1 / failures;
        this.diskLatency = diskLatency;
        this.diskBandwidth = diskBandwidth;
        for (int row = 0; row < plan.datasets().slot().length; row++) {
            int slot = plan.datasets().slot()[row];
            int alias = plan.datasets().aliasOf()[row];
            made.put(slot, alias < 0 ? slot : alias);
        }
        for (int step = 0; step < plan.steps().kind().length; step++) {
            if (plan.steps().kind()[step].equals(StepKind.CHECKPOINT.name())) {
                kept.add(plan.steps().slot()[step]);
            }
        }
        for (Publication publication : graph.publications()) {
            publication.slots().forEach(slot -> usedAlways.add(content(slot)));
        }
        for (int row = 0; row < plan.tasks().task().length; row++) {
            int task = plan.tasks().task()[row];
            int worker = plan.tasks().worker()[row];
            for (int input : graph.inputs().row(task)) {
                boolean foreign = !runsOn(graph.producer(content(input)), worker);
                if (foreign || graph.family(task).signature().effect()) {
                    usedAlways.add(content(input));
                }
            }
            for (int output : graph.outputs().row(task)) {
                if (graph.family(task).requirements().keep()) {
                    usedAlways.add(output);
                }
            }
        }
    }

    /**
     * The expected makespan in seconds.
     *
     * @param failures the mean time between two of them, in seconds
     * @param diskLatency of the disk of every host, in seconds
     * @param diskBandwidth of the disk of every host, in bytes a second
     */
    public static double of(TaskGraph graph, Plan plan, double failures, double diskLatency, double diskBandwidth) {
        ExpectedMakespan model = new ExpectedMakespan(graph, plan, failures, diskLatency, diskBandwidth);
        double longest = 0;
        for (int worker = 0; worker < plan.workers().name().length; worker++) {
            longest = Math.max(longest, model.of(worker));
        }
        return longest;
    }

    private int content(int slot) {
        return made.getOrDefault(slot, slot);
    }

    private boolean runsOn(int task, int worker) {
        for (int row = 0; row < plan.tasks().task().length; row++) {
            if (plan.tasks().task()[row] == task && plan.tasks().worker()[row] == worker) {
                return true;
            }
        }
        return false;
    }

    private double of(int worker) {
        double sum = 0;
        double since = 0;
        double back = 0;
        boolean any = false;
        double end = plan.summary().makespan();
        for (int row = 0; row < plan.tasks().task().length; row++) {
            if (plan.tasks().worker()[row] != worker) {
                continue;
            }
            any = true;
            double now = plan.tasks().finish()[row] + writing(row);
            end = Math.max(end, now);
            if (allIsKept(worker, row)) {
                sum += piece(back, now - since);
                since = now;
                back = reading(worker, row);
            }
        }
        return any ? sum + piece(back, end - since) : 0;
    }

    /** What a worker writes after a task; the plan ends a unit where something is kept. */
    private double writing(int row) {
        double seconds = 0;
        for (int output : graph.outputs().row(plan.tasks().task()[row])) {
            seconds += kept.contains(output) ? disk(output) : 0;
        }
        return seconds;
    }

    private double disk(int slot) {
        return diskLatency + graph.bytes(slot) / diskBandwidth;
    }

    private double piece(double reading, double seconds) {
        return Math.exp(rate * reading) * Math.expm1(rate * seconds) / rate;
    }

    private boolean allIsKept(int worker, int last) {
        for (int row = 0; row <= last; row++) {
            if (plan.tasks().worker()[row] == worker) {
                for (int output : graph.outputs().row(plan.tasks().task()[row])) {
                    boolean used = usedAlways.contains(output) || isReadAfter(worker, last, output);
                    if (used && !kept.contains(output)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private double reading(int worker, int last) {
        double seconds = 0;
        for (int row = 0; row <= last; row++) {
            if (plan.tasks().worker()[row] == worker) {
                for (int output : graph.outputs().row(plan.tasks().task()[row])) {
                    if (isReadAfter(worker, last, output)) {
                        seconds += disk(output);
                    }
                }
            }
        }
        return seconds;
    }

    private boolean isReadAfter(int worker, int last, int slot) {
        for (int row = last + 1; row < plan.tasks().task().length; row++) {
            if (plan.tasks().worker()[row] == worker) {
                for (int input : graph.inputs().row(plan.tasks().task()[row])) {
                    if (content(input) == slot) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
