package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.anabranch.compiler.schedule.PlanningCodes;
import dev.anabranch.compiler.schedule.PlanningFailure;
import dev.anabranch.compiler.simulate.Simulator;
import dev.anabranch.compiler.verify.PlanVerifier;
import dev.anabranch.compiler.verify.ViolationKind;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.testkit.PlanRows.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(GraphsProvider.class)
@Domain(DomainContext.Global.class)
class JoinGangsTest {
    private static final Cluster TWO = Cluster.threads("a", 2, 0);

    @Property(tries = 300)
    void plansWithGangsHoldAndMeanTheSame(@ForAll TaskGraph bare, @ForAll Cluster cluster, @ForAll long seed) {
        OptimizedGraph graph = Inputs.optimized(Gangs.random(bare, cluster, seed), cluster);
        Plan plan = Inputs.plan(graph, cluster);
        // The verifier, and a virtual cluster in which gangs meet.
        assertThatPlan(graph, cluster, plan).isValid().keepsTheMeaning().respectsItsLowerBound();
    }

    @Property(tries = 100)
    void theOrderCanBeKeptWhateverTasksTake(@ForAll TaskGraph bare, @ForAll Cluster cluster, @ForAll long seed) {
        OptimizedGraph optimized = Inputs.optimized(Gangs.random(bare, cluster, seed), cluster);
        TaskGraph graph = optimized.graph();
        Plan plan = Inputs.plan(optimized, cluster);
        double[] planned = Simulator.run(graph, cluster, plan).finish();
        for (int row = 0; row < planned.length; row++) {
            assertThat(planned[row]).isLessThanOrEqualTo(plan.tasks().finish()[row] * (1 + 1e-9) + 1e-12);
        }
        // Throws if workers wait for each other in a circle.
        Simulator.run(graph, cluster, plan, Costs.perturbed(planned, 100, seed));
    }

    @Property(tries = 200)
    void spoiledGangsAreFound(@ForAll TaskGraph bare, @ForAll Cluster cluster, @ForAll long seed) {
        OptimizedGraph optimized = Inputs.optimized(Gangs.random(bare, cluster, seed), cluster);
        TaskGraph graph = optimized.graph();
        Plan plan = Inputs.plan(optimized, cluster);
        Random random = new Random(seed);
        List<Integer> joins = new ArrayList<>();
        List<Step> steps = new PlanRows(plan).steps();
        for (int step = 0; step < steps.size(); step++) {
            if (steps.get(step).kind().equals("JOIN")) {
                joins.add(step);
            }
        }
        Assume.that(!joins.isEmpty());
        int join = joins.get(random.nextInt(joins.size()));
        Step before = steps.get(join);
        Plan spoiled = new PlanRows(plan).withSteps(all -> {
            switch (random.nextInt(4)) {
                case 0 -> all.remove(join);
                case 1 -> all.set(join, new Step(before.worker(), "RUN", before.task(), -1, -1));
                case 2 -> all.set(join, before.withPeer(before.peer() - 1));
                default -> all.add(join, before);
            }
            return all;
        });
        assertThat(PlanVerifier.verify(graph, cluster, spoiled)).isNotEmpty();
        int row = joinedRow(plan, before);
        Plan late = new PlanRows(plan).withTasks(tasks -> moved(tasks, row, 1 + tasks.start()[row]));
        assertThat(PlanVerifier.verify(graph, cluster, late)).isNotEmpty();
    }

    private static int joinedRow(Plan plan, Step join) {
        for (int row = 0; ; row++) {
            if (plan.tasks().task()[row] == join.task() && plan.tasks().worker()[row] == join.worker()) {
                return row;
            }
        }
    }

    private static PlanTasks moved(PlanTasks t, int row, double seconds) {
        double[] start = t.start().clone();
        double[] finish = t.finish().clone();
        start[row] += seconds;
        finish[row] += seconds;
        return new PlanTasks(
                t.task(),
                t.name(),
                t.family(),
                t.unit(),
                t.worker(),
                t.rank(),
                start,
                finish,
                t.work(),
                t.timeSource());
    }

