package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.inspect.PlanComparison;
import dev.anabranch.compiler.inspect.PlanDiff;
import dev.anabranch.compiler.inspect.PlanDiff.Change;
import dev.anabranch.compiler.inspect.PlanDiff.FamilyChange;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class PlanComparisonTest {
    private static Plan plan(TaskGraph graph, int workers) {
        Host host = new Host("a", Collections.nCopies(workers, 1.0), 0, List.of("gpu"));
        return Inputs.plan(graph, Cluster.of(List.of(host), Cluster.BY_REFERENCE, Cluster.BY_REFERENCE));
    }

    @Property(tries = 60)
    void aPlanDoesNotDifferFromItself(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        Plan plan = Inputs.plan(graph, cluster);
        PlanDiff diff = PlanComparison.of(plan, plan);
        assertThat(diff.causes()).isEmpty();
        assertThat(diff.moved()).isZero();
        assertThat(diff.transfersGone() + diff.transfersNew()).isZero();
        assertThat(diff.workers()).allMatch(PlanDiff.WorkerChange::none);
        assertThat(diff.families()).allMatch(FamilyChange::none);
        assertThat(diff.published()).isEqualTo(diff.decisions());
    }

    @Property(tries = 60)
    void theWayBackIsTheOpposite(@ForAll TaskGraph graph) {
        Plan one = plan(graph, 2);
        Plan other = plan(graph, 3);
        PlanDiff there = PlanComparison.of(one, other);
        PlanDiff back = PlanComparison.of(other, one);
        assertThat(back.moved()).isEqualTo(there.moved());
        assertThat(back.transfersGone()).isEqualTo(there.transfersNew());
        assertThat(back.transfersNew()).isEqualTo(there.transfersGone());
        assertThat(back.makespan())
                .isEqualTo(new Change(there.makespan().after(), there.makespan().before()));
        assertThat(back.decisions().gone()).isEqualTo(there.decisions().added());
    }

    @Property(tries = 60)
    void whatIsGoneAndWhatIsAddedMakeUpTheDifference(@ForAll TaskGraph one, @ForAll TaskGraph other) {
        PlanDiff diff = PlanComparison.of(plan(one, 2), plan(other, 2));
        for (FamilyChange family : diff.families()) {
            assertThat(family.tasks().before() - family.gone() + family.added())
                    .as(family.name())
                    .isEqualTo(family.tasks().after());
        }
    }

    @Test
    void anotherClusterMovesTasksAndMakesTransfers() {
        TaskGraph graph = Graphs.forkJoin(6);
        PlanDiff diff = PlanComparison.of(plan(graph, 1), plan(graph, 3));
        assertThat(diff.causes()).containsExactly("cluster");
        assertThat(diff.moved()).isPositive();
        assertThat(diff.transfersGone()).isZero();
        assertThat(diff.transfersNew()).isPositive();
        assertThat(diff.makespan().relative()).isNegative();
        assertThat(diff.workers()).extracting(PlanDiff.WorkerChange::name).containsExactly("a/0", "a/1", "a/2");
    }
}
