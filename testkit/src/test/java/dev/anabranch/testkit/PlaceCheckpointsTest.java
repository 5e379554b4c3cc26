package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.plan.MemoryFailure;
import dev.anabranch.compiler.plan.PlaceCheckpoints;
import dev.anabranch.compiler.schedule.CheckpointTimes;
import dev.anabranch.compiler.schedule.HostTransfers;
import dev.anabranch.compiler.schedule.Scheduled;
import dev.anabranch.compiler.simulate.Simulator;
import dev.anabranch.compiler.verify.ViolationKind;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.StepKind;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
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
class PlaceCheckpointsTest {
    private static final Link DISK = Host.ORDINARY_DISK;

    /** The graph with some families marked. */
    private static TaskGraph demanding(TaskGraph graph, Random random, double share) {
        List<TaskFamily> families = new ArrayList<>();
        for (TaskFamily family : graph.families()) {
            boolean marked = !family.outputs().isEmpty() && random.nextDouble() < share;
            families.add(new TaskFamily(
                    family.id(),
                    family.name(),
                    family.axes(),
                    family.signature(),
                    family.arguments(),
                    family.outputs(),
                    family.cost(),
                    family.requirements().withCheckpoint(marked),
                    family.origin()));
        }
        return Costs.withFamilies(graph, families);
    }

    private static SortedSet<Integer> kept(Plan plan) {
        SortedSet<Integer> kept = new TreeSet<>();
        for (int step = 0; step < plan.steps().kind().length; step++) {
            if (plan.steps().kind()[step].equals(StepKind.CHECKPOINT.name())) {
                kept.add(plan.steps().slot()[step]);
            }
        }
        return kept;
    }

    @Property(tries = 200)
    void whatIsKeptNeverMakesTheExpectedMakespanLonger(
            @ForAll TaskGraph written,
            @ForAll Cluster cluster,
            @ForAll Random random,
            @ForAll @DoubleRange(min = -2, max = 3) double patience) {
        TaskGraph graph = demanding(written, random, 0.2);
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan asked = Inputs.plan(optimized, cluster);
        double failures = Math.max(1e-9, asked.summary().makespan()) * Math.pow(10, patience);
        Cluster failing = cluster.failingEvery(failures);
        Plan plan = Inputs.plan(optimized, failing);
        assertThatPlan(optimized, failing, plan).isValid().keepsTheMeaning().respectsItsLowerBound();
        assertThat(kept(plan)).containsAll(kept(asked));
        TaskGraph shaped = optimized.graph();
        double before = ExpectedMakespan.of(shaped, asked, failures, DISK.latency(), DISK.bandwidth());
        double after = ExpectedMakespan.of(shaped, plan, failures, DISK.latency(), DISK.bandwidth());
        assertThat(after).isLessThanOrEqualTo(before * (1 + 1e-9));
        if (kept(plan).size() > kept(asked).size()) {
            assertThat(after).isLessThan(before);
        }
        Statistics.label("chosen").collect(kept(plan).size() > kept(asked).size());
        Statistics.label("asked for").collect(!kept(asked).isEmpty());
    }

    @Property(tries = 100)
    void withoutFailuresOnlyWhatIsAskedForIsKept(
            @ForAll TaskGraph written, @ForAll Cluster cluster, @ForAll Random random) {
        TaskGraph graph = demanding(written, random, 0.4);
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Plan plan = Inputs.plan(optimized, cluster);
        assertThatPlan(optimized, cluster, plan).isValid().keepsTheMeaning().respectsItsLowerBound();
        for (int slot : kept(plan)) {
            assertThat(optimized
                            .graph()
                            .family(optimized.graph().producer(slot))
                            .requirements()
                            .checkpoint())
                    .isTrue();
        }
        for (int row = 0; row < plan.decisions().pass().length; row++) {
            if (plan.decisions().pass()[row].equals(PlaceCheckpoints.NAME)) {
                assertThat(plan.decisions().reason()[row]).matches("(keeps|not kept: ).*");
            }
        }
        // Written after the tasks, it cannot make a plan that has nothing else to wait for shorter.
        double simulated = Simulator.run(optimized.graph(), cluster, plan).makespan();
        if (cluster.model() == MachineModel.CONTENTION_FREE && plan.summary().spills() == 0) {
            assertThat(simulated).isLessThanOrEqualTo(plan.summary().makespan() * (1 + 1e-9));
        }
    }