    private static TaskGraph crossing() {
        GraphBuilder flow = new GraphBuilder("crossing");
        int x = flow.array("x");
        int y = flow.array("y");
        flow.call("f").on("a/0").gang(2).makes(x);
        flow.call("g").on("a/1").gang(2).makes(y);
        return flow.publish(x).publish(y).build();
    }

    @Example
    void twoGangsInOppositeOrdersAreACircle() {
        Cluster labelled = Cluster.of(
                List.of(new Host("a", List.of(1.0, 1.0), 0, List.of())), Cluster.BY_REFERENCE, Cluster.BY_REFERENCE);
        GraphBuilder flow = new GraphBuilder("two");
        int x = flow.array("x");
        int y = flow.array("y");
        flow.call("f").gang(2).costs(1, 0).makes(x);
        flow.call("g").gang(2).costs(1, 0).makes(y);
        TaskGraph graph = flow.publish(x).publish(y).build();
        Plan plan = Inputs.plan(graph, labelled);
        assertThatPlan(graph, labelled, plan).isValid().hasMakespan(2);
        Plan spoiled = new PlanRows(plan).withSteps(all -> {
            List<Integer> onLast = new ArrayList<>();
            for (int step = 0; step < all.size(); step++) {
                boolean runs = all.get(step).kind().equals("JOIN")
                        || all.get(step).kind().equals("RUN");
                if (all.get(step).worker() == 1 && runs) {
                    onLast.add(step);
                }
            }
            Collections.swap(all, onLast.get(0), onLast.get(1));
            return all;
        });
        assertThatPlan(graph, labelled, spoiled).violates(ViolationKind.CIRCULAR_WAIT);
    }

    @Example
    void aGangWithoutEnoughWorkersIsRefused() {
        PlanningFailure failure = catchThrowableOfType(PlanningFailure.class, () -> Inputs.plan(crossing(), TWO));
        assertThat(failure.code()).isEqualTo(PlanningCodes.NO_ROOM_FOR_GANG);
        assertThat(failure).hasMessage("`x` asks for a gang of 2, and the cluster has 1 worker that may run it");
        assertThat(failure.origin()).isPresent();
        assertThat(failure.help())
                .containsExactly(
                        "give the hosts of the cluster file 2 workers that may run it, or plan with `--workers 2` or more",
                        "ask for `@gang(1)`");
    }

    private static Cluster hosts(int... workers) {
        List<Host> hosts = new ArrayList<>();
        for (int count : workers) {
            hosts.add(new Host("h" + hosts.size(), Collections.nCopies(count, 1.0), 0, List.of()));
        }
        return Cluster.of(hosts, new Link(1e-6, 1e9), new Link(1e-3, 1e8));
    }

    /** By rank, the hosts of the one gang of a graph. */
    private static List<Integer> placed(int gang, Cluster cluster) {
        GraphBuilder flow = new GraphBuilder("wide");
        int x = flow.array("x");
        int y = flow.array("y");
        flow.call("f").costs(1, 1000).makes(x);
        flow.call("g").gang(gang).costs(1, 1000).reads(x).makes(y);
        TaskGraph graph = flow.publish(y).build();
        Plan plan = Inputs.plan(graph, cluster);
        assertThatPlan(graph, cluster, plan).isValid().keepsTheMeaning();
        Integer[] hosts = new Integer[gang];
        for (int row = 0; row < plan.tasks().task().length; row++) {
            if (plan.tasks().task()[row] == 1) {
                hosts[plan.tasks().rank()[row]] = cluster.hostOf(plan.tasks().worker()[row]);
            }
        }
        return List.of(hosts);
    }

