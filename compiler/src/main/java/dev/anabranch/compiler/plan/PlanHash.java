package dev.anabranch.compiler.plan;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.task.TaskSignature;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plan is made from, as hashes, known before it is made: if a stored plan has the same, it is the same. File
 * names, lines, layout and comments of the flow are no part of them.
 */
public final class PlanHash {
    private PlanHash() {}

    /**
     * The hashes of a plan that is yet to be made.
     *
     * @param libraries for each class of tasks the digest of its class file
     * @param version of the compiler, since another one may plan differently
     */
    public static PlanHashes of(TaskGraph graph, Map<String, String> libraries, Cluster cluster, String version) {
        return of(graph, libraries, cluster, costs(graph), version);
    }

    private static PlanHashes of(
            TaskGraph graph, Map<String, String> libraries, Cluster cluster, String costsHash, String version) {
        String graphHash = graph(graph);
        String librariesHash = libraries(libraries);
        String clusterHash = cluster(cluster);
        String plan = new MeaningHash()
                .add(Plan.FORMAT)
                .add(version)
                .add(graphHash)
                .add(librariesHash)
                .add(clusterHash)
                .add(costsHash)
                .end();
        return new PlanHashes(graphHash, librariesHash, clusterHash, costsHash, plan);
    }

    /**
     * The hashes of a plan that is yet to be made with measured costs.
     *
     * @param graph as its author wrote it, with the costs that it has without a profile
     * @param measured what will be scheduled, with measured costs
     * @param libraries for each class of tasks the digest of its class file
     * @param version of the compiler, since another one may plan differently
     */
    public static PlanHashes of(
            TaskGraph graph, TaskGraph measured, Map<String, String> libraries, Cluster cluster, String version) {
        String costsHash =
                new MeaningHash().add(costs(graph)).add(costs(measured)).end();
        return of(graph, libraries, cluster, costsHash, version);
    }

    private static String graph(TaskGraph graph) {
        MeaningHash hash = new MeaningHash().add(graph.flow());
        MeaningWriter writer = new MeaningWriter(hash);
        hash.add(graph.arrays().size());
        for (DatasetArray array : graph.arrays()) {
            hash.add(array.name()).add(array.type().label()).add(array.firstSlot());
            writer.axes(array.axes());
        }
        hash.add(graph.families().size());
        for (TaskFamily family : graph.families()) {
            family(family, hash, writer);
            hash.add(graph.taskCount(family.id()));
        }
        for (int task = 0; task < graph.taskCount(); task++) {
            for (int position : graph.positions(task)) {
                hash.add(position);
            }
        }
        hash.add(graph.inputs()).add(graph.outputs()).add(graph.publications().size());
        for (Publication publication : graph.publications()) {
            hash.add(publication.array());
            publication.name().accept(writer);
            writer.named(publication.metadata());
            hash.add(publication.slots().size());
            publication.slots().forEach(hash::add);
        }
        return hash.end();
    }

    private static void family(TaskFamily family, MeaningHash hash, MeaningWriter writer) {
        hash.add(family.name());
        signature(family.signature(), hash);
        writer.axes(family.axes());
        writer.arguments(family.arguments());
        hash.add(family.outputs().size());
        for (TaskFamily.FamilyOutput output : family.outputs()) {
            hash.add(output.array());
            writer.subscripts(output.subscripts());
        }
        requirements(family.requirements(), hash);
    }

    private static void signature(TaskSignature signature, MeaningHash hash) {
        hash.add(signature.qualifiedName())
                .add(signature.className())
                .add(signature.method())
                .add(signature.descriptor())
                .add(signature.deterministic())
                .add(signature.effect())
                .add(signature.parameters().size());
        for (TaskSignature.Parameter parameter : signature.parameters()) {
            hash.add(parameter.kind().name()).add(parameter.type().label()).add(parameter.javaType());
        }
        hash.add(signature.outputs().size());
        for (TaskSignature.Output output : signature.outputs()) {
            hash.add(output.accessor().orElse("")).add(output.type().label()).add(output.javaType());
        }
        hash.add(signature.aggregate().isPresent());
        if (signature.aggregate().isPresent()) {
            TaskSignature.Aggregate aggregate = signature.aggregate().get();
            hash.add(aggregate.size()).add(aggregate.finish().isPresent());
            signature(aggregate.partial(), hash);
            signature(aggregate.combine(), hash);
            aggregate.finish().ifPresent(finish -> signature(finish, hash));
        }
    }

    private static void requirements(Requirements requirements, MeaningHash hash) {
        hash.add(requirements.memory())
                .add(requirements.label().orElse(""))
                .add(requirements.gpus())
                .add(requirements.gang())
                .add(requirements.retries())
                .add(requirements.checkpoint())
                .add(requirements.keep());
    }

    private static String libraries(Map<String, String> libraries) {
        MeaningHash hash = new MeaningHash().add(libraries.size());
        new TreeMap<>(libraries).forEach((name, digest) -> hash.add(name).add(digest));
        return hash.end();
    }

    private static String cluster(Cluster cluster) {
        MeaningHash hash = new MeaningHash().add(cluster.hosts().size());
        for (Host host : cluster.hosts()) {
            hash.add(host.name()).add(host.memory()).add(host.speeds().size());
            host.speeds().forEach(speed -> hash.add(speed.doubleValue()));
            hash.add(host.labels().size());
            host.labels().forEach(hash::add);
            link(hash, host.disk());
        }
        link(hash, cluster.sameHost());
        link(hash, cluster.otherHost());
        hash.add(cluster.model().label()).add(cluster.timeBetweenFailures().orElse(Double.POSITIVE_INFINITY));
        return hash.end();
    }

    private static void link(MeaningHash hash, Link link) {
        hash.add(link.latency()).add(link.bandwidth());
    }

    private static String costs(TaskGraph graph) {
        MeaningHash hash = new MeaningHash();
        for (TaskFamily family : graph.families()) {
            hash.add(family.cost().time().name()).add(family.cost().size().name());
        }
        for (int task = 0; task < graph.taskCount(); task++) {
            CostSource source = graph.timeSource(task);
            hash.add(graph.work(task)).add(source == CostSource.MEASURED).add(source == CostSource.FITTED);
        }
        for (int slot = 0; slot < graph.slotCount(); slot++) {
            hash.add(graph.bytes(slot));
        }
        return hash.end();
    }
}
