package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.LowerBound;
import dev.anabranch.compiler.plan.PlanProblem;
import dev.anabranch.compiler.schedule.list.ListScheduler;
import dev.anabranch.compiler.schedule.list.ListSchedulers;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.compiler.simulate.Noise;
import dev.anabranch.compiler.simulate.NoisyRuns;
import dev.anabranch.compiler.simulate.NoisyRuns.Outcome;
import dev.anabranch.compiler.simulate.NoisyRuns.Trace;
import dev.anabranch.compiler.simulate.NoisyRuns.Trace.Moved;
import dev.anabranch.compiler.simulate.Times;
import dev.anabranch.compiler.simulate.TransferOrder;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class NoisyRunsTest {
    private static final double ROUNDING = 1e-9;

    /** Bare tasks on a cluster under one of the models, in the order of one of the list schedulers that copy nothing. */
    record Planned(Problem problem, WorkerOrders orders) {
        double[][] works() {
            return IntStream.range(0, problem.tasks())
                    .mapToObj(task -> new double[] {problem.dag().work(task)})
                    .toArray(double[][]::new);
        }

        MachineModel model() {
            return problem.cluster().model();
        }

        NoisyRuns runs(Noise noise) {
            return new NoisyRuns(
                    problem,
                    orders,
                    TransferOrder.ofArrival(),
                    works(),
                    IntStream.range(0, problem.tasks()).toArray(),
                    noise);
        }
    }

    @Provide
    static Arbitrary<Planned> planned() {
        List<ListScheduler> schedulers = ListSchedulers.all().stream()
                .filter(scheduler -> !scheduler.name().equals("HEFTDUP"))
                .toList();
        return Combinators.combine(
                        TaskShapes.any(),
                        Clusters.any(),
                        Arbitraries.of(MachineModel.values()),
                        Arbitraries.of(schedulers))
                .as((Dag dag, Cluster cluster, MachineModel model, ListScheduler scheduler) -> {
                    Problem problem = Problem.of(dag, cluster.withModel(model));
                    return new Planned(problem, scheduler.schedule(problem));
                });
    }

    @Provide
    static Arbitrary<Noise> noises() {
        return Combinators.combine(Arbitraries.of(0.1, 0.5, 1.5), Arbitraries.longs())
                .as(Noise::new);
    }

    @Property(tries = 200)
    void withoutNoiseThePlannedOrderTakesExactlyAsLongAsPredicted(@ForAll("planned") Planned planned) {
        double predicted = ExactTimes.makespan(planned.model(), planned.problem(), planned.orders());
        Outcome outcome = planned.runs(new Noise(0, 1)).run(0);
        assertThat(outcome.planned()).isEqualTo(predicted);
        assertThat(outcome.lowerBound())
                .isCloseTo(
                        LowerBound.of(planned.problem().dag(), planned.problem().cluster())
                                .seconds(),
                        within(ROUNDING * predicted));
    }

    @Property(tries = 100)
    void thePlanOfAFlowTakesAsLongAsItSaysAndByArrivalEachTaskStartsWhenItSays(
            @ForAll TaskGraph graph, @ForAll Cluster cluster) {
        Plan plan = Inputs.plan(graph, cluster);
        PlanProblem read = PlanProblem.of(plan, cluster);
        double makespan = plan.summary().makespan();
        Outcome outcome = new NoisyRuns(
                        read.problem(),
                        read.orders(),
                        read.transfers(),
                        read.taskWorks(),
                        read.units(),
                        new Noise(0, 1))
                .run(0);
        assertThat(outcome.planned()).isCloseTo(makespan, within(1e-12 * makespan));
        if (List.of(plan.decisions().pass()).contains("ScheduleTransfers")) {
            return;
        }
        Times times = ExactTimes.of(cluster.model(), read.problem(), read.orders());
        for (int place = 0; place < read.orders().places(); place++) {
            int unit = read.units()[read.orders().task(place)];
            int worker = worker(read.orders(), place);
            int row = IntStream.range(0, plan.tasks().unit().length)
                    .filter(r -> plan.tasks().unit()[r] == unit && plan.tasks().worker()[r] == worker)
                    .findFirst()
                    .orElseThrow();
            assertThat(times.start()[place]).isCloseTo(plan.tasks().start()[row], within(1e-12 * makespan));
        }
    }

    private static int worker(WorkerOrders orders, int place) {
        int worker = 0;
        while (orders.first(worker + 1) <= place) {
            worker++;
        }
        return worker;
    }

    @Property(tries = 150)
    void nobodyUndercutsTheLowerBoundOfARun(@ForAll("planned") Planned planned, @ForAll("noises") Noise noise) {
        NoisyRuns runs = planned.runs(noise);
        for (int number = 0; number < 3; number++) {
            Outcome outcome = runs.run(number);
            double least = outcome.lowerBound() * (1 - ROUNDING);
            assertThat(outcome.planned()).isGreaterThanOrEqualTo(least);
            assertThat(outcome.stealing()).isGreaterThanOrEqualTo(least);
            assertThat(outcome.ranked()).isGreaterThanOrEqualTo(least);
        }
    }

    @Property(tries = 200)
    void whoeverTakesATaskRunsItOnceAndAfterItsInputs(
            @ForAll("planned") Planned planned, @ForAll("noises") Noise noise) {
        NoisyRuns runs = planned.runs(noise);
        requireLawful(planned.problem(), runs.traceOfStealing(0));
        requireLawful(planned.problem(), runs.traceOfRanked(0));
    }

    @Property(tries = 100)
    void plansOfFlowsAreRunLawfullyToo(
            @ForAll TaskGraph graph, @ForAll Cluster cluster, @ForAll("noises") Noise noise) {
        PlanProblem read = PlanProblem.of(Inputs.plan(graph, cluster), cluster);
        NoisyRuns runs =
                new NoisyRuns(read.problem(), read.orders(), read.transfers(), read.taskWorks(), read.units(), noise);
        requireLawful(read.problem(), runs.traceOfStealing(0));
        requireLawful(read.problem(), runs.traceOfRanked(0));
    }

    private static void requireLawful(Problem problem, Trace trace) {
        Dag dag = problem.dag();
        double allowed = ROUNDING * Arrays.stream(trace.finish()).max().orElse(0);
        for (int task = 0; task < problem.tasks(); task++) {
            int worker = trace.worker()[task];
            assertThat(problem.candidates(task)).contains(worker);
            assertThat(trace.start()[task]).isGreaterThanOrEqualTo(0);
            assertThat(trace.finish()[task]).isGreaterThanOrEqualTo(trace.start()[task]);
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                assertThat(trace.start()[task]).isGreaterThanOrEqualTo(arrival(problem, trace, edge, worker) - allowed);
            }
        }
        for (int worker = 0; worker < problem.workers(); worker++) {
            int own = worker;
            requireOneAtATime(
                    IntStream.range(0, problem.tasks())
                            .filter(task -> trace.worker()[task] == own)
                            .mapToObj(task -> new double[] {trace.start()[task], trace.finish()[task]}),
                    allowed);
        }
        for (int host = 0; host < problem.hosts(); host++) {
            int own = host;
            requireOneAtATime(
                    trace.transfers().stream()
                            .filter(moved -> moved.from() == own)
                            .map(NoisyRunsTest::times),
                    allowed);
            requireOneAtATime(
                    trace.transfers().stream()
                            .filter(moved -> moved.to() == own)
                            .map(NoisyRunsTest::times),
                    allowed);
        }
    }

    private static double arrival(Problem problem, Trace trace, int edge, int worker) {
        int source = problem.dag().source(edge);
        int maker = trace.worker()[source];
        double run = trace.finish()[source] - trace.start()[source];
        double made = trace.finish()[source] - problem.late(edge) * run;
        if (maker == worker) {
            return trace.finish()[source];
        }
        if (problem.hostOf(maker) == problem.hostOf(worker)
                || problem.cluster().model() == MachineModel.CONTENTION_FREE) {
            return made + problem.transfer(edge, maker, worker);
        }
        List<Moved> copies = trace.transfers().stream()
                .filter(moved -> moved.message() == problem.message(edge) && moved.to() == problem.hostOf(worker))
                .toList();
        assertThat(copies).hasSize(1);
        assertThat(copies.get(0).start()).isGreaterThanOrEqualTo(made - ROUNDING * trace.finish()[source]);
        return copies.get(0).finish();
    }

    private static double[] times(Moved moved) {
        return new double[] {moved.start(), moved.finish()};
    }

    private static void requireOneAtATime(Stream<double[]> spans, double allowed) {
        List<double[]> sorted = spans.sorted(
                        Comparator.comparingDouble((double[] span) -> span[0]).thenComparingDouble(span -> span[1]))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            assertThat(sorted.get(i)[0]).isGreaterThanOrEqualTo(sorted.get(i - 1)[1] - allowed);
        }
    }

    @Property(tries = 60)
    void aRunIsTheSameWhicheverRunsWereMadeBefore(@ForAll("planned") Planned planned, @ForAll("noises") Noise noise) {
        NoisyRuns upwards = planned.runs(noise);
        NoisyRuns downwards = planned.runs(noise);
        Outcome[] outcomes = new Outcome[4];
        for (int number = 0; number < outcomes.length; number++) {
            outcomes[number] = upwards.run(number);
        }
        for (int number = outcomes.length - 1; number >= 0; number--) {
            assertThat(downwards.run(number)).isEqualTo(outcomes[number]);
        }
        assertThat(outcomes[0].lowerBound()).isNotEqualTo(outcomes[1].lowerBound());
    }

    /** Three equal independent tasks that are all planned on one of two workers of a host: the other one takes some. */
    @Example
    void anIdleWorkerTakesWhatWaitsAtAnother() {
        Dag dag = new Dag(new double[] {1, 1, 1}, new int[0], new int[0], new double[0], new double[0]);
        Problem problem = Problem.of(dag, Cluster.threads("a", 2, 0));
        Planned planned = new Planned(problem, WorkerOrders.ofSequence(2, new int[] {0, 1, 2}, new int[3], 3));
        Outcome outcome = planned.runs(new Noise(0, 1)).run(0);
        assertThat(outcome.planned()).isEqualTo(3);
        assertThat(outcome.stealing()).isEqualTo(2);
        assertThat(outcome.taken()).isEqualTo(1);
        assertThat(outcome.ranked()).isEqualTo(2);
    }
}