    @Example
    void aGangLargerThanAnyHostIsOnAsFewHostsAsHaveRoom() {
        assertThat(placed(4, hosts(2, 4, 3))).containsOnly(1);
        assertThat(placed(5, hosts(2, 4, 3)).stream().distinct()).hasSize(2);
        assertThat(placed(7, hosts(2, 4, 3)).stream().distinct()).hasSize(2);
        assertThat(placed(9, hosts(2, 4, 3)).stream().distinct()).hasSize(3);
        // Ranks of a host are neighbours.
        assertThat(placed(4, hosts(2, 2))).isIn(List.of(0, 0, 1, 1), List.of(1, 1, 0, 0));
    }

    @Example
    void theDecisionNamesTheHostsAndWhatIsNotCounted() {
        GraphBuilder flow = new GraphBuilder("wide");
        int x = flow.array("x");
        flow.call("f").gang(3).costs(1, 0).makes(x);
        TaskGraph graph = flow.publish(x).build();
        assertThat(Inputs.plan(graph, hosts(2, 2)).decisions().reason())
                .contains("1 gang of 3 workers on h0 with h1; what its ranks send from host to host is not counted");
    }

    @Example
    void moreHostsThanItTakesAreFound() {
        GraphBuilder flow = new GraphBuilder("wide");
        int x = flow.array("x");
        flow.call("f").gang(2).costs(1, 0).makes(x);
        TaskGraph graph = flow.publish(x).build();
        Cluster narrow = hosts(1, 1);
        Plan plan = Inputs.plan(graph, narrow);
        assertThatPlan(graph, narrow, plan).isValid();
        Plan alone = new PlanRows(plan).withSteps(all -> {
            all.removeIf(step -> step.kind().equals("JOIN"));
            return all;
        });
        assertThatPlan(graph, narrow, alone).violates(ViolationKind.CIRCULAR_WAIT);
        // The same workers, of which the first host has two: rank 1 is on the other without need.
        Cluster wide = hosts(2, 2);
        Plan moved = new PlanRows(Inputs.plan(graph, wide)).withTasks(tasks -> onWorker(tasks, 1, 2));
        Plan apart = new PlanRows(moved).withSteps(all -> {
            all.replaceAll(step -> step.kind().equals("JOIN") ? step.onWorker(2) : step);
            return all;
        });
        assertThatPlan(graph, wide, apart).violates(ViolationKind.GANG_WRONG);
    }

    private static PlanTasks onWorker(PlanTasks t, int rank, int worker) {
        int[] workers = t.worker().clone();
        for (int row = 0; row < workers.length; row++) {
            workers[row] = t.rank()[row] == rank ? worker : workers[row];
        }
        return new PlanTasks(
                t.task(),
                t.name(),
                t.family(),
                t.unit(),
                workers,
                t.rank(),
                t.start(),
                t.finish(),
                t.work(),
                t.timeSource());
    }

    @Example
    void aGangStartsWhenAllOfItsWorkersAreFree() {
        GraphBuilder flow = new GraphBuilder("late");
        int x = flow.array("x");
        int y = flow.array("y");
        int z = flow.array("z");
        flow.call("f").costs(3, 0).on("a/1").makes(x);
        flow.call("g").costs(2, 0).gang(2).makes(y);
        flow.call("h").costs(1, 0).on("a/1").reads(y).makes(z);
        TaskGraph graph = flow.publish(x).publish(z).build();
        Plan plan = Inputs.plan(graph, TWO);
        assertThatPlan(graph, TWO, plan).isValid().keepsTheMeaning();
        assertThat(plan.summary().copies()).isZero();
        assertThat(plan.summary().tasks()).isEqualTo(3);
        assertThat(plan.tasks().rank()).containsOnlyOnce(1);
        assertThat(plan.decisions().pass()).contains("JoinGangs");
    }

    @Property(tries = 100)
    void withNetworkCardsToo(@ForAll TaskGraph bare, @ForAll Cluster any, @ForAll long seed) {
        Cluster cluster = any.withModel(MachineModel.ONE_PORT);
        OptimizedGraph graph = Inputs.optimized(Gangs.random(bare, cluster, seed), cluster);
        assertThatPlan(graph, cluster, Inputs.plan(graph, cluster)).isValid().keepsTheMeaning();
    }
}
