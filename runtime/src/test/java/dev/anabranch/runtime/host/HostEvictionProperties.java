package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.host.EvictionProperties.Node;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** In whatever memory, hosts that send each other datasets give what evaluating the graph in order gives, or say what is missing. */
class HostEvictionProperties {
    @Provide
    Arbitrary<List<Node>> graphs() {
        return new EvictionProperties().graphs();
    }

    @Property(tries = 80)
    void hostsInLittleMemoryAgreeOrSayWhatIsMissing(@ForAll("graphs") List<Node> graph, @ForAll int part)
            throws Exception {
        agreeOrSayWhatIsMissing(EvictionProperties.plan(graph).hosts(0, 1, 2).build(), graph, part);
    }

    /** What a host has not sent on yet it keeps in memory. */
    @Property(tries = 80)
    void hostsThatSendByPlanInLittleMemoryAgreeOrSayWhatIsMissing(
            @ForAll("graphs") List<Node> graph, @ForAll int part, @ForAll long seed) throws Exception {
        PlanBuilder plan = EvictionProperties.plan(graph).hosts(0, 1, 2);
        agreeOrSayWhatIsMissing(
                plan.transfers(RandomTransfers.of(plan.build(), new Random(seed)))
                        .build(),
                graph,
                part);
    }

    private static void agreeOrSayWhatIsMissing(ExecutionPlan plan, List<Node> graph, int part) throws Exception {
        long most = EvictionProperties.largest(graph);
        long limit = most * 3 / 4 + Math.floorMod(part, 16) * most / 32;
        Path scratch = Files.createTempDirectory("evictions");
        Map<String, Long> sums = new ConcurrentHashMap<>();
        OutputSink sink = (publication, value) -> sums.put(publication.index(), EvictionProperties.number(value));
        try {
            LocalHosts.run(
                    Programs.of(EvictionProperties.programs(graph)),
                    plan,
                    Deal.hosts(plan).stream().map(host -> sink).toList(),
                    RunOptions.defaults().withMemoryLimit(limit).withScratch(scratch));
            Statistics.label("outcome").collect("agreed");
            long[] expected = EvictionProperties.expected(graph);
            for (int task = 0; task < expected.length; task++) {
                assertThat(sums.get("{\"task\":" + task + "}"))
                        .as("t[%s]", task)
                        .isEqualTo(expected[task]);
            }
        } catch (RunFailure failure) {
            Statistics.label("outcome").collect("failed");
            if (failure.kind() != FailureKind.INFRASTRUCTURE) {
                throw new AssertionError("a run failed", failure);
            }
            assertThat(failure).hasMessageContaining("memory ran out");
        } finally {
            EvictionProperties.assertEmpty(scratch);
        }
    }
}
