package dev.anabranch.testkit.flow;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.testkit.Clusters;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Flows and clusters for properties. */
class FlowsProvider extends DomainContextBase {
    @Provide
    Arbitrary<GeneratedFlow> flows() {
        return Flows.any();
    }

    @Provide
    Arbitrary<WrongFlow> wrongFlows() {
        return Flows.wrong();
    }

    @Provide
    Arbitrary<Cluster> clusters() {
        return Clusters.any();
    }
}
