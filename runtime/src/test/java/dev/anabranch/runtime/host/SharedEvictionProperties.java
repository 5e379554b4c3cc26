package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.host.EvictionProperties.Node;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.shared.RunFolder;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * In whatever memory, the shares of several processes give what evaluating the graph in order gives, or say which task had too
 * little. The shares have one Java virtual machine here and nothing else in common but the folder.
 */
class SharedEvictionProperties {
    /** With this many times the numbers of {@link EvictionProperties}, most results have slabs with files of their own. */
    private static final int LARGER = 20;

    @Provide
    Arbitrary<List<Node>> graphs() {
        Arbitrary<List<Integer>> back =
                Arbitraries.integers().between(1, 40).list().ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        back,
                        Arbitraries.of(EvictionProperties.Kind.class),
                        Arbitraries.integers()
                                .between(1, 2000)
                                .withDistribution(net.jqwik.api.RandomDistribution.uniform()))
                .as((worker, reads, kind, longs) -> new Node(worker, reads, kind, LARGER * longs))
                .list()
                .ofMinSize(20)
                .ofMaxSize(60)
                .map(EvictionProperties::grounded);
    }

    @Property(tries = 120)
    void processesInLittleMemoryAgreeOrSayWhatIsMissing(@ForAll("graphs") List<Node> graph, @ForAll int part)
            throws Exception {
        long most = EvictionProperties.largest(graph);
        long limit = Math.max(4096, most / 2 + Math.floorMod(part, 32) * most / 32);
        ExecutionPlan plan = EvictionProperties.plan(graph).build();
        int processes = Math.min(plan.workers(), 2 + Math.floorMod(part, 2));
        Path home = Files.createTempDirectory(RunFolder.parent(), "evictions");
        Path scratch = Files.createDirectory(home.resolve("scratch"));
        RunFolder folder = RunFolder.create(home);
        Map<String, Long> sums = new ConcurrentHashMap<>();
        OutputSink sink = (publication, value) -> sums.put(publication.index(), EvictionProperties.number(value));
        Deal deal = Deal.even(processes, plan.workers());
        SharedRun run = SharedRun.create(plan, deal, folder);
        RunOptions options = RunOptions.defaults()
                .withMemoryLimit(limit)
                .withScratch(scratch)
                .withOutputs(sink);
        try {
            Optional<RunFailure> failure = runShares(run, graph, plan, options, folder, deal);
            if (failure.isPresent()) {
                Statistics.label("outcome").collect("failed");
                EvictionProperties.assertSaysWhatIsMissing(failure.get());
            } else {
                RunReport report = run.report("random", 0, Optional.empty());
                Statistics.label("outcome").collect(report.evictions().datasets() > 0 ? "evicted" : "had room");
                assertThat(report.peakBytes()).isLessThanOrEqualTo(limit);
                long[] expected = EvictionProperties.expected(graph);
                for (int task = 0; task < expected.length; task++) {
                    assertThat(sums.get("{\"task\":" + task + "}"))
                            .as("t[%s]", task)
                            .isEqualTo(expected[task]);
                }
                RunWords layout =
                        SharedRun.layout(plan, deal, Crossings.of(plan, deal, 0).size());
                Words words = layout.open(folder);
                assertThat(words.ordered(layout.taken())).isZero();
                assertThat(words.ordered(layout.begun())).isZero();
            }
        } finally {
            folder.delete();
            EvictionProperties.assertEmpty(scratch);
            Files.delete(home);
        }
    }

    private static Optional<RunFailure> runShares(
            SharedRun run, List<Node> graph, ExecutionPlan plan, RunOptions options, RunFolder folder, Deal deal)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> shares = new ArrayList<>();
            for (int process = 0; process < deal.parts(); process++) {
                ProcessShare share = new ProcessShare(
                        Programs.of(EvictionProperties.programs(graph)), plan, options, folder, deal, process);
                shares.add(threads.submit(() -> {
                    share.run();
                    return null;
                }));
            }
            RunFailure failure = null;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            for (Future<?> share : shares) {
                try {
                    share.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (ExecutionException ended) {
                    assertThat(ended).hasCauseInstanceOf(RunException.class);
                    if (ended.getCause() instanceof RunFailure found) {
                        failure = found;
                    } else {
                        assertThat(ended).hasCauseInstanceOf(RunCancelledException.class);
                    }
                } catch (TimeoutException stuck) {
                    run.stop();
                    throw new AssertionError("a share does not end", stuck);
                }
            }
            return Optional.ofNullable(failure);
        } finally {
            threads.shutdown();
        }
    }
}
