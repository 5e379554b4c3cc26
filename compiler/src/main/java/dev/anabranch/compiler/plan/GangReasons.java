package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.schedule.JoinGangs;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What is to be said of the gangs of a plan, family by family. */
final class GangReasons {
    private GangReasons() {}

    static List<Decision> of(TaskGraph tasks, Cluster cluster, TaskRows rows) {
        int[] gangs = new int[tasks.families().size()];
        List<TreeSet<String>> hosts = new ArrayList<>();
        tasks.families().forEach(family -> hosts.add(new TreeSet<>()));
        for (int row = 0; row < rows.size(); row++) {
            TaskFamily family = tasks.family(rows.task[row]);
            if (rows.rank[row] == 0 && family.requirements().gang() > 1) {
                gangs[family.id()]++;
                hosts.get(family.id())
                        .add(cluster.hosts()
                                .get(cluster.hostOf(rows.worker[row]))
                                .name());
            }
        }
        List<Decision> decisions = new ArrayList<>();
        for (TaskFamily family : tasks.families()) {
            if (gangs[family.id()] > 0) {
                decisions.add(new Decision(
                        JoinGangs.NAME,
                        family.name(),
                        String.format(
                                Locale.ROOT,
                                "%,d %s of %d workers on %s",
                                gangs[family.id()],
                                gangs[family.id()] == 1 ? "gang" : "gangs",
                                family.requirements().gang(),
                                String.join(", ", hosts.get(family.id()))),
                        gangs[family.id()]));
            }
        }
        return decisions;
    }
}
