package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.schedule.JoinGangs;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is to be said of the gangs of a plan, family by family. */
final class GangReasons {
    private GangReasons() {}

    static List<Decision> of(TaskGraph tasks, Cluster cluster, TaskRows rows) {
        int[] gangs = new int[tasks.families().size()];
        Map<Integer, TreeMap<Integer, String>> hostsByTask = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            int task = rows.task[row];
            if (tasks.family(task).requirements().gang() > 1) {
                gangs[tasks.family(task).id()] += rows.rank[row] == 0 ? 1 : 0;
                hostsByTask
                        .computeIfAbsent(task, unused -> new TreeMap<>())
                        .put(
                                rows.rank[row],
                                cluster.hosts()
                                        .get(cluster.hostOf(rows.worker[row]))
                                        .name());
            }
        }
        List<TreeSet<String>> places = new ArrayList<>();
        tasks.families().forEach(family -> places.add(new TreeSet<>()));
        boolean[] apart = new boolean[gangs.length];
        hostsByTask.forEach((task, byRank) -> {
            int family = tasks.family(task).id();
            LinkedHashSet<String> hosts = new LinkedHashSet<>(byRank.values());
            places.get(family).add(String.join(" with ", hosts));
            apart[family] |= hosts.size() > 1;
        });
        List<Decision> decisions = new ArrayList<>();
        for (TaskFamily family : tasks.families()) {
            if (gangs[family.id()] > 0) {
                decisions.add(new Decision(
                        JoinGangs.NAME,
                        family.name(),
                        String.format(
                                Locale.ROOT,
                                "%,d %s of %d workers on %s%s",
                                gangs[family.id()],
                                gangs[family.id()] == 1 ? "gang" : "gangs",
                                family.requirements().gang(),
                                String.join(", ", places.get(family.id())),
                                apart[family.id()] ? "; what its ranks send from host to host is not counted" : ""),
                        gangs[family.id()]));
            }
        }
        return decisions;
    }
}
