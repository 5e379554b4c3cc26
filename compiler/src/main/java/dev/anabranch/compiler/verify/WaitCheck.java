package dev.anabranch.compiler.verify;

import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.StepKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets all workers take their steps without regard to time: if all wait at once, some wait in a circle. The workers of a gang
 * go on together, once all of them have come to it.
 */
final class WaitCheck {
    private final PlanFacts facts;
    private final PlanSteps steps;

    WaitCheck(PlanFacts facts) {
        this.facts = facts;
        this.steps = facts.plan.steps();
    }

    void run() {
        Set<Long> everSent = new HashSet<>();
        for (int step = 0; step < facts.kinds.length; step++) {
            if (facts.kinds[step] == StepKind.SEND) {
                everSent.add(PlanFacts.key(steps.slot()[step], steps.peer()[step]));
            }
        }
        int workers = facts.cluster.workers();
        int[] next = Arrays.copyOf(facts.firstStep, workers);
        Set<Long> sent = new HashSet<>();
        Map<Long, Integer> waiting = new HashMap<>();
        Map<Integer, List<Integer>> met = new HashMap<>();
        Deque<Integer> awake = new ArrayDeque<>();
        for (int worker = 0; worker < workers; worker++) {
            awake.add(worker);
        }
        for (Integer worker = awake.poll(); worker != null; worker = awake.poll()) {
            for (; next[worker] < facts.firstStep[worker + 1]; next[worker]++) {
                int step = next[worker];
                if (facts.kinds[step] == StepKind.RECEIVE) {
                    long key = PlanFacts.key(steps.slot()[step], worker);
                    // What nobody sends at all is reported elsewhere.
                    if (everSent.contains(key) && !sent.contains(key)) {
                        waiting.put(key, worker);
                        break;
                    }
                } else if (facts.runs(step) && facts.gang(steps.task()[step]) > 1) {
                    int task = steps.task()[step];
                    List<Integer> here = met.computeIfAbsent(task, unused -> new ArrayList<>());
                    if (!here.contains(worker)) {
                        here.add(worker);
                        if (here.size() < facts.gang(task)) {
                            break;
                        }
                        for (Integer other : here) {
                            if (!other.equals(worker)) {
                                awake.add(other);
                            }
                        }
                    }
                } else if (facts.kinds[step] == StepKind.SEND) {
                    long key = PlanFacts.key(steps.slot()[step], steps.peer()[step]);
                    sent.add(key);
                    Integer woken = waiting.remove(key);
                    if (woken != null) {
                        awake.add(woken);
                    }
                }
            }
        }
        for (int worker = 0; worker < workers; worker++) {
            if (next[worker] < facts.firstStep[worker + 1]) {
                facts.findings.add(ViolationKind.CIRCULAR_WAIT, circle(worker, next));
                return;
            }
        }
    }

    private String circle(int first, int[] next) {
        StringBuilder path = new StringBuilder();
        Set<Integer> seen = new HashSet<>();
        int worker = first;
        while (seen.add(worker) && next[worker] < facts.firstStep[worker + 1]) {
            int step = next[worker];
            path.append(facts.worker(worker)).append(" waits for ");
            if (facts.runs(step)) {
                int task = steps.task()[step];
                return path.append("the gang of ")
                        .append(facts.graph.taskName(task))
                        .toString();
            }
            path.append(facts.dataset(steps.slot()[step])).append(" of ");
            worker = steps.peer()[step];
        }
        return path.append(facts.worker(worker)).toString();
    }
}