    @Property(tries = 100)
    void plansThatKeepSomethingFitTheMemory(
            @ForAll TaskGraph written,
            @ForAll Cluster cluster,
            @ForAll Random random,
            @ForAll @DoubleRange(min = 0.5, max = 1) double share) {
        TaskGraph graph = demanding(written, random, 0.3);
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        long sum = 1;
        for (int slot = 0; slot < optimized.graph().slotCount(); slot++) {
            sum += optimized.graph().bytes(slot);
        }
        Cluster tight = Clusters.withMemory(cluster, Math.max(1, (long) (share * sum)));
        Cluster failing = tight.failingEvery(1);
        try {
            Plan plan = Inputs.plan(optimized, failing);
            assertThatPlan(optimized, failing, plan).isValid().keepsTheMeaning();
            long[] peaks = ByteCounter.peaks(optimized.graph(), failing, plan);
            for (int host = 0; host < peaks.length; host++) {
                assertThat(peaks[host])
                        .isLessThanOrEqualTo(failing.hosts().get(host).memory());
            }
            Statistics.label("kept").collect(!kept(plan).isEmpty());
            Statistics.label("spilled").collect(plan.summary().spills() > 0);
        } catch (MemoryFailure doesNotFit) {
            Statistics.label("kept").collect("does not fit");
        }
    }

    /** A chain of tasks, the last of which is published; each array of its own, so that sizes and times differ. */
    private static TaskGraph chain(double[] seconds, long[] bytes) {
        GraphBuilder flow = new GraphBuilder("chain");
        int before = -1;
        for (int i = 0; i < seconds.length; i++) {
            int array = flow.array("x" + i);
            CallBuilder call = flow.call("f" + i);
            if (before >= 0) {
                call.reads(before);
            }
            call.costs(seconds[i], bytes[i]).makes(array);
            before = array;
        }
        return flow.publish(before).build();
    }

    private static Cluster one(double latency, double bandwidth) {
        return Cluster.of(
                List.of(new Host("a", List.of(1.0), 0, List.of(), new Link(latency, bandwidth))),
                Cluster.BY_REFERENCE,
                Cluster.BY_REFERENCE);
    }

