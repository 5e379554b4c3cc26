package dev.anabranch.testkit;

import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.StepKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Carries out a plan's steps, worker by worker in turns, with symbolic tasks: each worker has a store of its own and
 * sees only what it made or took in. Whatever a real worker could not do is an error here: reading what is not there,
 * waiting for ever, not meeting its gang, holding something at the end.
 */
public final class VirtualCluster {
    private final TaskGraph graph;
    private final Plan plan;
    private final SymbolicTasks tasks;
    private final List<Worker> workers = new ArrayList<>();
    private final Map<List<Integer>, Long> messages = new HashMap<>();
    private final SortedMap<String, Long> published = new TreeMap<>();
    private final SortedMap<String, Long> effects = new TreeMap<>();
    private final Map<Integer, Set<Integer>> met = new HashMap<>();
    private final Set<Integer> acted = new HashSet<>();

    private VirtualCluster(TaskGraph graph, Plan plan) {
        this.graph = graph;
        this.plan = plan;
        this.tasks = new SymbolicTasks(graph);
        int count = plan.workers().name().length;
        for (int number = 0; number < count; number++) {
            workers.add(new Worker(number));
        }
        int[] worker = plan.steps().worker();
        for (int step = 0; step < worker.length; step++) {
            workers.get(worker[step]).program.add(step);
        }
    }

    /**
     * What a run of the plan shows.
     *
     * @throws IllegalStateException saying what a worker could not do
     */
    public static Observed run(TaskGraph graph, Plan plan) {
        VirtualCluster cluster = new VirtualCluster(graph, plan);
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Worker worker : cluster.workers) {
                moved |= worker.advance();
            }
        }
        cluster.workers.forEach(Worker::requireDone);
        return new Observed(cluster.published, cluster.effects);
    }

    /** One worker: its steps, how far it is, and what it holds. */
    private final class Worker {
        private final int number;
        private final List<Integer> program = new ArrayList<>();
        private final Map<Integer, Long> store = new HashMap<>();
        private final Map<Integer, Long> disk = new HashMap<>();
        private final Set<Integer> ran = new HashSet<>();
        private int next;

        Worker(int number) {
            this.number = number;
        }

        /** Takes steps until one must wait; whether any was taken. */
        boolean advance() {
            int before = next;
            while (next < program.size() && take(program.get(next))) {
                next++;
            }
            return next > before;
        }

        private boolean take(int step) {
            PlanSteps steps = plan.steps();
            int slot = steps.slot()[step];
            int peer = steps.peer()[step];
            switch (StepKind.valueOf(steps.kind()[step])) {
                case RECEIVE -> {
                    Long message = messages.remove(List.of(slot, number));
                    if (message == null) {
                        return false;
                    }
                    put(slot, message);
                }
                case RUN -> {
                    if (!meets(steps.task()[step])) {
                        return false;
                    }
                    run(steps.task()[step]);
                }
                case JOIN -> {
                    if (!meets(steps.task()[step])) {
                        return false;
                    }
                    for (int input : graph.inputs().row(steps.task()[step])) {
                        get(input);
                    }
                }
                case ALIAS -> put(slot, get(peer));
                case PUBLISH -> {
                    String name = plan.publications().name()[peer] + " = " + graph.datasetName(slot);
                    require(published.putIfAbsent(name, get(slot)) == null, "publishes again " + name);
                }
                case SEND ->
                    require(
                            messages.putIfAbsent(List.of(slot, peer), get(slot)) == null,
                            "sends again " + graph.datasetName(slot));
                case PURGE -> {
                    get(slot);
                    store.remove(slot);
                }
                case CHECKPOINT -> get(slot);
                case SPILL -> {
                    disk.put(slot, get(slot));
                    store.remove(slot);
                }
                case RESTORE -> {
                    Long value = disk.remove(slot);
                    require(value != null, "has not written " + graph.datasetName(slot));
                    put(slot, value == null ? 0 : value);
                }
            }
            return true;
        }

        /** Whether all workers of a task's gang are at it, or were. */
        private boolean meets(int task) {
            Set<Integer> here = met.computeIfAbsent(task, unused -> new HashSet<>());
            here.add(number);
            return here.size() >= graph.family(task).requirements().gang();
        }

        private void run(int task) {
            ran.add(task);
            long[] outputs = tasks.outputs(task, this::get);
            if (graph.family(task).signature().effect()) {
                long call = tasks.call(task, this::get);
                require(acted.add(task), "repeats " + graph.taskName(task));
                effects.merge(graph.taskName(task), call, Long::sum);
            }
            for (int i = 0; i < outputs.length; i++) {
                put(graph.outputs().get(task, i), outputs[i]);
            }
        }

        private long get(int slot) {
            Long value = store.get(slot);
            require(value != null, "does not hold " + graph.datasetName(slot));
            return value == null ? 0 : value;
        }

        private void put(int slot, long value) {
            require(store.putIfAbsent(slot, value) == null, "already holds " + graph.datasetName(slot));
        }

        private void requireDone() {
            require(next == program.size(), "waits for ever");
            store.keySet().removeIf(this::kept);
            require(disk.isEmpty(), "has " + disk.size() + " datasets on disk at the end");
            require(store.isEmpty(), "still holds " + store.size() + " datasets at the end");
        }

        /** Whether the flow wants a dataset that was made here until the end; further names have the same task. */
        private boolean kept(int slot) {
            int made = slot;
            for (int row = 0; row < plan.datasets().slot().length; row++) {
                if (plan.datasets().slot()[row] == slot && plan.datasets().aliasOf()[row] >= 0) {
                    made = plan.datasets().aliasOf()[row];
                }
            }
            return ran.contains(graph.producer(made))
                    && graph.family(graph.producer(made)).requirements().keep();
        }

        private void require(boolean holds, String what) {
            if (!holds) {
                throw new IllegalStateException(plan.workers().name()[number] + ", step " + next + ", " + what);
            }
        }
    }
}
