package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.WorkerPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which datasets that an earlier run kept each host reads back. */
final class KeptLoads {
    /** As many as are named in a message of 1 MiB. */
    private static final int MOST = 4_000;

    private KeptLoads() {}

    /**
     * For each host, the files that its workers' tasks read.
     *
     * @param deal of the plan's workers to hosts
     * @param names of the hosts
     * @param loads the files by slot
     * @throws RunFailure if they are too many for one host
     */
    static List<Set<Path>> byHost(ExecutionPlan plan, Deal deal, List<String> names, Map<Integer, Path> loads) {
        Map<Integer, List<Path>> byTask = byTask(plan, loads);
        List<Set<Path>> byHost = new ArrayList<>();
        for (int host = 0; host < names.size(); host++) {
            Set<Path> files = new TreeSet<>();
            for (int worker : byTask.isEmpty() ? new int[0] : deal.workersOf(host)) {
                WorkerPlan program = plan.worker(worker);
                for (int position = 0; position < program.runs(); position++) {
                    files.addAll(byTask.getOrDefault(plan.tasks().task(program.row(position)), List.of()));
                }
            }
            if (files.size() > MOST) {
                throw new RunFailure(
                        FailureKind.USER,
                        "host " + names.get(host) + " would go on from " + files.size()
                                + " kept datasets; the most that can be sent to one is " + MOST
                                + "; begin anew with --no-resume, or go on without the hosts' addresses",
                        null);
            }
            byHost.add(files);
        }
        return byHost;
    }

    private static Map<Integer, List<Path>> byTask(ExecutionPlan plan, Map<Integer, Path> loads) {
        Map<Integer, List<Path>> byTask = new HashMap<>();
        if (loads.isEmpty()) {
            return byTask;
        }
        for (int row = 0; row < plan.datasets().rows(); row++) {
            Path file = loads.get(plan.datasets().slot(row));
            if (file != null && plan.datasets().aliasOf(row) < 0) {
                byTask.computeIfAbsent(plan.datasets().producer(row), task -> new ArrayList<>())
                        .add(file);
            }
        }
        return byTask;
    }
}
