package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.plan.MemoryFailure;
import dev.anabranch.compiler.plan.MemoryShortage;
import dev.anabranch.compiler.verify.PlanVerifier;
import dev.anabranch.compiler.verify.ViolationKind;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class PlanMemoryTest {
    private static final long MIB = 1 << 20;

    @Property(tries = 200)
    void whatIsPlannedFitsAndWhatIsNotDoesNot(
            @ForAll TaskGraph graph, @ForAll Cluster cluster, @ForAll @DoubleRange(min = 0, max = 0.6) double share) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        long least = largestTask(optimized);
        long most = Math.max(least, sum(optimized.graph()));
        Cluster tight = Clusters.withMemory(cluster, Math.max(1, least + (long) (share * (most - least))));
        try {
            Plan plan = Inputs.plan(optimized, tight);
            assertThatPlan(optimized, tight, plan).isValid().keepsTheMeaning().respectsItsLowerBound();
            long[] peaks = ByteCounter.peaks(optimized.graph(), tight, plan);
            for (int host = 0; host < peaks.length; host++) {
                assertThat(peaks[host])
                        .isLessThanOrEqualTo(tight.hosts().get(host).memory());
            }
            String[] pass = plan.decisions().pass();
            Statistics.label("planned by").collect(pass[pass.length - 1]);
            Statistics.label("waits on disk").collect(plan.summary().spills() > 0);
        } catch (MemoryFailure failure) {
            Statistics.label("planned by").collect("nobody, does not fit, " + (share * 10 < 1 ? "tight" : "wide"));
            requireTrue(failure, optimized);
        }
    }

    /** That the error names a task of the graph and datasets that really add up to more than there is. */
    private static void requireTrue(MemoryFailure failure, OptimizedGraph optimized) {
        TaskGraph graph = optimized.graph();
        MemoryShortage shortage = failure.shortage();
        Map<String, Long> largest = new HashMap<>();
        Map<String, Integer> count = new HashMap<>();
        for (int slot = 0; slot < graph.slotCount(); slot++) {
            largest.merge(graph.datasetName(slot), graph.bytes(optimized.resolve(slot)), Math::max);
            largest.merge(graph.array(slot).name(), graph.bytes(optimized.resolve(slot)), Math::max);
            count.merge(graph.array(slot).name(), 1, Integer::sum);
        }
        long sum = 0;
        for (MemoryShortage.Part part : Stream.concat(shortage.own().stream(), shortage.others().stream())
                .toList()) {
            sum += part.bytes();
            if (!part.name().startsWith("@memory of ")) {
                assertThat(part.bytes()).isLessThanOrEqualTo(part.count() * largest.get(part.name()));
                assertThat(part.count()).isLessThanOrEqualTo(count.getOrDefault(part.name(), 1));
            }
        }
        assertThat(sum).isEqualTo(shortage.needed()).isGreaterThan(shortage.limit());
        assertThat(failure).hasMessageContaining("`" + shortage.witness() + "`");
        assertThat(failure.help()).isNotEmpty();
    }

    private static long largestTask(OptimizedGraph optimized) {
        TaskGraph graph = optimized.graph();
        long largest = 0;
        for (int task = 0; task < graph.taskCount(); task++) {
            long need = graph.family(task).requirements().memory();
            for (int slot : Stream.of(graph.inputs().row(task), graph.outputs().row(task))
                    .flatMapToInt(Arrays::stream)
                    .map(optimized::resolve)
                    .distinct()
                    .toArray()) {
                need += graph.bytes(slot);
            }
            largest = Math.max(largest, need);
        }
        return largest;
    }

    private static long sum(TaskGraph graph) {
        long sum = 0;
        for (int slot = 0; slot < graph.slotCount(); slot++) {
            sum += graph.bytes(slot);
        }
        return sum;
    }

    /** So many datasets of a MiB that are made, read once each, and read again from the last to the first. */
    private static TaskGraph thereAndBack(int count) {
        GraphBuilder flow = new GraphBuilder("back");
        Axis i = GraphBuilder.range("i", 1, count);
        int x = flow.array("x", i);
        int all = flow.array("all");
        int again = flow.array("again", i);
        flow.call("make")
                .over(i)
                .value(GraphBuilder.coordinate(0))
                .costs(1, MIB)
                .makes(x);
        int sum = flow.array("sum", i);
        flow.call("sum")
                .over(i)
                .reads(x, GraphBuilder.coordinate(0))
                .readsIfDefined(sum, GraphBuilder.coordinate(0, -1))
                .costs(1, MIB)
                .makes(sum);
        flow.call("all").reads(sum, GraphBuilder.number(count)).costs(1, MIB).makes(all);
        flow.call("again")
                .over(i)
                .reads(x, GraphBuilder.coordinate(0))
                .reads(all)
                .costs(1, MIB)
                .makes(again);
        return flow.publish(again).build();
    }

    @Test
    void whatIsReadLastWaitsOnDisk() {
        OptimizedGraph graph = OptimizedGraph.of(thereAndBack(10));
        Cluster small = Cluster.threads("a", 1, 5 * MIB);
        Plan plan = Inputs.plan(graph, small);
        assertThatPlan(graph, small, plan).isValid().keepsTheMeaning();
        // While sums are added up, two MiB are theirs, so three of the ten datasets stay.
        assertThat(plan.summary().spills()).isEqualTo(7);
        assertThat(plan.summary().bytesSpilled()).isEqualTo(7 * MIB);
        double disk = small.hosts().get(0).disk().seconds(MIB);
        assertThatPlan(graph, small, plan).hasMakespan(31 + 2 * 7 * disk);
        assertThat(ByteCounter.peaks(graph.graph(), small, plan)[0]).isEqualTo(5 * MIB);
        assertThat(plan.decisions().pass()).endsWith("PlanMemory", "PlanMemory");
        assertThat(plan.decisions().subject()).endsWith("back", "x");
    }

    @Test
    void aSlowerDiskTakesLonger() {
        OptimizedGraph graph = OptimizedGraph.of(thereAndBack(10));
        Cluster fast = Cluster.threads("a", 1, 5 * MIB);
        Cluster slow =
                Cluster.of(List.of(fast.hosts().get(0).withDisk(new Link(1, 1e12))), fast.sameHost(), fast.otherHost());
        Plan plan = Inputs.plan(graph, slow);
        assertThatPlan(graph, slow, plan).isValid();
        assertThat(plan.summary().makespan()).isGreaterThan(31 + 14);
        assertThat(plan.hashes().cluster())
                .isNotEqualTo(Inputs.plan(graph, fast).hashes().cluster());
    }

    @Test
    void theVerifierFollowsWhatIsOnDisk() {
        TaskGraph graph = thereAndBack(10);
        Cluster small = Cluster.threads("a", 1, 5 * MIB);
        Plan plan = Inputs.plan(OptimizedGraph.of(graph), small);
        PlanRows rows = new PlanRows(plan);
        int spill = rows.first("SPILL");
        int restore = rows.first("RESTORE");
        assertThatPlan(graph, small, without(rows, spill)).violates(ViolationKind.SPILL_WRONG);
        assertThatPlan(graph, small, without(rows, spill)).violates(ViolationKind.MEMORY_EXCEEDED);
        assertThatPlan(graph, small, without(rows, restore)).violates(ViolationKind.USED_WHILE_SPILLED);
        Plan twice = rows.withSteps(steps -> {
            steps.add(spill, steps.get(spill));
            return steps;
        });
        assertThatPlan(graph, small, twice).violates(ViolationKind.SPILL_WRONG);
        assertThatPlan(graph, small, twice).violates(ViolationKind.TIME_WRONG);
        Plan never = rows.withSteps(steps -> {
            steps.add(steps.get(spill));
            return steps;
        });
        assertThatPlan(graph, small, never).violates(ViolationKind.SPILL_WRONG);
    }

    private static Plan without(PlanRows rows, int step) {
        return rows.withSteps(steps -> {
            steps.remove(step);
            return steps;
        });
    }

    @Property(tries = 100)
    void noStepToDiskOrBackCanBeLeftOutOrMoved(
            @ForAll @IntRange(min = 6, max = 20) int count,
            @ForAll @IntRange(min = 4, max = 6) int memory,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll long seed) {
        TaskGraph graph = Costs.random(thereAndBack(count), seed);
        Cluster small = Cluster.threads("a", workers, 0);
        small = Clusters.withMemory(small, largestTask(OptimizedGraph.of(graph)) * memory / 4);
        Plan plan;
        try {
            plan = Inputs.plan(OptimizedGraph.of(graph), small);
        } catch (MemoryFailure failure) {
            requireTrue(failure, OptimizedGraph.of(graph));
            return;
        }
        assertThatPlan(graph, small, plan).isValid().keepsTheMeaning();
        assertThat(ByteCounter.peaks(graph, small, plan)[0])
                .isLessThanOrEqualTo(small.hosts().get(0).memory());
        boolean spills = plan.summary().spills() > 0;
        Statistics.label("waits on disk")
                .collect(spills)
                .coverage(found -> found.check(true).percentage(share -> share > 20));
        if (spills) {
            PlanRows rows = new PlanRows(plan);
            Random random = new Random(seed);
            int nth = random.nextInt(plan.summary().spills());
            for (String kind : List.of("SPILL", "RESTORE")) {
                int at = rows.nth(kind, nth);
                assertThat(PlanVerifier.verify(graph, small, without(rows, at))).isNotEmpty();
                Plan moved = rows.withSteps(steps -> {
                    steps.add(random.nextInt(at), steps.remove(at));
                    return steps;
                });
                if (PlanVerifier.verify(graph, small, moved).isEmpty()) {
                    assertThat(VirtualCluster.run(graph, moved)).isEqualTo(ReferenceExecutor.run(graph));
                    assertThat(ByteCounter.peaks(graph, small, moved)[0])
                            .isLessThanOrEqualTo(small.hosts().get(0).memory());
                }
            }
        }
    }
}
