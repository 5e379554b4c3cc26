package dev.anabranch.compiler.verify;

import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.StepKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * That each task that asks for a gang has a worker for each rank, all different, from the same time on and of no more hosts than it
 * takes; that nothing else runs in its unit; and that who has no gang has one rank. That its workers are free then the times show.
 */
final class GangCheck {
    private final PlanFacts facts;
    private final PlanTasks tasks;

    GangCheck(PlanFacts facts) {
        this.facts = facts;
        this.tasks = facts.plan.tasks();
    }

    void run() {
        ranks();
        Map<Integer, List<Integer>> gangs = new HashMap<>();
        Map<Integer, Integer> taskOfUnit = new HashMap<>();
        for (int row = 0; row < tasks.task().length; row++) {
            int task = tasks.task()[row];
            if (facts.gang(task) > 1) {
                gangs.computeIfAbsent(task, unused -> new ArrayList<>()).add(row);
                taskOfUnit.put(tasks.unit()[row], task);
            } else if (tasks.rank()[row] > 0) {
                wrong(task, "has rank " + tasks.rank()[row] + " and asks for no gang");
            }
        }
        for (int row = 0; row < tasks.task().length; row++) {
            int task = tasks.task()[row];
            int alone = taskOfUnit.getOrDefault(tasks.unit()[row], task);
            if (alone != task) {
                wrong(alone, "shares its unit with " + facts.graph.taskName(task));
            }
        }
        gangs.forEach(this::gang);
    }

    /** The steps say the same of ranks as the tasks; their rows are in one order. */
    private void ranks() {
        int row = 0;
        for (int step = 0; step < facts.kinds.length && row < tasks.task().length; step++) {
            if (facts.runs(step)) {
                int rank =
                        facts.kinds[step] == StepKind.JOIN ? facts.plan.steps().peer()[step] : 0;
                if (rank != tasks.rank()[row] || (rank == 0 && facts.kinds[step] == StepKind.JOIN)) {
                    wrong(tasks.task()[row], "has rank " + tasks.rank()[row] + ", the steps say " + rank);
                }
                row++;
            }
        }
    }

    private void gang(int task, List<Integer> rows) {
        int size = facts.gang(task);
        Set<Integer> ranks = new HashSet<>();
        Set<Integer> workers = new HashSet<>();
        Set<Integer> hosts = new HashSet<>();
        Set<Double> starts = new HashSet<>();
        for (int row : rows) {
            ranks.add(tasks.rank()[row]);
            workers.add(tasks.worker()[row]);
            hosts.add(facts.cluster.hostOf(tasks.worker()[row]));
            starts.add(tasks.start()[row]);
            if (tasks.rank()[row] >= size) {
                wrong(task, "has rank " + tasks.rank()[row] + " of " + size);
            }
        }
        if (rows.size() != size || ranks.size() != size || workers.size() != size) {
            wrong(
                    task,
                    "asks for a gang of " + size + " and has " + rows.size() + " runs of " + ranks.size() + " ranks on "
                            + workers.size() + " workers");
        }
        int fewest = fewestHosts(task, size);
        if (hosts.size() > fewest) {
            wrong(task, "has a gang on " + hosts.size() + " hosts, where " + fewest + " have room for it");
        }
        if (starts.size() > 1) {
            wrong(task, "starts at " + starts.size() + " different times");
        }
    }

    /** How many hosts it takes at least, those first that have most workers that may run the task. */
    private int fewestHosts(int task, int size) {
        Integer[] room = new Integer[facts.cluster.hosts().size()];
        Arrays.fill(room, 0);
        for (int worker = 0; worker < facts.cluster.workers(); worker++) {
            int host = facts.cluster.hostOf(worker);
            String name = facts.worker(worker);
            Collection<String> offered = facts.cluster.hosts().get(host).labels();
            boolean may = facts.graph.family(task).requirements().labels().stream()
                    .allMatch(label -> label.equals(name) || offered.contains(label));
            room[host] += may ? 1 : 0;
        }
        Arrays.sort(room, Comparator.reverseOrder());
        int hosts = 0;
        for (int found = 0; found < size && hosts < room.length; hosts++) {
            found += room[hosts];
        }
        return hosts;
    }

    private void wrong(int task, String what) {
        facts.findings.add(ViolationKind.GANG_WRONG, facts.graph.taskName(task) + " " + what);
    }
}
