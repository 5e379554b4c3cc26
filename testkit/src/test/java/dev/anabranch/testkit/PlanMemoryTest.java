package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.plan.MemoryFailure;
import dev.anabranch.compiler.plan.MemoryShortage;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class PlanMemoryTest {
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
}
