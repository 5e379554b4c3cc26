package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.rewrite.CullUnreachable;
import dev.anabranch.compiler.rewrite.DeduplicateTasks;
import dev.anabranch.compiler.rewrite.FusePaths;
import dev.anabranch.compiler.rewrite.Pass;
import dev.anabranch.compiler.rewrite.ShapeReductions;
import dev.anabranch.compiler.schedule.DepthFirst;
import dev.anabranch.compiler.schedule.Heft;
import dev.anabranch.compiler.schedule.PlanningFailure;
import dev.anabranch.compiler.schedule.ReadersFirst;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.simulate.Simulator;
import dev.anabranch.compiler.verify.PlanVerifier;
import dev.anabranch.compiler.verify.ViolationKind;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.plan.PlanTasks;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class PlanningLawsTest {
    private static final Cluster LABELLED = Cluster.of(
            List.of(
                    new Host("a", List.of(1.0, 2.0), 0, List.of(LayeredGraph.LABEL)),
                    new Host("b", List.of(1.0), 0, List.of())),
            new Link(1e-4, 1.25e9),
            new Link(1e-3, 1.25e8));

    private static final List<Pass> PASSES = List.of(
            new CullUnreachable(),
            new ShapeReductions(Cluster.threads("tight", 3, 1)),
            new ShapeReductions(Cluster.threads("wide", 64, 0)),
            new DeduplicateTasks(),
            new FusePaths(LABELLED));

    @Provide
    Arbitrary<List<Pass>> passes() {
        return Arbitraries.of(PASSES).list().ofMaxSize(4);
    }

    @Property(tries = 500)
    void everyPlanHoldsAndKeepsTheMeaning(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        assertThatPlan(optimized, cluster, Inputs.plan(optimized, cluster))
                .isValid()
                .keepsTheMeaning()
                .respectsItsLowerBound();
    }

    /** Exactly, however sums of durations were rounded: memory is counted by these times. */
    @Property
    void tasksOfAWorkerNeverOverlap(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        PlanTasks tasks = Inputs.plan(optimized, cluster).tasks();
        for (int row = 0; row < tasks.task().length; row++) {
            assertThat(tasks.finish()[row]).isGreaterThanOrEqualTo(tasks.start()[row]);
            if (row > 0 && tasks.worker()[row] == tasks.worker()[row - 1]) {
                assertThat(tasks.start()[row]).isGreaterThanOrEqualTo(tasks.finish()[row - 1]);
            }
        }
    }

    @Property
    void passesInAnyOrderKeepTheMeaning(
            @ForAll TaskGraph graph, @ForAll Cluster cluster, @ForAll("passes") List<Pass> passes) {
        OptimizedGraph optimized = Inputs.optimized(graph, passes);
        assertThatPlan(optimized, cluster, Inputs.plan(optimized, cluster))
                .isValid()
                .keepsTheMeaning();
    }

    @Property
    void depthFirstPlansHoldAndKeepTheMeaning(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan plan = new Planner(List.of(new DepthFirst())).plan(optimized, cluster, Inputs.hashes(graph, cluster));
        assertThatPlan(optimized, cluster, plan).isValid().keepsTheMeaning().respectsItsLowerBound();
    }

    @Property
    void readersFirstPlansHoldAndKeepTheMeaning(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan plan = new Planner(List.of(new ReadersFirst())).plan(optimized, cluster, Inputs.hashes(graph, cluster));
        assertThatPlan(optimized, cluster, plan).isValid().keepsTheMeaning().respectsItsLowerBound();
    }

    @Property
    void thePlannerAndTheVerifierAgreeOnMemory(
            @ForAll TaskGraph graph, @ForAll Cluster cluster, @ForAll @LongRange(min = 1, max = 1L << 31) long memory) {
        Cluster limited = Clusters.withMemory(cluster, memory);
        Planner heft = new Planner(List.of(new Heft()), RecomputeOrTransmit.never());
        PlanHashes hashes = Inputs.hashes(graph, cluster);
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan unlimited = heft.plan(optimized, cluster, hashes);
        boolean exceeded = PlanVerifier.verify(optimized.graph(), limited, unlimited).stream()
                .anyMatch(v -> v.kind() == ViolationKind.MEMORY_EXCEEDED);
        if (exceeded) {
            assertThatThrownBy(() -> heft.plan(optimized, limited, hashes)).isInstanceOf(PlanningFailure.class);
        } else {
            assertThatPlan(optimized, limited, heft.plan(optimized, limited, hashes))
                    .isValid();
        }
    }

    @Property
    void withoutPassesThePlanHolds(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        OptimizedGraph untouched = Inputs.optimized(graph, List.of());
        assertThatPlan(untouched, cluster, Inputs.plan(untouched, cluster))
                .isValid()
                .keepsTheMeaning()
                .respectsItsLowerBound();
    }

    @Property
    void theSameInputGivesTheSamePlan(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        assertThat(Inputs.plan(graph, cluster)).usingRecursiveComparison().isEqualTo(Inputs.plan(graph, cluster));
    }

    @Property
    void theSimulatorReachesThePredictedMakespanOrLess(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan plan = Inputs.plan(optimized, cluster);
        double makespan = Simulator.run(optimized.graph(), cluster, plan).makespan();
        double bound = plan.summary().lowerBound();
        assertThat(makespan).isBetween(bound * (1 - 1e-9), plan.summary().makespan() * (1 + 1e-9));
    }

    @Property
    void slowerTasksNeverMakeARunShorter(@ForAll TaskGraph graph, @ForAll Cluster cluster, @ForAll long seed) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan plan = Inputs.plan(optimized, cluster);
        double[] seconds = new double[plan.tasks().task().length];
        Arrays.setAll(
                seconds,
                row -> plan.tasks().work()[row] / cluster.speed(plan.tasks().worker()[row]));
        double[] others = Costs.perturbed(seconds, 2, seed);
        double[] slower = new double[seconds.length];
        Arrays.setAll(slower, row -> Math.max(seconds[row], others[row]));
        assertThat(Simulator.run(optimized.graph(), cluster, plan, slower).makespan())
                .isGreaterThanOrEqualTo(
                        Simulator.run(optimized.graph(), cluster, plan, seconds).makespan() * (1 - 1e-9));
    }

    @Property(tries = 50)
    void workersOfOneHostNeedNoLabelOfAnother(@ForAll TaskGraph graph) {
        Cluster cluster = Cluster.of(
                List.of(new Host("a", Collections.nCopies(3, 1.0), 0, List.of("gpu"))),
                Cluster.BY_REFERENCE,
                Cluster.BY_REFERENCE);
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        assertThatPlan(optimized, cluster, Inputs.plan(optimized, cluster))
                .isValid()
                .keepsTheMeaning();
    }
}
