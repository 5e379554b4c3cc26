package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.LowerBound;
import dev.anabranch.compiler.schedule.copies.CopyPlacement;
import dev.anabranch.compiler.schedule.list.ListScheduler;
import dev.anabranch.compiler.schedule.list.ListSchedulers;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.schedule.search.Budget;
import dev.anabranch.compiler.schedule.search.ScheduleSearch;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.compiler.simulate.OnePort;
import dev.anabranch.compiler.simulate.Times;
import dev.anabranch.compiler.verify.PortVerifier;
import dev.anabranch.compiler.verify.ScheduleVerifier;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.schedule.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SchedulingLawsTest {
    private static final int SMALL_SEARCH = 20_000;

    @Provide
    static Arbitrary<Dag> shapes() {
        return TaskShapes.any();
    }

    @Provide
    static Arbitrary<Cluster> clusters() {
        return Clusters.any();
    }

    private static double replayed(Problem problem, MachineModel model, WorkerOrders orders) {
        Times times = ExactTimes.of(model, problem, orders);
        Schedule schedule = orders.schedule(times.start(), times.finish());
        ScheduleVerifier.requireValid(problem, schedule);
        if (model == MachineModel.ONE_PORT) {
            OnePort simulator = new OnePort(problem);
            simulator.run(orders);
            PortVerifier.requireValid(problem, schedule, simulator.transfers());
        }
        double makespan = VirtualHosts.makespan(problem, model, schedule);
        assertThat(times.makespan()).as(model.label()).isCloseTo(makespan, within(1e-9 * makespan + 1e-12));
        LowerBound bound = LowerBound.of(problem.dag(), problem.cluster());
        assertThat(times.makespan()).isGreaterThanOrEqualTo(bound.seconds() * (1 - 1e-9));
        return times.makespan();
    }

    @Property(tries = 150)
    void whatListSchedulersPlanHoldsAndTakesAsLongAsIsSaid(
            @ForAll("shapes") Dag dag, @ForAll("clusters") Cluster cluster) {
        Problem problem = Problem.of(dag, cluster);
        for (ListScheduler scheduler : ListSchedulers.all()) {
            WorkerOrders orders = scheduler.schedule(problem);
            replayed(problem, MachineModel.CONTENTION_FREE, orders);
            if (!scheduler.name().equals("HEFTDUP")) {
                assertThat(orders.hasCopies(problem.tasks()))
                        .as(scheduler.name())
                        .isFalse();
                replayed(problem, MachineModel.ONE_PORT, orders);
            }
            for (MachineModel model : MachineModel.values()) {
                Problem modelled = Problem.of(dag, cluster.withModel(model));
                WorkerOrders plain = scheduler.schedule(modelled);
                if (!plain.hasCopies(modelled.tasks())) {
                    WorkerOrders copied = CopyPlacement.improved(modelled, plain, task -> task % 3, SMALL_SEARCH, 0);
                    assertThat(replayed(modelled, model, copied))
                            .isLessThanOrEqualTo(ExactTimes.makespan(model, modelled, plain) * (1 + 1e-12));
                }
            }
        }
    }

    @Property(tries = 60)
    void searchHoldsAndIsNeverWorseThanAListScheduler(
            @ForAll("shapes") Dag dag, @ForAll("clusters") Cluster cluster, @ForAll boolean duplication) {
        Problem problem = Problem.of(dag, cluster);
        for (MachineModel model : MachineModel.values()) {
            ScheduleSearch.Result found =
                    ScheduleSearch.run(problem, model, duplication, 1, Budget.ofEffort(SMALL_SEARCH));
            double makespan = replayed(problem, model, found.orders());
            assertThat(found.makespan()).isCloseTo(makespan, within(1e-9 * makespan));
            for (ListScheduler scheduler : ListSchedulers.all()) {
                boolean copies = scheduler.name().equals("HEFTDUP");
                if (!copies || (duplication && model == MachineModel.CONTENTION_FREE)) {
                    double list = ExactTimes.makespan(model, problem, scheduler.schedule(problem));
                    if (isInPortfolio(scheduler.name(), model, cluster)) {
                        assertThat(makespan).as(scheduler.name()).isLessThanOrEqualTo(list * (1 + 1e-9));
                    }
                }
            }
            assertThat(duplication || !found.orders().hasCopies(problem.tasks()))
                    .isTrue();
        }
    }

    /** Those that append are for very many tasks, that reserve network cards for one port, that split for several hosts. */
    private static boolean isInPortfolio(String scheduler, MachineModel model, Cluster cluster) {
        boolean reserves = scheduler.equals("OPHEFT") || scheduler.equals("PARTITION-OP");
        return !scheduler.endsWith("-append")
                && (!reserves || model == MachineModel.ONE_PORT)
                && (!scheduler.startsWith("PARTITION") || cluster.hosts().size() > 1);
    }

    @Property(tries = 20)
    void equalSeedsAndBudgetsGiveEqualSchedules(@ForAll("shapes") Dag dag, @ForAll("clusters") Cluster cluster) {
        Problem problem = Problem.of(dag, cluster);
        int[][] found = new int[2][];
        for (int i = 0; i < 2; i++) {
            WorkerOrders orders = ScheduleSearch.run(problem, cluster.model(), true, 5, Budget.ofEffort(SMALL_SEARCH))
                    .orders();
            found[i] = new int[orders.places() + orders.workers()];
            Arrays.setAll(
                    found[i],
                    place -> place < orders.places() ? orders.task(place) : orders.first(place - orders.places()));
        }
        assertThat(found[0]).isEqualTo(found[1]);
    }

    @Property(tries = 30)
    void schedulesUnderBothModelsAgreeOnOneHost(@ForAll("shapes") Dag dag) {
        Problem problem = Problem.of(dag, Cluster.threads("a", 3, 0));
        WorkerOrders orders = ListSchedulers.all().get(0).schedule(problem);
        assertThat(ExactTimes.makespan(MachineModel.ONE_PORT, problem, orders))
                .isEqualTo(ExactTimes.makespan(MachineModel.CONTENTION_FREE, problem, orders));
    }

    /** Half of each task's run hides the transfer to the next, which is on the other host. */
    @Example
    void manyEarlyMessagesAreSimulated() {
        int tasks = 60_000;
        int[] from = IntStream.range(0, tasks - 1).toArray();
        int[] to = IntStream.range(1, tasks).toArray();
        double[] work = new double[tasks];
        double[] bytes = new double[tasks - 1];
        double[] readiness = new double[tasks - 1];
        Arrays.fill(work, 1);
        Arrays.fill(readiness, 0.5);
        Cluster cluster = Cluster.of(
                List.of(new Host("a", List.of(1.0), 0, List.of()), new Host("b", List.of(1.0), 0, List.of())),
                new Link(0, 1e9),
                new Link(0.25, 1e9));
        Problem problem = Problem.of(new Dag(work, from, to, bytes, readiness), cluster);
        int[] all = IntStream.range(0, tasks).toArray();
        int[] worker = IntStream.range(0, tasks).map(task -> task % 2).toArray();
        WorkerOrders orders = WorkerOrders.ofSequence(2, all, worker, tasks);
        double makespan = ExactTimes.makespan(MachineModel.ONE_PORT, problem, orders);
        assertThat(makespan).isCloseTo(1 + 0.75 * (tasks - 1), within(1e-6 * tasks));
    }

    @Property(tries = 40)
    void plantedOptimaAreFoundOrNearlySo(@ForAll("planted") PlantedOptimum planted) {
        ScheduleSearch.Result found =
                ScheduleSearch.run(planted.problem(), MachineModel.CONTENTION_FREE, false, 1, Budget.ofEffort(500_000));
        assertThat(found.makespan()).isBetween(planted.optimum() * (1 - 1e-9), planted.optimum() * 1.10);
    }

    @Provide
    static Arbitrary<PlantedOptimum> planted() {
        return PlantedOptimum.any(50, 150);
    }
}
