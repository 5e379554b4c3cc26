package dev.anabranch.testkit;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.TaskGraph;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Graphs and clusters for properties. */
class GraphsProvider extends DomainContextBase {
    @Provide
    Arbitrary<TaskGraph> graphs() {
        return Graphs.any();
    }

    @Provide
    Arbitrary<Cluster> clusters() {
        return Clusters.any();
    }
}
