package dev.anabranch.testkit;

import static dev.anabranch.testkit.GraphBuilder.coordinate;
import static dev.anabranch.testkit.GraphBuilder.number;
import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.data.Offset.offset;

import dev.anabranch.compiler.rewrite.CullUnreachable;
import dev.anabranch.compiler.rewrite.DeduplicateTasks;
import dev.anabranch.compiler.rewrite.FusePaths;
import dev.anabranch.compiler.rewrite.Pass;
import dev.anabranch.compiler.schedule.PlanningCodes;
import dev.anabranch.compiler.schedule.PlanningFailure;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.testkit.PlanRows.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final long MIB = 1 << 20;

    private static List<String> told(TaskGraph graph, Plan plan) {
        return new PlanRows(plan)
                .steps().stream().map(step -> told(graph, plan, step)).toList();
    }

    private static String told(TaskGraph graph, Plan plan, Step step) {
        String what = step.kind().equals("RUN") ? graph.taskName(step.task()) : graph.datasetName(step.slot());
        String peer = switch (step.kind()) {
            case "SEND" -> " to " + plan.workers().name()[step.peer()];
            case "RECEIVE" -> " from " + plan.workers().name()[step.peer()];
            case "ALIAS" -> " of " + graph.datasetName(step.peer());
            default -> "";
        };
        return plan.workers().name()[step.worker()] + " " + step.kind() + " " + what + peer;
    }

    @Test
    void aWorkerTakesInRunsNamesPublishesSendsAndPurges() {
        GraphBuilder flow = new GraphBuilder("two");
        int x = flow.array("x");
        int twin = flow.array("twin");
        int y = flow.array("y");
        flow.call("f").value(number(1)).on("a/0").makes(x);
        flow.call("f").value(number(1)).on("a/0").makes(twin);
        flow.call("g").reads(x).reads(twin).on("a/1").makes(y);
        TaskGraph graph = flow.publish(twin).publish(y).build();
        Cluster cluster = Cluster.threads("a", 2, 0);
        Plan plan = Inputs.plan(graph, cluster);
        assertThatPlan(graph, cluster, plan).isValid();
        assertThat(told(graph, plan))
                .containsExactly(
                        "a/0 RUN x",
                        "a/0 ALIAS twin of x",
                        "a/0 PUBLISH twin",
                        "a/0 SEND x to a/1",
                        "a/0 SEND twin to a/1",
                        "a/0 PURGE x",
                        "a/0 PURGE twin",
                        "a/1 RECEIVE x from a/0",
                        "a/1 RECEIVE twin from a/0",
                        "a/1 RUN y",
                        "a/1 PUBLISH y",
                        "a/1 PURGE x",
                        "a/1 PURGE twin",
                        "a/1 PURGE y");
        assertThat(plan.datasets().aliasOf()).containsExactly(-1, 0, -1);
        assertThat(plan.dependencies().slot()).containsExactly(0, 1);
        assertThat(plan.summary().bytesMoved()).isEqualTo(2 * MIB);
        assertThat(plan.workers().peak()).containsExactly(MIB, 2 * MIB);
    }

    @Test
    void theSummaryTellsTheCriticalPathByFamilies() {
        Plan plan = Inputs.plan(Graphs.chains(3, 4), Cluster.threads("a", 2, 0));
        assertThat(plan.summary().criticalPath())
                .containsExactly("raw[1]", "state[1]", "state[1, 1] .. state[1, 4]", "out[1]");
        assertThat(plan.summary().criticalPathSeconds()).isCloseTo(0.008, offset(1e-12));
        assertThat(plan.summary().tasks()).isEqualTo(3 * 7);
        assertThat(plan.summary().annotated()).isEqualTo(3 * 7);
        assertThat(plan.decisions().pass()).containsExactly("FusePaths", "FusePaths", "Heft");
    }

    @Test
    void publicationsAreEvaluatedWithTheirCoordinates() {
        GraphBuilder flow = new GraphBuilder("named");
        Axis city = GraphBuilder.texts("city", "Bern", "say \"hi\"");
        Axis step = GraphBuilder.range("step", 6, 7);
        int x = flow.array("x", city, step);
        flow.call("f").over(city, step).value(coordinate(1)).makes(x);
        Plan plan = Inputs.plan(flow.publish(x).build(), Cluster.threads("a", 1, 0));
        assertThat(plan.publications().name()).containsOnly("x");
        assertThat(plan.publications().metadata()).containsOnly("{}");
        assertThat(plan.publications().index())
                .containsExactly(
                        "{\"city\":\"Bern\",\"step\":6}",
                        "{\"city\":\"Bern\",\"step\":7}",
                        "{\"city\":\"say \\\"hi\\\"\",\"step\":6}",
                        "{\"city\":\"say \\\"hi\\\"\",\"step\":7}");
    }

    @Test
    void aLabelThatNoHostHasIsToldWithItsEquation() {
        GraphBuilder flow = new GraphBuilder("far");
        int x = flow.array("x");
        flow.call("f").on("tpu").makes(x);
        TaskGraph graph = flow.publish(x).build();
        PlanningFailure failure =
                catchThrowableOfType(PlanningFailure.class, () -> Inputs.plan(graph, Cluster.threads("a", 1, 0)));
        assertThat(failure.code()).isEqualTo(PlanningCodes.NO_SUCH_WORKER);
        assertThat(failure).hasMessage("no worker has the label `tpu` that `x` asks for");
        assertThat(failure.origin()).contains(graph.families().get(0).origin());
        assertThat(failure.help()).isNotEmpty();
    }

    @Test
    void memoryThatDoesNotSufficeIsToldWithWhatIsAlive() {
        TaskGraph graph = Costs.of(Graphs.forkJoin(5), task -> 1, slot -> MIB);
        Cluster enough = Cluster.threads("a", 1, 6 * MIB);
        assertThatPlan(graph, enough, Inputs.plan(graph, enough)).isValid();
        PlanningFailure failure = catchThrowableOfType(
                PlanningFailure.class, () -> Inputs.plan(graph, Cluster.threads("a", 1, 6 * MIB - 1)));
        assertThat(failure.code()).isEqualTo(PlanningCodes.OUT_OF_MEMORY);
        assertThat(failure.getMessage())
                .isEqualTo(
                        "host `a` has 6.00 MiB, the plan needs 6.00 MiB, 1 B too much, when `y[i: 4]` starts at 8.00 s:"
                                + " 2.00 MiB for the task itself (x[i: 4], 1.00 MiB; y[i: 4], 1.00 MiB) and 4.00 MiB that are"
                                + " alive besides (3 x y, 3.00 MiB; s, 1.00 MiB)");
        assertThat(failure.origin()).isPresent();
    }

    @Test
    void whereHeftNeedsTooMuchMemoryOneSinkIsFinishedAfterTheOther() {
        GraphBuilder flow = new GraphBuilder("fields");
        Axis step = GraphBuilder.range("step", 1, 20);
        Axis member = GraphBuilder.range("member", 1, 5);
        int field = flow.array("field", member, step);
        int mean = flow.array("mean", step);
        flow.call("read")
                .over(member, step)
                .value(coordinate(0))
                .value(coordinate(1))
                .makes(field);
        flow.call("mean")
                .over(step)
                .readsAll(field, new Subscript.All(), new Subscript.At(coordinate(0)))
                .makes(mean);
        TaskGraph graph = flow.publish(mean).build();
        Cluster small = Cluster.threads("a", 2, 20 * MIB);
        Plan plan = Inputs.plan(graph, small);
        assertThatPlan(graph, small, plan).isValid().keepsTheMeaning();
        assertThat(plan.decisions().pass()).containsExactly("Heft", "ReadersFirst", "DepthFirst", "MemoryCapped");
        assertThat(plan.decisions().reason()[0]).startsWith("not taken: host `a` has 20.0 MiB, the plan needs 10");
    }

    /** So many members whose fields of all steps come at once, and a statistic over them at each step. */
    private static TaskGraph ensemble(int members, int steps) {
        GraphBuilder flow = new GraphBuilder("ensemble");
        Axis member = GraphBuilder.range("member", 1, members);
        Axis step = GraphBuilder.range("step", 1, steps);
        int state = flow.array("state", member, step);
        int mean = flow.array("mean", step);
        flow.call("forecast")
                .over(member)
                .value(coordinate(0))
                .generator()
                .costs(0.1, MIB)
                .makes(state);
        flow.call("mean")
                .over(step)
                .readsAll(state, new Subscript.All(), new Subscript.At(coordinate(0)))
                .aggregate(true)
                .costs(0.01, MIB)
                .makes(mean);
        return flow.publish(mean).build();
    }

    @Test
    void whereListsWouldNotFitTheyAreReadBlockByBlock() {
        TaskGraph graph = ensemble(400, 4);
        // All states take 1600 MiB; two blocks, and the partial results of three levels, far less.
        Cluster small = Cluster.threads("a", 2, 200 * MIB);
        OptimizedGraph optimized = Inputs.optimized(graph, small);
        Plan plan = Inputs.plan(optimized, small);
        assertThatPlan(optimized, small, plan).isValid().keepsTheMeaning();
        assertThat(plan.decisions().pass())
                .containsExactly("ShapeReductions", "FusePaths", "Heft", "ReadersFirst", "DepthFirst", "MemoryCapped");
        assertThat(plan.summary().gap()).isLessThan(0.05);

        List<Pass> others = List.of(new CullUnreachable(), new DeduplicateTasks(), new FusePaths(small));
        PlanningFailure failure =
                catchThrowableOfType(PlanningFailure.class, () -> Inputs.plan(Inputs.optimized(graph, others), small));
        assertThat(failure.code()).isEqualTo(PlanningCodes.OUT_OF_MEMORY);
    }

    @Test
    void blocksAreReducedWhereTheirDataIs() {
        GraphBuilder flow = new GraphBuilder("sites");
        Axis member = GraphBuilder.range("member", 0, 63);
        int x = flow.array("x", member);
        int mean = flow.array("mean");
        for (String site : List.of("left", "right")) {
            flow.call("make")
                    .over(member)
                    .where(at -> at[0] < 32 == site.equals("left"))
                    .value(coordinate(0))
                    .on(site)
                    .costs(0.1, MIB)
                    .makes(x);
        }
        flow.call("mean").readsAll(x).aggregate(true).costs(3, MIB).makes(mean);
        TaskGraph graph = flow.publish(mean).build();
        Cluster sites = Cluster.of(
                List.of(
                        new Host("a", List.of(1.0), 0, List.of("left")),
                        new Host("b", List.of(1.0), 0, List.of("right"))),
                Cluster.BY_REFERENCE,
                new Link(0.001, MIB));
        OptimizedGraph optimized = Inputs.optimized(graph, sites);
        Plan split = Inputs.plan(optimized, sites);
        assertThatPlan(optimized, sites, split).isValid().keepsTheMeaning();
        Plan whole = Inputs.plan(Inputs.optimized(graph, List.of()), sites);
        // Half of the fields, or two partial results of half a field's size.
        assertThat(whole.summary().bytesMoved()).isEqualTo(32 * MIB);
        assertThat(split.summary().bytesMoved()).isEqualTo(2 * MIB / 2);
        assertThat(split.summary().makespan()).isLessThan(whole.summary().makespan() - 1);
    }

    @Test
    void oneLongAggregateIsSpreadOverTheWorkers() {
        TaskGraph graph = Costs.of(ensemble(256, 1), task -> task == 256 ? 25.6 : 0.1, slot -> MIB);
        Cluster eight = Cluster.threads("a", 8, 0);
        OptimizedGraph optimized = Inputs.optimized(graph, eight);
        Plan plan = Inputs.plan(optimized, eight);
        assertThatPlan(optimized, eight, plan).isValid().keepsTheMeaning();
        // Unsplit: 3.2 s of forecasts and 25.6 s of the mean behind them.
        assertThat(plan.summary().makespan()).isLessThan(3.2 + 25.6 / 8 * 1.1 + 17 * 0.1 + 0.1);
    }

    @Test
    void aHostSharesWhatItsWorkersRead() {
        GraphBuilder flow = new GraphBuilder("shared");
        Axis i = GraphBuilder.range("i", 0, 1);
        int x = flow.array("x");
        int y = flow.array("y", i);
        flow.call("f").on("a/0").costs(1, MIB).makes(x);
        flow.call("g").reads(x).on("a/0").costs(1, 0).makes(y, List.of(new Subscript.At(number(0))));
        flow.call("h").reads(x).on("a/1").costs(1, 0).makes(y, List.of(new Subscript.At(number(1))));
        TaskGraph graph = flow.publish(y).build();
        Cluster shared = Cluster.of(
                List.of(new Host("a", List.of(1.0, 1.0), MIB, List.of())), new Link(1e-3, 1e9), new Link(1, 1));
        Plan plan = Inputs.plan(graph, shared);
        assertThatPlan(graph, shared, plan).isValid();
        assertThat(plan.workers().peak()).containsExactly(MIB, MIB);
    }

    @Test
    void aGeneratorsReadersStartWhileItRuns() {
        TaskGraph graph = Costs.of(Graphs.generators(1, 4), task -> task < 2 ? 4 : 0.5, slot -> 0);
        Cluster cluster = Cluster.of(
                List.of(new Host("a", List.of(1.0, 1.0), 0, List.of())), new Link(0.25, 1e9), new Link(1, 1));
        Plan plan = Inputs.plan(graph, cluster);
        assertThatPlan(graph, cluster, plan).isValid().keepsTheMeaning();
        int reader = IntStream.range(0, plan.tasks().task().length)
                .filter(row -> plan.tasks().name()[row].equals("mean[step: 1]"))
                .findFirst()
                .orElseThrow();
        assertThat(plan.tasks().start()[reader]).isEqualTo(5.25);
    }
}
