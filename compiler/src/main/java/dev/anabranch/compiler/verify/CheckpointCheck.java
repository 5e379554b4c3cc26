package dev.anabranch.compiler.verify;

import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.StepKind;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.JavaObject;
import dev.anabranch.model.type.ValueType.ListOf;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is kept against a crash is kept once, right after the task that made it, and is what every run makes with the same
 * bits and a file can hold.
 */
final class CheckpointCheck {
    private final PlanFacts facts;
    private final TaskGraph graph;
    private final Map<Integer, Boolean> same = new HashMap<>();

    CheckpointCheck(PlanFacts facts) {
        this.facts = facts;
        this.graph = facts.graph;
    }

    void run() {
        PlanSteps steps = facts.plan.steps();
        Set<Integer> kept = new HashSet<>();
        int running = -1;
        for (int step = 0; step < facts.kinds.length; step++) {
            running = facts.runs(step) ? (facts.kinds[step] == StepKind.RUN ? steps.task()[step] : -1) : running;
            if (facts.kinds[step] == StepKind.CHECKPOINT) {
                int slot = steps.slot()[step];
                require(kept.add(slot), slot, "is kept twice");
                require(graph.producer(slot) == running && facts.aliasOf(slot) < 0, slot, "is not what was made last");
                require(isFiled(graph.array(slot).type()), slot, "is nothing that a file holds");
                require(isSame(graph.producer(slot)), slot, "may be another in the next run");
            }
        }
    }

    private void require(boolean holds, int slot, String what) {
        if (!holds) {
            facts.findings.add(
                    ViolationKind.CHECKPOINT_WRONG, facts.dataset(slot) + " is kept against a crash, but " + what);
        }
    }

    private static boolean isFiled(ValueType type) {
        return !(type instanceof ListOf || type instanceof JavaObject || type == ScalarType.PATH);
    }

    /** Whether all that leads to a task is deterministic; a task that takes part is looked at once. */
    private boolean isSame(int last) {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(last);
        while (!open.isEmpty()) {
            int task = open.peek();
            boolean ready = true;
            boolean all = task < 0 || graph.family(task).signature().deterministic();
            for (int i = 0; task >= 0 && i < graph.inputs().size(task); i++) {
                int before = graph.producer(facts.made(graph.inputs().get(task, i)));
                Boolean known = same.get(before);
                if (known == null) {
                    open.push(before);
                    ready = false;
                } else {
                    all &= known;
                }
            }
            if (ready) {
                same.put(task, all);
                open.pop();
            }
        }
        return same.getOrDefault(last, false);
    }
}
