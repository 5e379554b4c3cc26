package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.verify.PlanVerifier;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.testkit.PlanRows.Step;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class SpoiledPlansTest {
    @Property
    void noStepCanBeLeftOut(@ForAll TaskGraph graph, @ForAll Cluster cluster, @ForAll long seed) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan spoiled = new PlanRows(Inputs.plan(optimized, cluster)).withSteps(steps -> {
            steps.remove(new Random(seed).nextInt(steps.size()));
            return steps;
        });
        assertThat(PlanVerifier.verify(optimized.graph(), cluster, spoiled)).isNotEmpty();
    }

    @Property
    void noStepCanBeDoneTwice(@ForAll TaskGraph graph, @ForAll Cluster cluster, @ForAll long seed) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan spoiled = new PlanRows(Inputs.plan(optimized, cluster)).withSteps(steps -> {
            int step = new Random(seed).nextInt(steps.size());
            steps.add(step, steps.get(step));
            return steps;
        });
        assertThat(PlanVerifier.verify(optimized.graph(), cluster, spoiled)).isNotEmpty();
    }

    @Property(tries = 1000)
    void whatTheVerifierAcceptsRunsAndKeepsTheMeaning(
            @ForAll TaskGraph graph, @ForAll Cluster cluster, @ForAll long seed) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan spoiled = new PlanRows(Inputs.plan(optimized, cluster)).withSteps(steps -> spoil(steps, new Random(seed)));
        if (PlanVerifier.verify(optimized.graph(), cluster, spoiled).isEmpty()) {
            assertThat(VirtualCluster.run(optimized.graph(), spoiled)).isEqualTo(ReferenceExecutor.run(graph));
        }
    }

    /** Small changes, many of which change nothing that matters. */
    private static List<Step> spoil(List<Step> steps, Random random) {
        int at = random.nextInt(steps.size());
        int other = Math.min(steps.size() - 1, at + 1 + random.nextInt(3));
        switch (random.nextInt(4)) {
            case 0 -> {
                if (steps.get(at).worker() == steps.get(other).worker()) {
                    Collections.swap(steps, at, other);
                }
            }
            case 1 -> steps.set(at, steps.get(at).withSlot(steps.get(other).slot()));
            case 2 -> steps.set(at, steps.get(at).withPeer(steps.get(other).peer()));
            default -> {
                if (steps.get(at).worker() == steps.get(other).worker()) {
                    steps.add(other, steps.remove(at));
                }
            }
        }
        return steps;
    }
}
