package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.schedule.DepthFirst;
import dev.anabranch.compiler.schedule.Heft;
import dev.anabranch.compiler.schedule.PlanningFailure;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.schedule.ScheduleTransfers;
import dev.anabranch.compiler.schedule.Scheduled;
import dev.anabranch.compiler.schedule.list.InsertionHeft;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.simulate.OnePort;
import dev.anabranch.compiler.simulate.RoutedPorts;
import dev.anabranch.compiler.simulate.RoutedTimes;
import dev.anabranch.compiler.simulate.RoutedTimes.Moved;
import dev.anabranch.compiler.simulate.Times;
import dev.anabranch.compiler.verify.PlanVerifier;
import dev.anabranch.compiler.verify.ViolationKind;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanTransfers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class ScheduleTransfersTest {
    private static final Link NEAR = new Link(1e-4, 1.25e9);
    private static final Link FAR = new Link(0, 1);

    @Provide
    static Arbitrary<Dag> shapes() {
        return TaskShapes.any();
    }

    @Provide
    static Arbitrary<Cluster> wide() {
        return Arbitraries.integers()
                .between(2, 6)
                .flatMap(hosts -> Arbitraries.integers().between(1, 3).map(workers -> hosts(hosts, workers, FAST)));
    }

    private static final Link FAST = new Link(1e-3, 1.25e8);

    private static Cluster hosts(int hosts, int workers, Link far) {
        List<Host> all = IntStream.range(0, hosts)
                .mapToObj(host -> new Host(
                        "h" + host,
                        Collections.nCopies(workers, 1.0),
                        0,
                        host == 0 ? List.of(LayeredGraph.LABEL) : List.of()))
                .toList();
        return Cluster.of(all, NEAR, far);
    }

    private static WorkerOrders anywhere(Problem problem, long seed) {
        Random random = new Random(seed);
        int[] tasks = new int[problem.tasks()];
        int[] workers = new int[problem.tasks()];
        int[] missing = new int[problem.tasks()];
        List<Integer> ready = new ArrayList<>();
        for (int task = 0; task < tasks.length; task++) {
            missing[task] = problem.dag().firstIn(task + 1) - problem.dag().firstIn(task);
            if (missing[task] == 0) {
                ready.add(task);
            }
        }
        for (int i = 0; i < tasks.length; i++) {
            int task = ready.remove(random.nextInt(ready.size()));
            tasks[i] = task;
            workers[i] = random.nextInt(problem.workers());
            for (int out = 0; out < problem.dag().outDegree(task); out++) {
                int reader = problem.dag().target(problem.dag().outEdge(task, out));
                if (--missing[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        return WorkerOrders.ofSequence(problem.workers(), tasks, workers, tasks.length);
    }

    /** That nothing starts before what it reads is there, and that cards and hosts do what one-port allows; without a simulator. */
    private static void holds(Problem problem, WorkerOrders orders, RoutedTimes times) {
        Dag dag = problem.dag();
        int[] placeOf = new int[problem.tasks()];
        int[] workerOf = new int[problem.tasks()];
        for (int worker = 0; worker < orders.workers(); worker++) {
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                placeOf[orders.task(place)] = place;
                workerOf[orders.task(place)] = worker;
                assertThat(times.finish()[place])
                        .isCloseTo(
                                times.start()[place] + problem.seconds(orders.task(place), worker),
                                within(1e-9 * times.finish()[place]));
                if (place > orders.first(worker)) {
                    assertThat(times.start()[place]).isGreaterThanOrEqualTo(times.finish()[place - 1] * (1 - 1e-9));
                }
            }
        }
        for (int task = 0; task < problem.tasks(); task++) {
            for (int edge = dag.firstIn(task); edge < dag.firstIn(task + 1); edge++) {
                int source = dag.source(edge);
                int host = problem.hostOf(workerOf[task]);
                double there = times.finish()[placeOf[source]];
                if (problem.hostOf(workerOf[source]) == host) {
                    there += workerOf[source] == workerOf[task] ? 0 : problem.near(edge);
                } else {
                    List<Moved> come = times.transfers().stream()
                            .filter(moved -> moved.message() == source && moved.to() == host)
                            .toList();
                    assertThat(come).hasSize(1);
                    assertThat(come.get(0).seconds()).isGreaterThanOrEqualTo(problem.far(edge) * (1 - 1e-9));
                    there = come.get(0).finish();
                }
                assertThat(times.start()[placeOf[task]]).isGreaterThanOrEqualTo(there * (1 - 1e-9));
            }
        }
        for (Moved moved : times.transfers()) {
            OptionalDouble held = moved.from() == problem.hostOf(workerOf[moved.message()])
                    ? OptionalDouble.of(times.finish()[placeOf[moved.message()]])
                    : times.transfers().stream()
                            .filter(other -> other.message() == moved.message() && other.to() == moved.from())
                            .mapToDouble(Moved::finish)
                            .findFirst();
            assertThat(held).isPresent();
            assertThat(moved.start()).isGreaterThanOrEqualTo(held.getAsDouble() * (1 - 1e-9));
            for (Moved other : times.transfers()) {
                boolean sharesACard = moved.from() == other.from() || moved.to() == other.to();
                double overlap = Math.min(moved.finish(), other.finish()) - Math.max(moved.start(), other.start());
                assertThat(!other.equals(moved) && sharesACard && overlap > 1e-9 * moved.finish())
                        .isFalse();
            }
        }
    }

    private static RoutedTimes arrival(RoutedPorts ports) {
        ports.run(RoutedPorts.Policy.arrival(), Long.MAX_VALUE);
        return ports.times();
    }

    @Property(tries = 200)
    void inTheOrderOfArrivalAllIsAsTheMachineModelSays(
            @ForAll("shapes") Dag dag, @ForAll("wide") Cluster cluster, @ForAll long seed) {
        Problem problem = Problem.of(dag, cluster);
        WorkerOrders orders = anywhere(problem, seed);
        Times expected = new OnePort(problem).run(orders);
        RoutedTimes arrival = arrival(new RoutedPorts(problem, orders));
        assertThat(arrival.start()).containsExactly(expected.start());
        assertThat(arrival.finish()).containsExactly(expected.finish());
        holds(problem, orders, arrival);
    }

    @Property(tries = 200)
    void whatIsFoundHoldsAndIsNeverLonger(
            @ForAll("shapes") Dag dag, @ForAll("wide") Cluster cluster, @ForAll long seed, @ForAll boolean heft) {
        Problem problem = Problem.of(dag, cluster);
        WorkerOrders orders = heft ? new InsertionHeft().schedule(problem) : anywhere(problem, seed);
        RoutedPorts ports = new RoutedPorts(problem, orders);
        RoutedTimes before = arrival(ports);
        RoutedTimes after = ScheduleTransfers.shortest(ports, before);
        assertThat(after.makespan()).isLessThanOrEqualTo(before.makespan());
        holds(problem, orders, after);
        RoutedTimes postponed = after.postponed();
        assertThat(postponed.makespan()).isEqualTo(after.makespan());
        holds(problem, orders, postponed);
        for (boolean relay : new boolean[] {false, true}) {
            arrival(ports);
            ports.run(new RoutedPorts.Policy(ports.latest(true), relay, true), Long.MAX_VALUE);
            holds(problem, orders, ports.times());
        }
    }

    @Property(tries = 200)
    void plansTakeNoLongerThanTheirSchedules(@ForAll TaskGraph graph, @ForAll("wide") Cluster cluster) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Scheduled scheduled = new Heft().schedule(optimized, cluster);
        Plan plan =
                new Planner(List.of(new Heft())).plan(optimized, cluster, Inputs.hashes(optimized.written(), cluster));
        assertThatPlan(optimized, cluster, plan).isValid().keepsTheMeaning();
        assertThat(plan.summary().makespan())
                .isLessThanOrEqualTo(scheduled.schedule().makespan());
    }

    @Property(tries = 200)
    void memoryIsNeverExceededForWhatComesEarly(@ForAll TaskGraph graph, @ForAll("wide") Cluster cluster) {
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Planner planner = new Planner(List.of(new DepthFirst()));
        Plan free = planner.plan(optimized, cluster, Inputs.hashes(optimized.written(), cluster));
        long most = Arrays.stream(free.workers().peak()).max().orElse(0);
        Cluster tight = Clusters.withMemory(cluster, Math.max(1, most));
        try {
            Plan plan = planner.plan(optimized, tight, Inputs.hashes(optimized.written(), tight));
            assertThat(PlanVerifier.verify(optimized.graph(), tight, plan)).isEmpty();
        } catch (PlanningFailure failure) {
            // Workers of a host share its memory, so their own peaks may be too little together.
            assertThat(tight.workers()).isGreaterThan(tight.hosts().size());
        }
    }

    /** {@code task 0} is read by one task on each host. */
    private static Problem broadcast(int hosts) {
        double[] work = new double[hosts + 1];
        Arrays.fill(work, 1);
        int[] from = new int[hosts];
        int[] to = IntStream.rangeClosed(1, hosts).toArray();
        double[] bytes = new double[hosts];
        Arrays.fill(bytes, 1);
        double[] readiness = new double[hosts];
        Arrays.fill(readiness, 1);
        return Problem.of(new Dag(work, from, to, bytes, readiness), hosts(hosts, 1, FAR));
    }

    @Example
    void aBroadcastBecomesABinomialTree() {
        Problem problem = broadcast(8);
        int[] worker = {0, 0, 1, 2, 3, 4, 5, 6, 7};
        WorkerOrders orders = WorkerOrders.ofSequence(8, IntStream.range(0, 9).toArray(), worker, 9);
        RoutedPorts ports = new RoutedPorts(problem, orders);
        RoutedTimes before = arrival(ports);
        RoutedTimes after = ScheduleTransfers.shortest(ports, before);
        // The producer, seven copies one after the other or in three rounds, and a reader.
        assertThat(before.makespan()).isEqualTo(1 + 7 + 1);
        assertThat(after.makespan()).isEqualTo(1 + 3 + 1);
        assertThat(after.transfers()).hasSize(7);
        assertThat(after.transfers().stream().filter(Moved::relayed)).hasSizeGreaterThanOrEqualTo(4);
    }

    @Example
    void whatIsAwaitedGoesBeforeWhatIsNot() {
        // Task 0 makes what a short task on host 1 reads, then task 1 what a long chain on host 2 does.
        Dag dag = new Dag(
                new double[] {1, 1, 1, 20}, new int[] {0, 1}, new int[] {2, 3}, new double[] {10, 2}, new double[] {1, 1
                });
        Problem problem = Problem.of(dag, hosts(3, 1, FAR));
        WorkerOrders orders = WorkerOrders.ofSequence(3, new int[] {0, 1, 2, 3}, new int[] {0, 0, 1, 2}, 4);
        RoutedPorts ports = new RoutedPorts(problem, orders);
        RoutedTimes before = arrival(ports);
        assertThat(before.makespan()).isEqualTo(1 + 10 + 2 + 20);
        // The card of host 0 stays idle for a second, since what comes then cannot wait.
        assertThat(ScheduleTransfers.shortest(ports, before).makespan()).isEqualTo(1 + 1 + 2 + 20);
    }

    @Example
    void putOffTransfersArriveWhenTheyAreNeeded() {
        Dag dag = new Dag(new double[] {1, 9, 1}, new int[] {0}, new int[] {2}, new double[] {2}, new double[] {1});
        Problem problem = Problem.of(dag, hosts(2, 1, FAR));
        WorkerOrders orders = WorkerOrders.ofSequence(2, new int[] {0, 1, 2}, new int[] {0, 1, 1}, 3);
        RoutedTimes eager = arrival(new RoutedPorts(problem, orders));
        assertThat(eager.transfers()).extracting(Moved::start).containsExactly(1.0);
        assertThat(eager.postponed().transfers()).extracting(Moved::start).containsExactly(7.0);
    }

    @Example
    void aPlanSaysWhoSendsOnAndTheVerifierKnowsWhoMay() {
        Cluster cluster = hosts(6, 1, new Link(0, 1e6));
        OptimizedGraph graph = Inputs.optimized(fanOut(6), cluster);
        Plan plan = new Planner(List.of(new Heft()), RecomputeOrTransmit.never())
                .plan(graph, cluster, Inputs.hashes(graph.written(), cluster));
        assertThatPlan(graph, cluster, plan).isValid();
        PlanTransfers transfers = plan.transfers();
        assertThat(plan.decisions().pass()).contains("ScheduleTransfers");
        int relayed = row(transfers, row -> transfers.from()[row] != transfers.from()[0]);
        int notYet = row(
                transfers,
                row -> row != relayed && transfers.finish()[row] > transfers.start()[relayed]);
        int[] from = transfers.from().clone();
        from[relayed] = transfers.to()[notYet];
        Plan spoiled = new PlanRows(plan)
                .withTransfers(t -> new PlanTransfers(t.slot(), from, t.to(), t.bytes(), t.start(), t.finish()));
        assertThat(PlanVerifier.verify(graph.graph(), cluster, spoiled))
                .anySatisfy(violation -> assertThat(violation.toString()).contains("does not have it"));
        assertThatPlan(graph, cluster, spoiled).violates(ViolationKind.TRANSFER_WRONG);
    }

    /** The first transfer of the dataset that travels first for which something holds. */
    private static int row(PlanTransfers transfers, IntPredicate wanted) {
        return IntStream.range(0, transfers.slot().length)
                .filter(row -> transfers.slot()[row] == transfers.slot()[0])
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    /** {@code x[i] = split(s, i); z = join(x[*])} with a large {@code s} and long tasks that read it. */
    private static TaskGraph fanOut(int width) {
        GraphBuilder flow = new GraphBuilder("fanout");
        Axis i = GraphBuilder.range("i", 1, width);
        int s = flow.array("s");
        int x = flow.array("x", i);
        int z = flow.array("z");
        flow.call("source").costs(1, 1_000_000).makes(s);
        flow.call("split")
                .over(i)
                .reads(s)
                .value(GraphBuilder.coordinate(0))
                .costs(100, 8)
                .makes(x);
        flow.call("join").readsAll(x).costs(1, 8).makes(z);
        return flow.publish(z).build();
    }
}
