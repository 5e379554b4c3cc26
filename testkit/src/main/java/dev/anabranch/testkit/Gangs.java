package dev.anabranch.testkit;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Graphs whose tasks ask for gangs. */
public final class Gangs {
    private Gangs() {}

    /**
     * The same graph in which about every second family asks for a gang that a cluster has room for, on one host or on several; equal seeds,
     * equal gangs.
     */
    public static TaskGraph random(TaskGraph graph, Cluster cluster, long seed) {
        Random random = new Random(seed);
        List<TaskFamily> families = new ArrayList<>();
        for (TaskFamily family : graph.families()) {
            int most = most(family.requirements(), cluster);
            int size = most > 1 && random.nextBoolean() ? 2 + random.nextInt(most - 1) : 1;
            families.add(new TaskFamily(
                    family.id(),
                    family.name(),
                    family.axes(),
                    family.signature(),
                    family.arguments(),
                    family.outputs(),
                    family.cost(),
                    family.requirements().withGang(size),
                    family.origin()));
        }
        return Costs.withFamilies(graph, families);
    }

    private static int most(Requirements demands, Cluster cluster) {
        int most = 0;
        int worker = 0;
        for (Host host : cluster.hosts()) {
            for (int i = 0; i < host.speeds().size(); i++, worker++) {
                String name = cluster.workerName(worker);
                boolean fits = demands.labels().stream()
                        .allMatch(label -> label.equals(name) || host.labels().contains(label));
                most += fits ? 1 : 0;
            }
        }
        return most;
    }
}
