package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.anabranch.compiler.rewrite.CullUnreachable;
import dev.anabranch.compiler.rewrite.DeduplicateTasks;
import dev.anabranch.compiler.rewrite.FusePaths;
import dev.anabranch.compiler.rewrite.Pass;
import dev.anabranch.compiler.rewrite.ShapeReductions;
import dev.anabranch.compiler.verify.ReductionVerifier;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassesTest {
    private static OptimizedGraph after(TaskGraph graph, Pass... passes) {
        return Inputs.optimized(graph, List.of(passes));
    }

    @Test
    void whatNoSinkNeedsGoes() {
        GraphBuilder flow = new GraphBuilder("dead");
        int a = flow.array("a");
        int b = flow.array("b");
        int c = flow.array("c");
        flow.call("f").makes(a);
        flow.call("g").reads(a).makes(b);
        flow.call("h").reads(a).makes(c);
        flow.call("print").reads(a).effect();
        OptimizedGraph culled = after(flow.publish(b).build(), new CullUnreachable());
        assertThat(Inputs.units(culled)).containsExactly(List.of("a"), List.of("b"), List.of("print"));
        assertThat(culled.decisions())
                .extracting("pass", "subject", "reason", "count")
                .containsExactly(tuple("CullUnreachable", "c", "no sink needs 1 task, 1.00 ms of work dropped", 1L));
    }

    @Test
    void duplicatesOfDuplicatesMergeInOneGo() {
        OptimizedGraph merged = after(Graphs.duplicates(4, 1), new DeduplicateTasks());
        TaskGraph graph = merged.graph();
        // a, c, left and the random ones stay; b, d and right are further names of them.
        assertThat(merged.units().rows()).isEqualTo(4 + 4 + 1 + 4);
        for (int i = 0; i < 4; i++) {
            assertThat(merged.resolve(graph.arrays().get(1).slot(i)))
                    .isEqualTo(graph.arrays().get(0).slot(i));
            assertThat(merged.resolve(graph.arrays().get(3).slot(i)))
                    .isEqualTo(graph.arrays().get(2).slot(i));
        }
    }

    @Test
    void listsThatAreCutOtherwiseAreOtherCalls() {
        GraphBuilder flow = new GraphBuilder("lists");
        Axis i = GraphBuilder.range("i", 0, 2);
        int x = flow.array("x", i);
        int left = flow.array("left");
        int right = flow.array("right");
        int again = flow.array("again");
        flow.call("f").over(i).value(GraphBuilder.coordinate(0)).makes(x);
        Argument first = read(x, 0);
        Argument second = read(x, 1);
        Argument third = read(x, 2);
        flow.call("g").argument(list(first, second)).argument(list(third)).makes(left);
        flow.call("g").argument(list(first)).argument(list(second, third)).makes(right);
        flow.call("g").argument(list(first, second)).argument(list(third)).makes(again);
        OptimizedGraph merged =
                after(flow.publish(left).publish(right).publish(again).build(), new DeduplicateTasks());
        assertThat(merged.aliasOf(4)).isEqualTo(-1);
        assertThat(merged.aliasOf(5)).isEqualTo(3);
    }

    @Test
    void whatIsAbsentMakesNoDifference() {
        GraphBuilder flow = new GraphBuilder("absent");
        Axis i = GraphBuilder.range("i", 0, 1);
        int x = flow.array("x", i);
        int[] made = new int[6];
        for (int n = 0; n < made.length; n++) {
            made[n] = flow.array("y" + n);
        }
        flow.call("f").over(i).value(GraphBuilder.coordinate(0)).makes(x);
        Argument beyond = CallBuilder.maybe(x, GraphBuilder.number(2));
        Argument there = CallBuilder.maybe(x, GraphBuilder.number(1));
        flow.call("g").argument(beyond).makes(made[0]);
        flow.call("g").argument(CallBuilder.maybe(x, GraphBuilder.number(-1))).makes(made[1]);
        flow.call("g").argument(there).makes(made[2]);
        flow.call("h").argument(list(read(x, 0), beyond)).makes(made[3]);
        flow.call("h").argument(list(read(x, 0))).makes(made[4]);
        flow.call("h").argument(list(read(x, 0), there)).makes(made[5]);
        for (int array : made) {
            flow.publish(array);
        }
        OptimizedGraph merged = after(flow.build(), new DeduplicateTasks());
        assertThat(merged.aliasOf(2 + 1)).isEqualTo(2);
        assertThat(merged.aliasOf(2 + 2)).isEqualTo(-1);
        assertThat(merged.aliasOf(2 + 4)).isEqualTo(2 + 3);
        assertThat(merged.aliasOf(2 + 5)).isEqualTo(-1);
    }

    private static Argument read(int array, int at) {
        return new Argument.Read(array, List.of(new Subscript.At(GraphBuilder.number(at))));
    }

    private static Argument list(Argument... elements) {
        return new Argument.ListOf(List.of(elements));
    }

    @Test
    void randomTasksAndEffectsNeverMerge() {
        GraphBuilder flow = new GraphBuilder("chance");
        int a = flow.array("a");
        int b = flow.array("b");
        flow.call("dice").random().makes(a);
        flow.call("dice").random().makes(b);
        flow.call("print").reads(a).effect();
        flow.call("print").reads(a).effect();
        OptimizedGraph merged = after(flow.publish(a).publish(b).build(), new DeduplicateTasks());
        assertThat(merged.units().rows()).isEqualTo(4);
    }

    @Test
    void chainsBecomeUnitsThatMeetNoFamilyTwice() {
        OptimizedGraph fused = after(Graphs.chains(1, 3), new FusePaths(Inputs.TWO_HOSTS));
        assertThat(Inputs.units(fused))
                .containsExactly(
                        List.of("raw[member: 1]", "state[member: 1]", "state[member: 1, step: 1]"),
                        List.of("state[member: 1, step: 2]"),
                        List.of("state[member: 1, step: 3]", "out[member: 1]"));
        assertThat(fused.decisions())
                .extracting("subject", "count")
                .containsExactly(tuple("raw > state > state", 1L), tuple("state > out", 1L));
    }

    @Test
    void aPathIntoAGeneratorFusesAndItsOutputsDoNot() {
        OptimizedGraph fused = after(Graphs.generators(2, 3), new FusePaths(Inputs.TWO_HOSTS));
        assertThat(Inputs.units(fused)).contains(List.of("x0[member: 2]", "state[member: 2]"));
        assertThat(fused.decisions()).extracting("subject").containsExactly("x0 > state");
    }

    @Test
    void readersOfSeveralThingsAndOtherWorkersStayApart() {
        GraphBuilder flow = new GraphBuilder("apart");
        int a = flow.array("a");
        int b = flow.array("b");
        int sum = flow.array("sum");
        int far = flow.array("far");
        flow.call("f").value(GraphBuilder.number(1)).makes(a);
        flow.call("f").value(GraphBuilder.number(2)).makes(b);
        flow.call("add").reads(a).reads(b).makes(sum);
        flow.call("move").reads(sum).on("gpu").makes(far);
        assertThat(after(flow.publish(far).build(), new FusePaths(Inputs.TWO_HOSTS))
                        .units()
                        .rows())
                .isEqualTo(4);
    }

    private static final Cluster FOUR = Cluster.threads("a", 4, 0);

    private static TaskGraph aggregate(int members, boolean finish, double seconds) {
        GraphBuilder flow = new GraphBuilder("aggregate");
        Axis m = GraphBuilder.range("member", 1, members);
        int x = flow.array("x", m);
        int mean = flow.array("mean");
        flow.call("make").over(m).value(GraphBuilder.coordinate(0)).makes(x);
        flow.call("mean")
                .value(GraphBuilder.number(7))
                .readsAll(x)
                .aggregate(finish)
                .costs(seconds, 1000)
                .makes(mean);
        return flow.publish(mean).build();
    }

    @Test
    void anAggregateBecomesPartialsACombinationAndAFinish() {
        OptimizedGraph split = after(aggregate(40, true, 1), new ShapeReductions(FOUR));
        TaskGraph graph = split.graph();
        assertThat(Inputs.units(split))
                .hasSize(40 + 1 + 3 + 1)
                .contains(
                        List.of("mean"),
                        List.of("mean.partial[block: 0]"),
                        List.of("mean.partial[block: 2]"),
                        List.of("mean.combine"));
        assertThat(graph.families())
                .extracting(f -> f.signature().method() + " " + f.arguments().size())
                .containsExactly("make 1", "meanFinish 2", "meanPartial 2", "meanCombine 1");
        int partials = graph.firstTask(2);
        assertThat(graph.inputs().row(partials))
                .isEqualTo(IntStream.range(0, 16).toArray());
        assertThat(graph.inputs().row(partials + 2))
                .isEqualTo(IntStream.range(32, 40).toArray());
        assertThat(graph.inputs().row(40)).containsExactly(graph.outputs().get(graph.firstTask(3), 0));
        // Each step's share of the work is its share of what there is to read; a partial result is half as large.
        assertThat(graph.work(partials)).isEqualTo(16 / 40.0);
        assertThat(graph.work(graph.firstTask(3))).isEqualTo(3 / 40.0);
        assertThat(graph.work(40)).isEqualTo(1 / 40.0);
        assertThat(graph.bytes(graph.outputs().get(partials, 0))).isEqualTo(500);
        assertThat(split.decisions())
                .extracting("pass", "subject", "reason", "count")
                .containsExactly(tuple(
                        "ShapeReductions",
                        "mean",
                        "1 list of 40 in blocks of 16: 500 ms after the last input instead of 1.00 s; 4 tasks more, work"
                                + " 1.10 s instead of 1.00 s",
                        1L));
    }

    @Test
    void longListsAreCombinedLevelByLevel() {
        OptimizedGraph split = after(aggregate(600, false, 1), new ShapeReductions(FOUR));
        assertThat(split.graph().families())
                .extracting(TaskFamily::name)
                .containsExactly("x", "mean", "mean.partial", "mean.combine.1");
        assertThat(split.graph().taskCount(2)).isEqualTo(38);
        assertThat(split.graph().taskCount(3)).isEqualTo(3);
        assertThat(split.graph().families().get(1).signature().method()).isEqualTo("meanCombine");
    }

    @Test
    void whatDoesNotPayIsNotSplitAndTheReasonIsGiven() {
        assertThat(reasons(aggregate(16, true, 1), FOUR)).isEmpty();
        assertThat(reasons(aggregate(40, true, 1), Cluster.threads("a", 1, 0)))
                .containsExactly("not split: one worker gains no time, and their datasets fit into memory: 40.0 MiB");
        assertThat(reasons(aggregate(40, true, 1e-6), FOUR))
                .containsExactly(
                        "not split: 1 list of 40 in blocks of 16 would take 2.75 us after the last input instead of"
                                + " 1.00 us, and their datasets fit into memory: 40.0 MiB");
        assertThat(reasons(Graphs.reductions(40, 3, true), FOUR))
                .anyMatch(reason -> reason.equals("not split: its lists differ in length, or have gaps"));
    }

    @Test
    void tightMemoryIsAReasonUnlessSomebodyElseHoldsTheDatasets() {
        Cluster tight = Cluster.threads("a", 1, 50 << 20);
        assertThat(reasons(aggregate(40, true, 1e-6), tight))
                .containsExactly(
                        "1 list of 40 in blocks of 16: 16.0 MiB of their datasets alive instead of 40.0 MiB; 4 tasks"
                                + " more, work 1.10 us instead of 1.00 us");
        GraphBuilder flow = new GraphBuilder("held");
        Axis m = GraphBuilder.range("member", 1, 40);
        int x = flow.array("x", m);
        int mean = flow.array("mean");
        int median = flow.array("median");
        flow.call("make").over(m).value(GraphBuilder.coordinate(0)).makes(x);
        flow.call("mean").readsAll(x).aggregate(true).makes(mean);
        flow.call("median").readsAll(x).makes(median);
        assertThat(reasons(flow.publish(mean).publish(median).build(), tight))
                .containsExactly(
                        "not split: other tasks read the same datasets in long lists, so none would go sooner");
    }

    private static List<String> reasons(TaskGraph graph, Cluster cluster) {
        return after(graph, new ShapeReductions(cluster)).decisions().stream()
                .map(Decision::reason)
                .toList();
    }

    @Test
    void aTreeOverOtherBlocksIsNoReduction() {
        OptimizedGraph split = after(aggregate(40, true, 1), new ShapeReductions(FOUR));
        TaskGraph graph = split.graph();
        TaskFamily partial = graph.families().get(2);
        Argument.Part part = (Argument.Part) partial.arguments().get(0);
        List<TaskFamily> families = new ArrayList<>(graph.families());
        families.set(
                2,
                new TaskFamily(
                        2,
                        partial.name(),
                        partial.axes(),
                        partial.signature(),
                        List.of(
                                new Argument.Part(part.list(), part.first(), 15),
                                partial.arguments().get(1)),
                        partial.outputs(),
                        partial.cost(),
                        partial.requirements(),
                        partial.origin()));
        TaskGraph other = Costs.withFamilies(graph, families);
        assertThat(ReductionVerifier.difference(split.written(), graph)).isEmpty();
        assertThat(ReductionVerifier.difference(split.written(), other))
                .hasValue("mean.partial[block: 0] takes 15 datasets of mean, not 16");
        families.set(
                2,
                new TaskFamily(
                        2,
                        partial.name(),
                        partial.axes(),
                        partial.signature(),
                        List.of(part, new Argument.Value(GraphBuilder.number(8))),
                        partial.outputs(),
                        partial.cost(),
                        partial.requirements(),
                        partial.origin()));
        assertThat(ReductionVerifier.difference(split.written(), Costs.withFamilies(graph, families)))
                .hasValue("`p0` of mean.partial[block: 0] is not what mean was called with");
    }

    @Test
    void aPassThatBreaksTheGraphIsNamed() {
        Pass greedy = new Pass() {
            @Override
            public String name() {
                return "DropTheLast";
            }

            @Override
            public OptimizedGraph apply(OptimizedGraph graph) {
                IntRows.Builder units = new IntRows.Builder();
                for (int unit = 0; unit < graph.units().rows() - 1; unit++) {
                    units.add(graph.units().get(unit, 0)).endRow();
                }
                return graph.withUnits(units.build(), List.of());
            }
        };
        assertThatThrownBy(() -> after(Graphs.forkJoin(3), greedy))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("after DropTheLast: z is published but nothing makes it");
    }

    @Test
    void anAliasOfSomethingElseIsNamed() {
        Pass lying = new Pass() {
            @Override
            public String name() {
                return "MergeAnything";
            }

            @Override
            public OptimizedGraph apply(OptimizedGraph graph) {
                TaskGraph tasks = graph.graph();
                int[] aliasOf = new int[tasks.slotCount()];
                Arrays.fill(aliasOf, -1);
                aliasOf[2] = 1;
                IntRows.Builder units = new IntRows.Builder();
                for (int task = 0; task < tasks.taskCount(); task++) {
                    if (tasks.producer(2) != task) {
                        units.add(task).endRow();
                    }
                }
                return graph.withAliases(aliasOf, units.build(), List.of());
            }
        };
        assertThatThrownBy(() -> after(Graphs.forkJoin(3), lying))
                .hasMessageContaining("x[i: 2] need not equal x[i: 1]");
    }

    @Test
    void unitsInACircleAreNamed() {
        Pass circular = new Pass() {
            @Override
            public String name() {
                return "FuseEnds";
            }

            @Override
            public OptimizedGraph apply(OptimizedGraph graph) {
                int last = graph.graph().taskCount() - 1;
                IntRows.Builder units = new IntRows.Builder();
                units.add(0).add(last).endRow();
                for (int task = 1; task < last; task++) {
                    units.add(task).endRow();
                }
                return graph.withUnits(units.build(), List.of());
            }
        };
        assertThatThrownBy(() -> after(Graphs.forkJoin(2), circular)).hasMessageContaining("in a circle");
    }
}
