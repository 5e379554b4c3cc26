package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.host.EvictionProperties.Node;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A run on hosts stands still if its plan is wrong, and never otherwise. */
class StandstillWatchTest {
    private static final class Asked {
        private final StandstillWatch watch;
        private final List<HostShare> shares;

        Asked(List<HostShare> shares) {
            this.shares = shares;
            this.watch = new StandstillWatch(shares.size());
        }

        /** As a coordinator asks, with what is said as bytes. */
        Optional<String> once() {
            long question = watch.ask();
            Optional<String> found = Optional.empty();
            for (int host = 0; host < shares.size(); host++) {
                assertThat(watch.isAsking()).isTrue();
                Stillness answer;
                try {
                    answer = Stillness.decode(shares.get(host).stillness().encode());
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
                // A late answer to an earlier question is none.
                assertThat(watch.answered(host, question - 1, answer)).isEmpty();
                found = watch.answered(host, question, answer);
            }
            assertThat(watch.isAsking()).isFalse();
            return found;
        }

        boolean isOver() {
            for (HostShare share : shares) {
                for (int worker : share.workers()) {
                    if (share.finished(worker) < share.tasks(worker)) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    private static List<OutputSink> sinks(ExecutionPlan plan) {
        return Deal.hosts(plan).stream()
                .map(host -> (OutputSink) (publication, value) -> {})
                .toList();
    }

    @Example
    void hostsThatWaitForEachOtherAreFound() {
        PlanBuilder builder = new PlanBuilder(2);
        builder.task(0, "a[0]", new int[] {1}, 0);
        builder.task(1, "b[0]", new int[] {0}, 1);
        ExecutionPlan plan = builder.hosts(0, 1).build();
        WorkerProgram[] programs = new WorkerProgram[2];
        for (int worker = 0; worker < 2; worker++) {
            int self = worker;
            programs[worker] = context -> {
                context.start();
                context.write(self, context.read(1 - self));
                context.finish();
            };
        }
        List<String> found = new ArrayList<>();
        assertThatThrownBy(() ->
                        LocalHosts.run(Programs.of(programs), plan, sinks(plan), RunOptions.defaults(), shares -> {
                            Asked asked = new Asked(shares);
                            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                            while (found.isEmpty() && System.nanoTime() < end) {
                                asked.once().ifPresent(found::add);
                            }
                            shares.forEach(HostShare::cancel);
                        }))
                .isInstanceOf(RunCancelledException.class);
        assertThat(found)
                .containsExactly("worker a/0 waits in a[0] for " + plan.nameInCell(1)
                        + "; worker b/1 waits in b[0] for " + plan.nameInCell(0));
    }

    @Provide
    Arbitrary<List<Node>> graphs() {
        return new EvictionProperties().graphs();
    }

    @Property(tries = 60)
    void whoIsAskedAllTheTimeNeverSeemsToStandStill(@ForAll("graphs") List<Node> graph) {
        ExecutionPlan plan = EvictionProperties.plan(graph).hosts(0, 1, 2).build();
        List<String> found = new ArrayList<>();
        LocalHosts.run(
                Programs.of(EvictionProperties.programs(graph)), plan, sinks(plan), RunOptions.defaults(), shares -> {
                    Asked asked = new Asked(shares);
                    while (!asked.isOver()) {
                        asked.once().ifPresent(found::add);
                    }
                });
        assertThat(found).isEmpty();
    }
}
