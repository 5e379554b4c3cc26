package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.schedule.Heft;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.schedule.Scheduled;
import dev.anabranch.compiler.verify.ViolationKind;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanTransfers;
import dev.anabranch.testkit.PlanRows.Step;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class RecomputeOrTransmitTest {
    private static final long MIB = 1 << 20;
    private static final Link AS_MANY_SECONDS_AS_BYTES = new Link(0, 1);

    private static Cluster workersOfOneHost(int count) {
        return Cluster.of(
                List.of(new Host("a", Collections.nCopies(count, 1.0), 0, List.of())),
                AS_MANY_SECONDS_AS_BYTES,
                AS_MANY_SECONDS_AS_BYTES);
    }

    private static Cluster hosts(int count, MachineModel model) {
        List<Host> hosts = IntStream.range(0, count)
                .mapToObj(i -> new Host(String.valueOf((char) ('a' + i)), List.of(1.0), 0, List.of()))
                .toList();
        return Cluster.of(hosts, AS_MANY_SECONDS_AS_BYTES, AS_MANY_SECONDS_AS_BYTES)
                .withModel(model);
    }

    /** Tasks as {@code A2 B4}, edges as {@code AB10 AC10}; all that a task sends is one dataset. */
    private static TaskGraph flow(String tasks, String edges) {
        GraphBuilder flow = new GraphBuilder("known");
        Map<Character, Integer> arrays = new HashMap<>();
        for (String task : tasks.split(" ", -1)) {
            char name = task.charAt(0);
            long bytes = 0;
            boolean read = false;
            CallBuilder call = flow.call("task" + name);
            for (String edge : edges.split(" ", -1)) {
                if (edge.charAt(0) == name) {
                    bytes = Long.parseLong(edge.substring(2));
                    read = true;
                }
                if (edge.charAt(1) == name) {
                    call.reads(arrays.getOrDefault(edge.charAt(0), -1));
                }
            }
            int array = flow.array(String.valueOf(name));
            arrays.put(name, array);
            call.costs(Double.parseDouble(task.substring(1)), bytes).makes(array);
            if (!read) {
                flow.publish(array);
            }
        }
        return flow.build();
    }

    @ParameterizedTest
    @CsvSource({
        "A2 B4 C4, AB10 AC10, 2, 6", // a cheap producer of much
        "S6 A1 D6 B5 C5, SA1 AB8 AC8, 2, 13", // run A again, but send S
        "A5 D5 B4 C4, AB1 AC1, 2, 10", // busy workers: run nothing again
        "A1 B3 C3 D3 E3, AB4 AC4 AD4 AE4, 4, 4", // to everyone
        "X2 Y2 B6 C6, XY9 YB9 YC9, 2, 10" // a whole chain again
    })
    void flowsReachTheOptimumWithCopies(String tasks, String edges, int workers, double optimum) {
        TaskGraph graph = flow(tasks, edges);
        for (MachineModel model : MachineModel.values()) {
            for (Cluster cluster : List.of(workersOfOneHost(workers), hosts(workers, model))) {
                OptimizedGraph untouched = OptimizedGraph.of(graph);
                assertThatPlan(untouched, cluster, Inputs.plan(untouched, cluster))
                        .isValid()
                        .keepsTheMeaning()
                        .hasMakespan(optimum);
                assertThatPlan(graph, cluster, Inputs.plan(graph, cluster))
                        .isValid()
                        .hasMakespan(optimum);
            }
        }
    }

    @Test
    void anIdleWorkerIsBetterThanABusyOne() {
        // The datasets of A differ in size, so it makes two.
        GraphBuilder flow = new GraphBuilder("idle");
        int toB = flow.array("toB");
        int toC = flow.array("toC");
        int d = flow.array("d");
        flow.call("a").costs(2, 8).makes(toB).makes(toC);
        int b = flow.array("b");
        flow.call("b").reads(toB).costs(1, 2).makes(b);
        int c = flow.array("c");
        flow.call("c").reads(toC).costs(1, 8).makes(c);
        flow.call("d").reads(b).reads(c).costs(1, 0).makes(d);
        TaskGraph graph = flow.publish(d).build();
        Plan plan = Inputs.plan(graph, workersOfOneHost(2));
        assertThatPlan(graph, workersOfOneHost(2), plan).isValid().hasMakespan(5);
        assertThat(plan.summary().copies()).isZero();
    }

    /** A cheap table that each of so many sites reads beside data of its own. */
    private static TaskGraph sites(int sites) {
        GraphBuilder flow = new GraphBuilder("sites");
        int table = flow.array("table");
        flow.call("table").costs(0.01, 10 * MIB).makes(table);
        for (int site = 0; site < sites; site++) {
            int out = flow.array("out" + site);
            String host = (char) ('a' + site) + "/0";
            flow.call("read" + site).reads(table).on(host).costs(1, 0).makes(out);
            flow.publish(out);
        }
        return flow.publish(table).build();
    }

    private static Cluster slow(int hosts) {
        return Cluster.of(
                IntStream.range(0, hosts)
                        .mapToObj(i -> new Host(String.valueOf((char) ('a' + i)), List.of(1.0), 0, List.of()))
                        .toList(),
                new Link(0, 1e9),
                new Link(0.001, 10 * MIB));
    }

    @Test
    void theDecisionSaysWhatTheCopiesCostAndSave() {
        TaskGraph graph = sites(4);
        Plan plan = Inputs.plan(graph, slow(4));
        assertThatPlan(graph, slow(4), plan).isValid().keepsTheMeaning().hasMakespan(1.01);
        assertThat(plan.summary().copies()).isEqualTo(3);
        // Sent to three hosts one after the other it would be there after three times 1.001 seconds.
        assertThat(plan.summary().saved()).isCloseTo(3.003, within(1e-9));
        assertThat(plan.summary().tasks()).isEqualTo(5);
        assertThat(plan.summary().transfers()).isZero();
        assertThat(plan.families().tasks()[0]).isEqualTo(1);
        assertThat(plan.decisions().pass()).endsWith("RecomputeOrTransmit", "RecomputeOrTransmit");
        assertThat(plan.decisions().reason())
                .endsWith(
                        "1 task recomputed on 4 workers: 10.0 ms each against 1.00 s to send",
                        "ends after 1.01 s instead of 4.01 s, 74.8 % earlier");
        assertThat(Arrays.stream(plan.steps().kind()).filter("PUBLISH"::equals)).hasSize(5);
    }

    @Test
    void whereCopiesDoNotFitTheMemoryDataIsSent() {
        TaskGraph graph = sites(2);
        Cluster two = slow(2);
        Cluster roomy = Clusters.withMemory(two, 10 * MIB);
        assertThat(Inputs.plan(graph, roomy).summary().copies()).isEqualTo(1);
        // On one host each copy takes memory of its own, what is handed over none.
        Cluster shared = Cluster.of(
                List.of(new Host("a", List.of(1.0, 1.0), 15 * MIB, List.of())), new Link(0, 10 * MIB), new Link(0, 1));
        GraphBuilder flow = new GraphBuilder("shared");
        int table = flow.array("table");
        int left = flow.array("left");
        int right = flow.array("right");
        flow.call("table").costs(0.01, 10 * MIB).makes(table);
        flow.call("left").reads(table).on("a/0").costs(1, 0).makes(left);
        flow.call("right").reads(table).on("a/1").costs(1, 0).makes(right);
        TaskGraph twice = flow.publish(left).publish(right).build();
        Plan plan = Inputs.plan(twice, shared);
        assertThatPlan(twice, shared, plan).isValid().keepsTheMeaning();
        assertThat(plan.summary().copies()).isZero();
        assertThat(plan.decisions().reason())
                .anyMatch(reason -> reason.startsWith("not taken: host `a` has 15.0 MiB, the plan needs 20.0 MiB"));
        Plan unlimited = Inputs.plan(twice, Clusters.withMemory(shared, 20 * MIB));
        assertThat(unlimited.summary().copies()).isEqualTo(1);
        assertThatPlan(twice, shared, unlimited).violates(ViolationKind.MEMORY_EXCEEDED);
    }

    @Test
    void whatMustRunOnceIsSent() {
        for (String demand : List.of("random", "keep")) {
            GraphBuilder flow = new GraphBuilder("once");
            int table = flow.array("table");
            int left = flow.array("left");
            int right = flow.array("right");
            CallBuilder maker = flow.call("table").costs(0.01, 10 * MIB).makes(table);
            if (demand.equals("random")) {
                maker.random();
            } else {
                maker.keep();
            }
            flow.call("left").reads(table).on("a/0").costs(1, 0).makes(left);
            flow.call("right").reads(table).on("b/0").costs(1, 0).makes(right);
            TaskGraph graph = flow.publish(left).publish(right).build();
            Plan plan = Inputs.plan(graph, slow(2));
            assertThatPlan(graph, slow(2), plan).isValid().keepsTheMeaning();
            assertThat(plan.summary().copies()).as(demand).isZero();
        }
    }

    @Property(tries = 150)
    void plansWithCopiesHoldAndKeepTheMeaning(@ForAll TaskGraph shape, @ForAll Cluster cluster) {
        TaskGraph graph = Costs.of(shape, task -> 0.001 * (1 + task % 5), slot -> slot % 4 == 0 ? MIB / 64 : MIB);
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        for (MachineModel model : MachineModel.values()) {
            Cluster modelled = cluster.withModel(model);
            Plan plan = Inputs.plan(optimized, modelled);
            assertThatPlan(optimized, modelled, plan)
                    .isValid()
                    .keepsTheMeaning()
                    .respectsItsLowerBound();
            Statistics.label(model.label())
                    .collect(plan.summary().copies() > 0)
                    .coverage(coverage -> coverage.check(true).count(plans -> plans > 0));
        }
    }

    @Property(tries = 80)
    void noScheduleGetsLonger(@ForAll TaskGraph shape, @ForAll Cluster cluster) {
        TaskGraph graph = Costs.of(shape, task -> 0.001 * (1 + task % 5), slot -> MIB);
        OptimizedGraph optimized = Inputs.optimized(graph, cluster);
        Scheduled plain = new Heft().schedule(optimized, cluster);
        Scheduled copied = RecomputeOrTransmit.ofEffort(10_000).improve(optimized, cluster, plain);
        assertThat(copied.schedule().makespan())
                .isLessThanOrEqualTo(plain.schedule().makespan());
        assertThat(copied.saved())
                .isEqualTo(plain.schedule().makespan() - copied.schedule().makespan());
    }

    /** A plan with copies to spoil: the table is made on both hosts and published by one. */
    private final TaskGraph spoiledGraph = sites(2);

    private final Cluster two = slow(2);
    private final Plan plan = new Planner(List.of(new Heft()))
            .plan(Inputs.optimized(spoiledGraph, two), two, Inputs.hashes(spoiledGraph, two));
    private final PlanRows rows = new PlanRows(plan);

    private int stepOf(int worker, String kind, int task, int slot) {
        List<Step> steps = rows.steps();
        return IntStream.range(0, steps.size())
                .filter(i ->
                        steps.get(i).worker() == worker && steps.get(i).kind().equals(kind))
                .filter(i -> steps.get(i).task() == task && steps.get(i).slot() == slot)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCopyThatDoesNotRunIsMissedByItsReader() {
        assertThatPlan(spoiledGraph, two, plan).isValid().keepsTheMeaning();
        assertThat(plan.summary().copies()).isEqualTo(1);
        for (int worker = 0; worker < 2; worker++) {
            int run = stepOf(worker, "RUN", 0, -1);
            assertThatPlan(spoiledGraph, two, rows.withSteps(steps -> {
                        steps.remove(run);
                        return steps;
                    }))
                    .violates(ViolationKind.DATASET_ABSENT);
        }
    }

    @Test
    void aSecondPublicationByACopyIsSeen() {
        Step published = rows.steps().get(rows.first("PUBLISH"));
        int other = stepOf(1 - published.worker(), "RUN", 0, -1);
        assertThatPlan(spoiledGraph, two, rows.withSteps(steps -> {
                    steps.add(other + 1, published.onWorker(1 - published.worker()));
                    return steps;
                }))
                .violates(ViolationKind.PUBLISH_REPEATED);
    }

    @Test
    void aPurgeBeforeTheCopysReaderIsSeen() {
        for (int worker = 0; worker < 2; worker++) {
            int made = stepOf(worker, "RUN", 0, -1);
            int purge = stepOf(worker, "PURGE", -1, 0);
            assertThatPlan(spoiledGraph, two, rows.withSteps(steps -> {
                        steps.add(made + 1, steps.remove(purge));
                        return steps;
                    }))
                    .violates(ViolationKind.USED_AFTER_PURGE);
        }
    }

    @Test
    void aCopyOfWhatMustRunOnceIsSeen() {
        GraphBuilder flow = new GraphBuilder("sites");
        int table = flow.array("table");
        flow.call("table").random().costs(0.01, 10 * MIB).makes(table);
        for (int site = 0; site < 2; site++) {
            int out = flow.array("out" + site);
            flow.call("read" + site)
                    .reads(table)
                    .on((char) ('a' + site) + "/0")
                    .costs(1, 0)
                    .makes(out);
            flow.publish(out);
        }
        assertThatPlan(flow.publish(table).build(), two, plan).violates(ViolationKind.TASK_REPEATED);
    }

    @Test
    void aTaskThatRunsTwiceOnOneWorkerIsSeen() {
        int run = stepOf(1, "RUN", 0, -1);
        assertThatPlan(spoiledGraph, two, rows.withSteps(steps -> {
                    steps.add(run, steps.get(run));
                    return steps;
                }))
                .violates(ViolationKind.TASK_REPEATED);
    }

    @Test
    void dataThatComesFromAWorkerThatDoesNotMakeItIsSeen() {
        TaskGraph graph = flow("A2 B4 C4 D9", "AB1 AC1 AD1");
        Cluster three = hosts(3, MachineModel.ONE_PORT);
        Plan sent = new Planner(List.of(new Heft()), RecomputeOrTransmit.never())
                .plan(Inputs.optimized(graph, three), three, Inputs.hashes(graph, three));
        PlanTransfers transfers = sent.transfers();
        assertThat(transfers.slot()).isNotEmpty();
        int[] from = transfers.from().clone();
        from[0] = 3 - transfers.from()[0] - transfers.to()[0];
        assertThatPlan(
                        graph,
                        three,
                        new PlanRows(sent)
                                .withTransfers(t ->
                                        new PlanTransfers(t.slot(), from, t.to(), t.bytes(), t.start(), t.finish())))
                .violates(ViolationKind.TRANSFER_WRONG);
    }
}
