package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.plan.FamilyMeanings;
import dev.anabranch.compiler.plan.PlanHash;
import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.profile.MeasuredCosts;
import dev.anabranch.compiler.schedule.ClusterCosts;
import dev.anabranch.compiler.schedule.MeasuredSearch;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.schedule.Scheduled;
import dev.anabranch.compiler.schedule.Search;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.compiler.simulate.Simulator;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanMeanings;
import dev.anabranch.model.profile.MeasuredFamily;
import dev.anabranch.model.profile.Measurement;
import dev.anabranch.model.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class MeasuredCostsTest {
    private static final RecomputeOrTransmit COPIES = RecomputeOrTransmit.ofEffort(10_000);

    private static final Map<String, String> LIBRARIES = Map.of("test.Tasks", "00");
    private static final double ROUNDING = 1 + 1e-9;

    private static Search search() {
        return Search.ofEffort(2_000);
    }

    @Provide
    Arbitrary<TaskGraph> layered() {
        return Graphs.layered();
    }

    /** What a run of the tasks that are chosen would measure, if all took what another graph says. */
    private static Profile profile(OptimizedGraph graph, TaskGraph actual, IntPredicate chosen) {
        PlanMeanings meanings = FamilyMeanings.of(graph, LIBRARIES);
        List<MeasuredFamily> families = new ArrayList<>();
        for (TaskFamily family : actual.families()) {
            List<Measurement> measurements = new ArrayList<>();
            int first = actual.firstTask(family.id());
            for (int task = first; task < first + actual.taskCount(family.id()); task++) {
                if (chosen.test(task)) {
                    long read = 0;
                    for (int slot : actual.inputs().row(task)) {
                        read += actual.bytes(slot);
                    }
                    measurements.add(new Measurement(
                            actual.taskName(task),
                            List.of(actual.work(task)),
                            false,
                            actual.inputs().size(task),
                            read,
                            Arrays.stream(actual.outputs().row(task))
                                    .mapToObj(actual::bytes)
                                    .toList()));
                }
            }
            families.add(new MeasuredFamily(
                    family.name(), meanings.code()[family.id()], meanings.meaning()[family.id()], measurements));
        }
        return new Profile(actual.flow(), families);
    }

    private static OptimizedGraph costed(OptimizedGraph graph, Profile profile) {
        return MeasuredCosts.of(graph, FamilyMeanings.of(graph, LIBRARIES), profile);
    }

    @Property
    void whatWasMeasuredIsTakenAsItIs(@ForAll TaskGraph graph, @ForAll long seed) {
        OptimizedGraph written = OptimizedGraph.of(graph);
        TaskGraph actual = Costs.random(graph, seed);
        TaskGraph costed =
                costed(written, profile(written, actual, task -> true)).graph();
        for (int task = 0; task < graph.taskCount(); task++) {
            assertThat(costed.work(task)).isEqualTo(actual.work(task));
            assertThat(costed.timeSource(task)).isEqualTo(CostSource.MEASURED);
            for (int slot : graph.outputs().row(task)) {
                assertThat(costed.bytes(slot)).isEqualTo(actual.bytes(slot));
                assertThat(costed.sizeSource(slot)).isEqualTo(CostSource.MEASURED);
            }
        }
    }

    @Property
    void theRestIsFittedAndNeverNegative(@ForAll TaskGraph graph, @ForAll long seed) {
        OptimizedGraph written = OptimizedGraph.of(graph);
        TaskGraph actual = Costs.random(graph, seed);
        IntPredicate chosen = task -> (task + seed) % 3 != 0;
        TaskGraph costed = costed(written, profile(written, actual, chosen)).graph();
        for (int task = 0; task < graph.taskCount(); task++) {
            int family = graph.familyId(task);
            int first = graph.firstTask(family);
            boolean known = false;
            for (int other = first; other < first + graph.taskCount(family); other++) {
                known |= chosen.test(other);
            }
            CostSource rest =
                    known ? CostSource.FITTED : graph.family(task).cost().time();
            assertThat(costed.timeSource(task)).isEqualTo(chosen.test(task) ? CostSource.MEASURED : rest);
            assertThat(costed.work(task)).isNotNegative().isFinite();
            for (int slot : graph.outputs().row(task)) {
                assertThat(costed.bytes(slot)).isNotNegative();
            }
        }
    }

    /** A chain of steps whose work grows with the step, of which the first half was measured. */
    @Test
    void aLargerRangeIsForetold() {
        TaskGraph graph = Graphs.chains(3, 40);
        OptimizedGraph written = OptimizedGraph.of(graph);
        TaskGraph actual = Costs.of(graph, task -> 0.01 * (1 + step(graph, task)), slot -> 8);
        TaskGraph costed = costed(written, profile(written, actual, task -> step(graph, task) < 20))
                .graph();
        for (int task = 0; task < graph.taskCount(); task++) {
            if (graph.family(task).axes().size() == 2) {
                assertThat(costed.work(task)).isCloseTo(actual.work(task), within(1e-9));
            }
        }
    }

    private static int step(TaskGraph graph, int task) {
        int axes = graph.family(task).axes().size();
        return axes < 2 ? 0 : graph.position(task, axes - 1);
    }

    @Test
    void measurementsOfAnotherTaskAreLeftOutAndToldOf() {
        OptimizedGraph written = OptimizedGraph.of(Graphs.forkJoin(3));
        Profile old = profile(written, Costs.random(written.graph(), 1), task -> true);
        OptimizedGraph changed = MeasuredCosts.of(written, FamilyMeanings.of(written, Map.of("test.Tasks", "01")), old);
        for (int task = 0; task < written.graph().taskCount(); task++) {
            assertThat(changed.graph().work(task)).isEqualTo(written.graph().work(task));
            assertThat(changed.graph().timeSource(task))
                    .isEqualTo(written.graph().timeSource(task));
        }
        assertThat(changed.decisions())
                .hasSize(written.graph().families().size())
                .allSatisfy(decision -> assertThat(decision.pass()).isEqualTo(MeasuredCosts.STALE));
    }

    @Test
    void aFirstTaskThatPaidForTheOthersCostsWhatTheyDo() {
        TaskGraph graph = Graphs.forkJoin(6);
        OptimizedGraph written = OptimizedGraph.of(graph);
        Profile steady = profile(written, Costs.of(graph, task -> 0.001, slot -> 8), task -> true);
        List<MeasuredFamily> warm = new ArrayList<>();
        for (MeasuredFamily family : steady.families()) {
            List<Measurement> all = new ArrayList<>(family.measurements());
            Measurement first = all.get(0);
            all.set(
                    0,
                    new Measurement(
                            first.instance(), List.of(0.5), true, first.reads(), first.bytesRead(), first.bytes()));
            warm.add(new MeasuredFamily(family.name(), family.code(), family.meaning(), all));
        }
        TaskGraph costed = costed(written, new Profile(steady.flow(), warm)).graph();
        for (int task = 0; task < graph.taskCount(); task++) {
            boolean alone = graph.taskCount(graph.familyId(task)) == 1;
            assertThat(costed.work(task)).isEqualTo(alone ? 0.5 : 0.001);
        }
    }

    @Property(tries = 300)
    void aMeasuredPlanIsNeverLongerThanTheOneWithoutUnderMeasuredCosts(
            @ForAll TaskGraph graph, @ForAll Cluster given, @ForAll long seed) {
        Cluster cluster = given.withModel(MachineModel.CONTENTION_FREE);
        OptimizedGraph unmeasured = Inputs.optimized(graph, cluster);
        TaskGraph actual = Costs.random(unmeasured.graph(), seed);
        OptimizedGraph measured =
                costed(unmeasured, profile(unmeasured, actual, task -> unmeasured.unitOf(task) >= 0 && task % 4 != 1));
        Plan with = Planner.withMeasurements(search(), COPIES, unmeasured)
                .plan(measured, cluster, PlanHash.of(graph, measured.graph(), LIBRARIES, cluster, "1"));
        Plan without = Planner.withSearch(search(), COPIES).plan(unmeasured, cluster, Inputs.hashes(graph, cluster));
        assertThatPlan(measured, cluster, with).isValid().keepsTheMeaning().respectsItsLowerBound();
        assertThat(with.summary().makespan()).isLessThanOrEqualTo(replayed(without, measured, cluster) * ROUNDING);
    }

    /** A plan's steps with the costs of another graph, by an event simulator that shares nothing with the schedulers. */
    private static double replayed(Plan plan, OptimizedGraph costs, Cluster cluster) {
        TaskGraph graph = costs.graph();
        double[] seconds = new double[plan.tasks().task().length];
        Arrays.setAll(
                seconds,
                row -> graph.work(plan.tasks().task()[row])
                        / cluster.speed(plan.tasks().worker()[row]));
        Plan sized = new PlanRows(plan).withDatasets(datasets -> {
            long[] bytes = new long[datasets.slot().length];
            Arrays.setAll(bytes, row -> graph.bytes(costs.resolve(datasets.slot()[row])));
            return new PlanDatasets(
                    datasets.slot(),
                    datasets.name(),
                    datasets.producer(),
                    bytes,
                    datasets.sizeSource(),
                    datasets.aliasOf(),
                    datasets.readiness());
        });
        return Simulator.run(graph, cluster, sized, seconds).makespan();
    }

    @Property(tries = 200)
    void norIsItWhereNetworkCardsAreShared(
            @ForAll("layered") TaskGraph graph, @ForAll Cluster given, @ForAll long seed) {
        Cluster cluster = given.withModel(MachineModel.ONE_PORT);
        OptimizedGraph unmeasured = Inputs.optimized(graph, cluster);
        OptimizedGraph measured = costed(
                unmeasured,
                profile(unmeasured, Costs.random(unmeasured.graph(), seed), task -> unmeasured.unitOf(task) >= 0));
        Scheduled with = new MeasuredSearch(search(), COPIES, unmeasured).schedule(measured, cluster);
        Scheduled without = COPIES.improve(unmeasured, cluster, search().schedule(unmeasured, cluster));
        double replayed =
                ExactTimes.makespan(cluster.model(), problem(measured, cluster), WorkerOrders.of(without.schedule()));
        assertThat(with.schedule().makespan()).isLessThanOrEqualTo(replayed * ROUNDING);
    }

    /** As a flow's scheduling problem is, told anew: each dataset that a unit reads of another is a message. */
    private static Problem problem(OptimizedGraph graph, Cluster cluster) {
        Dag dag = Dag.of(graph);
        List<Integer> slots = new ArrayList<>();
        for (int unit = 0; unit < dag.units(); unit++) {
            List<Integer> seen = new ArrayList<>();
            for (int task : graph.units().row(unit)) {
                for (int slot : graph.graph().inputs().row(task)) {
                    if (graph.producerUnit(slot) != unit && !seen.contains(slot)) {
                        seen.add(slot);
                        slots.add(slot);
                    }
                }
            }
        }
        ClusterCosts costs = new ClusterCosts(dag, graph, cluster);
        int[][] candidates = new int[dag.units()][];
        Arrays.setAll(candidates, costs::candidates);
        return Problem.of(dag, cluster, slots.stream().mapToInt(i -> i).toArray(), candidates);
    }
}
