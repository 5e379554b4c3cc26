package dev.anabranch.compiler.verify;

import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.StepKind;
import dev.anabranch.model.task.TaskSignature;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * That all that the sinks need runs, where it may, and on several workers only if that shows to nobody; that aliases are
 * justified; and that the publications are those of the flow.
 */
final class SinkCheck {
    private final PlanFacts facts;
    private final TaskGraph graph;
    private final int[] runs;
    private final int[] lastWorker;

    SinkCheck(PlanFacts facts) {
        this.facts = facts;
        this.graph = facts.graph;
        this.runs = new int[graph.taskCount()];
        this.lastWorker = new int[graph.taskCount()];
        Arrays.fill(lastWorker, -1);
    }

    void run() {
        taskTable();
        publications();
        needed();
        aliases();
    }

    /** The tasks' rows are the RUN and JOIN steps, in their order. */
    private void taskTable() {
        int row = 0;
        int[] tasks = facts.plan.tasks().task();
        for (int step = 0; step < facts.kinds.length; step++) {
            if (!facts.runs(step)) {
                continue;
            }
            int task = facts.plan.steps().task()[step];
            int worker = facts.plan.steps().worker()[step];
            boolean same = row < tasks.length
                    && tasks[row] == task
                    && facts.plan.tasks().worker()[row] == worker;
            if (!same) {
                facts.findings.add(
                        ViolationKind.BROKEN_TABLE,
                        "step " + step + " runs " + graph.taskName(task) + " on " + facts.worker(worker)
                                + ", the tasks say otherwise");
            }
            row++;
            boolean joins = facts.kinds[step] == StepKind.JOIN;
            Requirements demands = graph.family(task).requirements();
            TaskSignature signature = graph.family(task).signature();
            boolean once = signature.effect() || !signature.deterministic() || demands.keep() || demands.checkpoint();
            if (!joins && ++runs[task] > 1 && (once || lastWorker[task] == worker)) {
                facts.findings.add(
                        ViolationKind.TASK_REPEATED,
                        graph.taskName(task) + " runs more than once" + (once ? "" : " on " + facts.worker(worker)));
            }
            lastWorker[task] = joins ? lastWorker[task] : worker;
            String label = demands.label().orElse("");
            List<String> offered =
                    facts.cluster.hosts().get(facts.cluster.hostOf(worker)).labels();
            if (!(label.isEmpty() || label.equals(facts.worker(worker)) || offered.contains(label))) {
                ignored(task, label, worker);
            }
            if (demands.gpus() > 0 && !offered.contains("gpu")) {
                ignored(task, demands.gpus() + " GPUs", worker);
            }
        }
        if (row != tasks.length) {
            facts.findings.add(
                    ViolationKind.BROKEN_TABLE, "the tasks have " + tasks.length + " rows, the steps run " + row);
        }
    }

    private void ignored(int task, String demand, int worker) {
        facts.findings.add(
                ViolationKind.LABEL_IGNORED,
                graph.taskName(task) + " asks for " + demand + " and runs on " + facts.worker(worker));
    }

    private void publications() {
        int row = 0;
        int rows = facts.plan.publications().slot().length;
        for (Publication publication : graph.publications()) {
            DatasetArray array = graph.arrays().get(publication.array());
            for (int slot : publication.slots()) {
                ScalarEvaluator evaluator = new ScalarEvaluator(array.axes(), array.positions(slot));
                String name = evaluator.evaluate(publication.name()).toString();
                if (!(row < rows
                        && facts.plan.publications().slot()[row] == slot
                        && facts.plan.publications().name()[row].equals(name))) {
                    facts.findings.add(
                            ViolationKind.PUBLISH_WRONG, facts.dataset(slot) + " should be published as " + name);
                }
                row++;
            }
        }
        if (row != rows) {
            facts.findings.add(ViolationKind.PUBLISH_WRONG, rows + " publications planned, the flow has " + row);
        }
        int[] published = new int[rows];
        for (int step = 0; step < facts.kinds.length; step++) {
            if (facts.kinds[step] == StepKind.PUBLISH) {
                int which = facts.plan.steps().peer()[step];
                published[which]++;
                if (facts.plan.publications().slot()[which]
                        != facts.plan.steps().slot()[step]) {
                    facts.findings.add(
                            ViolationKind.PUBLISH_WRONG,
                            facts.dataset(facts.plan.steps().slot()[step]) + " is published in another's place");
                }
            }
        }
        for (int which = 0; which < rows; which++) {
            int slot = facts.plan.publications().slot()[which];
            if (published[which] <= 0) {
                facts.findings.add(ViolationKind.PUBLISH_MISSING, facts.dataset(slot) + " is never published");
            }
            if (published[which] >= 2) {
                facts.findings.add(
                        ViolationKind.PUBLISH_REPEATED, facts.dataset(slot) + " is published more than once");
            }
        }
    }

    /** Walks back from the sinks of the graph as written, through the plan's aliases. */
    private void needed() {
        boolean[] seen = new boolean[graph.taskCount()];
        Deque<Integer> open = new ArrayDeque<>();
        for (Publication publication : graph.publications()) {
            for (int slot : publication.slots()) {
                visit(graph.producer(facts.made(slot)), seen, open);
            }
        }
        for (int task = 0; task < graph.taskCount(); task++) {
            if (graph.family(task).signature().effect()) {
                visit(task, seen, open);
            }
        }
        for (Integer task = open.poll(); task != null; task = open.poll()) {
            if (runs[task] <= 0) {
                facts.findings.add(ViolationKind.TASK_MISSING, graph.taskName(task) + " is needed and runs nowhere");
            }
            for (int i = 0; i < graph.inputs().size(task); i++) {
                visit(graph.producer(facts.made(graph.inputs().get(task, i))), seen, open);
            }
        }
    }

    private static void visit(int task, boolean[] seen, Deque<Integer> open) {
        if (task >= 0 && !seen[task]) {
            seen[task] = true;
            open.add(task);
        }
    }

    private void aliases() {
        EqualDatasets equal = new EqualDatasets(graph);
        for (int row = 0; row < facts.plan.datasets().slot().length; row++) {
            int slot = facts.plan.datasets().slot()[row];
            int target = facts.plan.datasets().aliasOf()[row];
            if (!(target < 0 || equal.equal(slot, target))) {
                facts.findings.add(
                        ViolationKind.ALIAS_UNEQUAL,
                        facts.dataset(slot) + " need not equal " + (target < 0 ? "itself" : facts.dataset(target))
                                + ", whose name it is said to be");
            }
        }
    }
}