    @Property(tries = 300)
    void chainsAreCutWhereAllChoicesOfCutsAreBest(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 9) int length,
            @ForAll @DoubleRange(min = -1.5, max = 2) double patience) {
        double[] seconds = random.doubles(length, 0.1, 10).toArray();
        long[] bytes = random.longs(length, 1, 100).toArray();
        double total = Arrays.stream(seconds).sum();
        double failures = total * Math.pow(10, patience);
        Cluster cluster = one(0.02, 50).failingEvery(failures);
        TaskGraph graph = chain(seconds, bytes);
        Plan plan = Inputs.plan(graph, cluster);
        assertThatPlan(graph, cluster, plan).isValid();
        double best = Double.POSITIVE_INFINITY;
        for (int cuts = 0; cuts < 1 << (length - 1); cuts++) {
            best = Math.min(best, expected(seconds, bytes, cuts, failures));
        }
        int chosen = 0;
        double writing = 0;
        for (int slot : kept(plan)) {
            chosen |= 1 << slot;
            writing += 0.02 + bytes[slot] / 50.0;
        }
        assertThat(expected(seconds, bytes, chosen, failures)).isCloseTo(best, within(1e-9 * best));
        assertThatPlan(graph, cluster, plan).hasMakespan(total + writing);
        assertThat(ExpectedMakespan.of(graph, plan, failures, 0.02, 50)).isCloseTo(best, within(1e-9 * best));
        Statistics.label("cuts").collect(Integer.bitCount(chosen));
    }

    /** Piece by piece; a failure costs reading the dataset before, and the piece from its beginning. */
    private static double expected(double[] seconds, long[] bytes, int cuts, double failures) {
        double sum = 0;
        double piece = 0;
        double reading = 0;
        for (int i = 0; i < seconds.length; i++) {
            piece += seconds[i];
            boolean cut = (cuts >> i & 1) == 1;
            if (cut || i == seconds.length - 1) {
                double disk = 0.02 + bytes[i] / 50.0;
                double whole = piece + (cut ? disk : 0);
                sum += Math.exp(reading / failures) * failures * Math.expm1(whole / failures);
                piece = 0;
                reading = disk;
            }
        }
        return sum;
    }

    @Test
    void aLongChainIsCutAboutAsOftenAsYoungSays() {
        int length = 2000;
        double[] seconds = new double[length];
        long[] bytes = new long[length];
        Arrays.fill(seconds, 1);
        Arrays.fill(bytes, 50);
        double failures = 5000;
        Cluster cluster = one(0.0, 50).failingEvery(failures);
        Plan plan = Inputs.plan(chain(seconds, bytes), cluster);
        double young = Math.sqrt(2 * 1.0 * failures);
        assertThat(kept(plan).size()).isCloseTo((int) (length / young), within(3));
    }

    /** The length of these times, added to the first, is rounded to later than the second. */
    @Test
    void aPartIsNotRoundedPastTheEndOfItsUnit() {
        double start = 1.6599716175124188;
        double finish = 5.219924092174212;
        assertThat(start + (finish - start) * 0.2 / 0.2).isGreaterThan(finish);
        TaskGraph tasks = chain(new double[] {0.2, 0, 1}, new long[] {10, 10, 10});
        Cluster cluster = one(0.1, 100);
        IntRows.Builder units =
                new IntRows.Builder().add(0).add(1).endRow().add(2).endRow();
        OptimizedGraph graph = Inputs.optimized(tasks, List.of()).withUnits(units.build(), List.of());
        IntRows order = new IntRows.Builder().add(0).add(1).endRow().build();
        Schedule schedule = new Schedule(
                new int[] {0, 1}, new int[] {0, 0}, new double[] {start, finish}, new double[] {finish, 7}, order);
        Scheduled scheduled =
                new Scheduled(schedule, HostTransfers.atOnce(), "test", "", List.of(), 0, List.of(), List.of(), true);
        assertThat(CheckpointTimes.of(graph, cluster, scheduled, Set.of(0)))
                .hasSize(2)
                .allSatisfy(found -> {
                    Schedule timed = found.scheduled().schedule();
                    assertThat(IntStream.of(timed.order().row(0)).map(timed::unit))
                            .containsExactly(0, 1, 2);
                });
    }

    @Test
    void decisionsSayWhatTheyCostAndSave() {
        TaskGraph graph = chain(new double[] {10, 10, 10}, new long[] {10, 10, 10});
        Cluster cluster = one(0.1, 100).failingEvery(20);
        Plan plan = Inputs.plan(graph, cluster);
        assertThat(kept(plan)).containsExactly(0, 1);
        List<String> reasons = new ArrayList<>();
        for (int row = 0; row < plan.decisions().pass().length; row++) {
            if (plan.decisions().pass()[row].equals(PlaceCheckpoints.NAME)) {
                reasons.add(plan.decisions().subject()[row] + ": "
                        + plan.decisions().reason()[row]);
            }
        }
        assertThat(reasons)
                .containsExactly(
                        "x0: keeps 1 (10 B): 200 ms of writing, made in 10.0 s",
                        "x1: keeps 1 (10 B): 200 ms of writing, made in 10.0 s",
                        "chain: a run is expected to take 39.9 s, without these 69.6 s with a failure every 20.0 s");
    }

    @Test
    void whatNeedNotBeTheSameAgainIsNotKept() {
        GraphBuilder flow = new GraphBuilder("chance");
        Axis i = GraphBuilder.range("i", 1, 3);
        int x = flow.array("x", i);
        int y = flow.array("y", i);
        int z = flow.objects("z", i);
        int sum = flow.array("sum");
        flow.call("draw").over(i).random().checkpoint().costs(1, 8).makes(x);
        flow.call("f")
                .over(i)
                .reads(x, GraphBuilder.coordinate(0))
                .checkpoint()
                .costs(1, 8)
                .makes(y);
        flow.call("g")
                .over(i)
                .value(GraphBuilder.coordinate(0))
                .checkpoint()
                .costs(1, 8)
                .makes(z);
        flow.call("sum").readsAll(y).readsAll(z).costs(1, 8).makes(sum);
        TaskGraph graph = flow.publish(sum).build();
        Cluster cluster = one(0.1, 100).failingEvery(1);
        Plan plan = Inputs.plan(graph, cluster);
        assertThatPlan(graph, cluster, plan).isValid();
        assertThat(kept(plan)).isEmpty();
        assertThat(plan.decisions().reason())
                .contains(
                        "not kept: what it is made from need not be the same in another run",
                        "not kept: files cannot hold a java.lang.Object");
    }

    @Test
    void theVerifierRefusesWhatMustNotBeKept() {
        TaskGraph graph = chain(new double[] {10, 10, 10}, new long[] {10, 10, 10});
        Cluster cluster = one(0.1, 100).failingEvery(20);
        PlanRows rows = new PlanRows(Inputs.plan(graph, cluster));
        int checkpoint = rows.first("CHECKPOINT");
        Plan twice = rows.withSteps(steps -> {
            steps.add(checkpoint, steps.get(checkpoint));
            return steps;
        });
        assertThatPlan(graph, cluster, twice).violates(ViolationKind.CHECKPOINT_WRONG);
        assertThatPlan(graph, cluster, twice).violates(ViolationKind.TIME_WRONG);
        Plan late = rows.withSteps(steps -> {
            steps.add(steps.size() - 1, steps.remove(checkpoint));
            return steps;
        });
        assertThatPlan(graph, cluster, late).violates(ViolationKind.CHECKPOINT_WRONG);
    }
}
