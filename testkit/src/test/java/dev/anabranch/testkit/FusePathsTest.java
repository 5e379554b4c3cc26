package dev.anabranch.testkit;

import static dev.anabranch.testkit.GraphBuilder.coordinate;
import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.rewrite.CullUnreachable;
import dev.anabranch.compiler.rewrite.DeduplicateTasks;
import dev.anabranch.compiler.rewrite.FusePaths;
import dev.anabranch.compiler.rewrite.Pass;
import dev.anabranch.compiler.rewrite.ShapeReductions;
import dev.anabranch.compiler.schedule.Heft;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.simulate.Simulator;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class FusePathsTest {
    private static final long MB = 1_000_000;

    private static OptimizedGraph fused(TaskGraph graph, Cluster cluster) {
        return Inputs.optimized(graph, List.of(new FusePaths(cluster)));
    }

    private static Plan heft(OptimizedGraph graph, Cluster cluster) {
        return new Planner(List.of(new Heft()), RecomputeOrTransmit.never())
                .plan(graph, cluster, Inputs.hashes(graph.written(), cluster));
    }

    /** {@code field[m] = read(m); part[m] = clip(field[m], mask); count[m] = count(field[m])}, all published. */
    private static TaskGraph clipped(int members, long fieldBytes, long maskBytes) {
        GraphBuilder flow = new GraphBuilder("clipped");
        Axis member = GraphBuilder.range("member", 1, members);
        int mask = flow.array("mask");
        int start = flow.array("start");
        int field = flow.array("field", member);
        int part = flow.array("part", member);
        int count = flow.array("count", member);
        flow.call("mask").costs(0.001, maskBytes).makes(mask);
        flow.call("start").costs(0.2, 1000).makes(start);
        flow.call("read")
                .over(member)
                .reads(start)
                .value(coordinate(0))
                .costs(0.1, fieldBytes)
                .makes(field);
        flow.call("clip")
                .over(member)
                .reads(field, coordinate(0))
                .reads(mask)
                .costs(0.05, MB)
                .makes(part);
        flow.call("count")
                .over(member)
                .reads(field, coordinate(0))
                .costs(0.01, 100)
                .makes(count);
        return flow.publish(part).publish(count).build();
    }

    @Example
    void whatOthersNeedIsHandedOverEarlyAndWhatIsSmallMayComeFromOutside() {
        TaskGraph graph = clipped(4, 10 * MB, MB);
        OptimizedGraph fused = fused(graph, Inputs.TWO_HOSTS);
        assertThat(Inputs.units(fused))
                .contains(
                        List.of("field[member: 1]", "part[member: 1]"), List.of("field[member: 4]", "part[member: 4]"))
                .contains(List.of("mask"), List.of("count[member: 1]"))
                .hasSize(2 + 4 + 4);
        assertThat(fused.decisions())
                .extracting("pass", "subject", "reason", "count")
                .containsExactly(tuple(
                        "FusePaths",
                        "field > part",
                        "4 paths, 4 hand-offs and up to 283 ms of transfers saved, 38.1 MiB stay local, 91 % of what is read, 4 outputs handed over early",
                        4L));
        Plan plan = heft(fused, Inputs.TWO_HOSTS);
        assertThatPlan(fused, Inputs.TWO_HOSTS, plan).isValid().keepsTheMeaning();
    }

    @Example
    void whatIsMostlyReadFromOutsideStaysApart() {
        assertThat(Inputs.units(fused(clipped(4, MB, 3 * MB), Inputs.TWO_HOSTS)))
                .allMatch(unit -> unit.size() == 1);
    }

    @Example
    void whatComesTooLateFromOutsideStaysApart() {
        GraphBuilder flow = new GraphBuilder("late");
        int field = flow.array("field");
        int late = flow.array("late");
        int sum = flow.array("sum");
        flow.call("read").costs(0.1, 10 * MB).makes(field);
        flow.call("slow").costs(1, 1000).makes(late);
        flow.call("add").reads(field).reads(late).costs(0.5, MB).makes(sum);
        assertThat(Inputs.units(fused(flow.publish(sum).build(), Inputs.TWO_HOSTS)))
                .allMatch(unit -> unit.size() == 1);
    }

    /** {@code a > b} with {@code a > outside > b}: as one unit it would wait for itself. */
    @Example
    void aTaskBetweenTwoOfAPathKeepsThemApart() {
        GraphBuilder flow = new GraphBuilder("between");
        int a = flow.array("a");
        int outside = flow.array("outside");
        int b = flow.array("b");
        flow.call("f").costs(0.1, 10 * MB).makes(a);
        flow.call("g").reads(a).on("gpu").costs(0, 0).makes(outside);
        flow.call("h").reads(a).reads(outside).costs(0.5, MB).makes(b);
        assertThat(Inputs.units(fused(flow.publish(b).build(), Inputs.TWO_HOSTS)))
                .allMatch(unit -> unit.size() == 1);
    }

    /** One of many readers joined with what all read would be missing from the loop over them. */
    @Example
    void oneOfManyReadersStaysWithTheOthers() {
        OptimizedGraph fused = fused(Graphs.forkJoin(8), Inputs.TWO_HOSTS);
        assertThat(Inputs.units(fused)).contains(List.of("s"), List.of("x[i: 1]", "y[i: 1]"));
    }

    @Property
    void unitsArePathsThatMeetNoFamilyTwiceAndAskForOneKindOfWorker(@ForAll TaskGraph graph, @ForAll Cluster cluster) {
        OptimizedGraph fused = Inputs.optimized(graph, cluster);
        TaskGraph tasks = fused.graph();
        for (int unit = 0; unit < fused.units().rows(); unit++) {
            Set<Integer> families = new HashSet<>();
            int before = -1;
            for (int task : fused.units().row(unit)) {
                assertThat(families.add(tasks.familyId(task))).isTrue();
                if (before >= 0) {
                    int last = before;
                    assertThat(Arrays.stream(tasks.inputs().row(task)).map(slot -> tasks.producer(fused.resolve(slot))))
                            .contains(last);
                    assertThat(tasks.outputs().size(last)).isEqualTo(1);
                    assertThat(tasks.family(task).requirements().labels())
                            .isEqualTo(tasks.family(last).requirements().labels());
                }
                before = task;
            }
        }
    }

    @Property
    void whatIsFusedBesideChainsNeverMakesHeftLater(
            @ForAll TaskGraph graph, @ForAll Cluster anyCluster, @ForAll MachineModel model) {
        Cluster cluster = anyCluster.withModel(model);
        List<Pass> others = List.of(new CullUnreachable(), new ShapeReductions(cluster), new DeduplicateTasks());
        OptimizedGraph plain = Inputs.optimized(graph, others);
        OptimizedGraph without = FusePaths.onlyChains(cluster).apply(plain);
        OptimizedGraph with = new FusePaths(cluster).apply(plain);
        // Schedules are compared, not plans: what transfers in a better order gain depends on more than on what is
        // fused.
        double before = new Heft().schedule(without, cluster).schedule().makespan();
        double after = new Heft().schedule(with, cluster).schedule().makespan();
        assertThat(after).isLessThanOrEqualTo(before * (1 + 1e-9));
        Plan plan = heft(with, cluster);
        assertThatPlan(with, cluster, plan).isValid().keepsTheMeaning();
        if (model == MachineModel.CONTENTION_FREE) {
            double simulated = Simulator.run(with.graph(), cluster, plan).makespan();
            assertThat(simulated).isLessThanOrEqualTo(before * (1 + 1e-9));
        }
    }
}
