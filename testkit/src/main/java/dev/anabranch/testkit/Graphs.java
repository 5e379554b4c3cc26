package dev.anabranch.testkit;

import static dev.anabranch.testkit.GraphBuilder.coordinate;
import static dev.anabranch.testkit.GraphBuilder.integer;
import static dev.anabranch.testkit.GraphBuilder.number;
import static dev.anabranch.testkit.GraphBuilder.range;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Arbitrary task graphs of the shapes that flows have. All call symbolic tasks of a library {@code test}; costs are
 * equal within a family unless {@link Costs} changes them.
 */
public final class Graphs {
    private Graphs() {}

    /** Any of the shapes below, with arbitrary costs. */
    public static Arbitrary<TaskGraph> any() {
        Arbitrary<TaskGraph> shapes = Arbitraries.oneOf(List.of(
                layered(),
                forkJoin(),
                trees(),
                chains(),
                stencils(),
                generators(),
                duplicates(),
                borders(),
                reductions(),
                shaped()));
        return Combinators.combine(shapes, Arbitraries.longs())
                .as(Costs::random)
                .withoutEdgeCases();
    }

    /** Single tasks with arbitrary dependencies, kinds, outputs and demands; see {@link LayeredGraph}. */
    public static Arbitrary<TaskGraph> layered() {
        return Combinators.combine(Arbitraries.integers().between(1, 40), Arbitraries.longs())
                .as((tasks, seed) -> new LayeredGraph(seed).build(tasks));
    }

    /** Single tasks that depend on each other like those of {@link TaskShapes#any()}, with the costs of these. */
    public static Arbitrary<TaskGraph> shaped() {
        return TaskShapes.any().map(Graphs::shaped);
    }

    /**
     * A graph in which each unit is a task of its own: {@code t7 = task7(t1, t3)}. A dataset is as large as the largest of
     * the messages that it is in. What nothing reads is published.
     */
    public static TaskGraph shaped(Dag dag) {
        GraphBuilder flow = new GraphBuilder("shaped");
        int[] made = new int[dag.units()];
        for (int place = 0; place < dag.units(); place++) {
            int unit = dag.inOrder(place);
            made[unit] = flow.array("t" + unit);
            CallBuilder call = flow.call("task" + unit);
            for (int edge = dag.firstIn(unit); edge < dag.firstIn(unit + 1); edge++) {
                call.reads(made[dag.source(edge)]);
            }
            double bytes = 0;
            for (int i = 0; i < dag.outDegree(unit); i++) {
                bytes = Math.max(bytes, dag.bytes(dag.outEdge(unit, i)));
            }
            call.costs(dag.work(unit), (long) Math.ceil(bytes)).makes(made[unit]);
            if (dag.outDegree(unit) == 0) {
                flow.publish(made[unit]);
            }
        }
        return flow.build();
    }

    /** {@code x[i] = split(s, i); y[i] = work(x[i]); z = join(y[*])}. */
    public static Arbitrary<TaskGraph> forkJoin() {
        return Arbitraries.integers().between(1, 12).map(Graphs::forkJoin);
    }

    /** A fork-join graph of a width. */
    public static TaskGraph forkJoin(int width) {
        GraphBuilder flow = new GraphBuilder("forkjoin");
        Axis i = range("i", 1, width);
        int s = flow.array("s");
        int x = flow.array("x", i);
        int y = flow.array("y", i);
        int z = flow.array("z");
        flow.call("source").makes(s);
        flow.call("split").over(i).reads(s).value(coordinate(0)).makes(x);
        flow.call("work").over(i).reads(x, coordinate(0)).costs(0.01, 1 << 16).makes(y);
        flow.call("join").readsAll(y).makes(z);
        return flow.publish(z).build();
    }

    /** Binary reductions: {@code x[level, i] = combine(x[level - 1, 2 i], x[level - 1, 2 i + 1])}. */
    public static Arbitrary<TaskGraph> trees() {
        return Arbitraries.integers().between(0, 4).map(Graphs::tree);
    }

    /** A binary reduction of {@code 2^height} leaves. */
    public static TaskGraph tree(int height) {
        GraphBuilder flow = new GraphBuilder("tree");
        Axis level = range("level", 0, height);
        Axis i = range("i", 0, (1L << height) - 1);
        int x = flow.array("x", level, i);
        int root = flow.array("root");
        List<Subscript> own = List.of(new Subscript.At(coordinate(0)), new Subscript.At(coordinate(1)));
        flow.call("leaf")
                .over(level, i)
                .where(at -> at[0] == 0)
                .value(coordinate(1))
                .makes(x, own);
        flow.call("combine")
                .over(level, i)
                .where(at -> at[0] > 0 && at[1] < 1 << (height - at[0]))
                .reads(x, coordinate(0, -1), integer(coordinate(1), Operator.MULTIPLY, number(2)))
                .reads(
                        x,
                        coordinate(0, -1),
                        integer(integer(coordinate(1), Operator.MULTIPLY, number(2)), Operator.ADD, number(1)))
                .makes(x, own);
        flow.call("root").reads(x, number(height), number(0)).makes(root);
        return flow.publish(root).build();
    }

    /** Independent chains through several families, with a long stretch within one of them. */
    public static Arbitrary<TaskGraph> chains() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 8))
                .as(Graphs::chains);
    }

    /** So many chains, each with so many steps in its looping family. */
    public static TaskGraph chains(int members, int steps) {
        GraphBuilder flow = new GraphBuilder("chains");
        Axis m = range("member", 1, members);
        Axis t = range("step", 0, steps);
        Axis later = range("step", 1, steps);
        int raw = flow.array("raw", m);
        int state = flow.array("state", m, t);
        int out = flow.array("out", m);
        flow.call("read").over(m).value(coordinate(0)).costs(0.002, 1000).makes(raw);
        flow.call("start")
                .over(m)
                .reads(raw, coordinate(0))
                .makes(state, List.of(new Subscript.At(coordinate(0)), new Subscript.At(number(0))));
        flow.call("advance")
                .over(m, later)
                .reads(state, coordinate(0), coordinate(1, -1))
                .makes(state, List.of(new Subscript.At(coordinate(0)), new Subscript.At(coordinate(1))));
        flow.call("finish").over(m).reads(state, coordinate(0), number(steps)).makes(out);
        return flow.publish(out).build();
    }

    /** Neighbours in time steps, with lists that are cut off at the borders. */
    public static Arbitrary<TaskGraph> stencils() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 5))
                .as(Graphs::stencil);
    }

    /** A stencil of a width over a number of time steps. */
    public static TaskGraph stencil(int width, int steps) {
        GraphBuilder flow = new GraphBuilder("stencil");
        Axis t = range("t", 0, steps);
        Axis i = range("i", 0, width - 1);
        int x = flow.array("x", t, i);
        List<Subscript> own = List.of(new Subscript.At(coordinate(0)), new Subscript.At(coordinate(1)));
        flow.call("init")
                .over(t, i)
                .where(at -> at[0] == 0)
                .value(coordinate(1))
                .makes(x, own);
        flow.call("step")
                .over(t, i)
                .where(at -> at[0] > 0)
                .readsAll(
                        x,
                        new Subscript.At(coordinate(0, -1)),
                        new Subscript.Range(coordinate(1, -1), coordinate(1, 1), number(1)))
                .value(coordinate(0))
                .makes(x, own);
        int sum = flow.array("sum");
        flow.call("sum")
                .readsAll(x, new Subscript.At(number(steps)), new Subscript.All())
                .makes(sum);
        return flow.publish(sum).build();
    }

    /** Datasets that may be absent: beyond the border, and where a guard leaves holes. */
    public static Arbitrary<TaskGraph> borders() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 7),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(-3, 3))
                .as(Graphs::border);
    }

    /**
     * Smoothing over neighbours that may be absent, as arguments of their own, in lists and in maps; only every
     * {@code period}-th of what is read at an offset is there.
     */
    public static TaskGraph border(int width, int period, int offset) {
        GraphBuilder flow = new GraphBuilder("border");
        Axis i = range("i", 0, width - 1);
        int x = flow.array("x", i);
        int some = flow.array("some", i);
        int own = flow.array("own", i);
        int list = flow.array("list", i);
        int map = flow.array("map", i);
        int both = flow.array("both", i);
        flow.call("x").over(i).value(coordinate(0)).makes(x);
        flow.call("some")
                .over(i)
                .where(at -> at[0] % period == 0)
                .reads(x, coordinate(0))
                .makes(some);
        flow.call("own")
                .over(i)
                .readsIfDefined(some, coordinate(0, offset))
                .reads(x, coordinate(0))
                .readsIfDefined(x, coordinate(0, -1))
                .makes(own);
        flow.call("list")
                .over(i)
                .argument(new Argument.ListOf(List.of(
                        CallBuilder.maybe(x, coordinate(0, -1)),
                        CallBuilder.maybe(some, coordinate(0, offset)),
                        CallBuilder.maybe(x, coordinate(0, 1)))))
                .makes(list);
        flow.call("map")
                .over(i)
                .argument(new Argument.Named(List.of(
                        Map.entry("before", CallBuilder.maybe(x, coordinate(0, -1))),
                        Map.entry("there", CallBuilder.maybe(some, coordinate(0))))))
                .makes(map);
        flow.call("both")
                .over(i)
                .readsAll(some, new Subscript.Range(coordinate(0, -1), coordinate(0, 1), number(1)))
                .readsIfDefined(own, coordinate(0, offset))
                .makes(both);
        return flow.publish(own).publish(list).publish(map).publish(both).build();
    }

    /** Generators whose outputs are read one by one and together. */
    public static Arbitrary<TaskGraph> generators() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 8))
                .as(Graphs::generators);
    }

    /** So many generators of so many outputs each. */
    public static TaskGraph generators(int members, int steps) {
        GraphBuilder flow = new GraphBuilder("forecast");
        Axis m = range("member", 1, members);
        Axis t = range("step", 1, steps);
        int start = flow.array("x0", m);
        int state = flow.array("state", m, t);
        int mean = flow.array("mean", t);
        int shifted = flow.array("shifted", m, t);
        flow.call("perturb").over(m).value(coordinate(0)).makes(start);
        flow.call("forecast")
                .over(m)
                .reads(start, coordinate(0))
                .generator()
                .costs(0.02, 1 << 12)
                .makes(state);
        flow.call("mean")
                .over(t)
                .readsAll(state, new Subscript.All(), new Subscript.At(coordinate(0)))
                .makes(mean);
        flow.call("shift").over(m, t).reads(state, coordinate(0), coordinate(1)).makes(shifted);
        return flow.publish(mean).publish(shifted).build();
    }

    /** Aggregates over lists of all lengths around those of blocks, of all shapes that lists have; {@link #reductions(int, int, boolean)}. */
    public static Arbitrary<TaskGraph> reductions() {
        return Combinators.combine(
                        AggregateLaws.lengths(), Arbitraries.integers().between(1, 3), Arbitraries.of(true, false))
                .as(Graphs::reductions);
    }

    /**
     * Aggregates over members at each step, over steps for each other member, over everything, and over what aggregates
     * make; some with values of their own, some where a guard holds, one over files, some of the same lists.
     *
     * @param finish whether the aggregates have a last step of their own
     */
    public static TaskGraph reductions(int members, int steps, boolean finish) {
        GraphBuilder flow = new GraphBuilder("reductions");
        Axis m = range("member", 1, members);
        Axis t = new Axis("step", new Domain.Regular(6, 6, steps));
        Axis file = GraphBuilder.texts(
                "file", IntStream.rangeClosed(1, members).mapToObj(i -> "f" + i).toArray(String[]::new));
        int x = flow.array("x", m, t);
        int y = flow.array("y", file);
        int mean = flow.array("mean", t);
        int again = flow.array("again", t);
        int every = flow.array("every", t);
        int all = flow.array("all");
        int files = flow.array("files");
        int guarded = flow.array("guarded", m);
        int total = flow.array("total");
        int change = flow.array("change", t);
        Subscript own = new Subscript.At(coordinate(0));
        flow.call("make").over(m, t).value(coordinate(0)).value(coordinate(1)).makes(x);
        flow.call("read")
                .over(file)
                .value(new Scalar.Coordinate(0, ScalarType.STRING))
                .makes(y);
        flow.call("mean")
                .over(t)
                .readsAll(x, new Subscript.All(), own)
                .aggregate(finish)
                .makes(mean);
        flow.call("mean")
                .over(t)
                .readsAll(x, new Subscript.All(), own)
                .aggregate(finish)
                .makes(again);
        flow.call("high")
                .over(t)
                .value(coordinate(0))
                .readsAll(x, new Subscript.Range(number(1), number(members), number(2)), own)
                .aggregate(finish)
                .makes(every);
        flow.call("all").readsAll(x).aggregate(finish).makes(all);
        flow.call("files").value(number(7)).readsAll(y).aggregate(finish).makes(files);
        flow.call("guarded")
                .over(m)
                .where(at -> at[0] % 3 == 0)
                .readsAll(x, new Subscript.Range(number(1), coordinate(0), number(1)), new Subscript.At(number(6)))
                .aggregate(finish)
                .makes(guarded);
        flow.call("change")
                .over(t)
                .readsIfDefined(mean, coordinate(0, -6))
                .readsAll(x, new Subscript.All(), own)
                .aggregate(finish)
                .makes(change);
        flow.call("total").readsAll(mean).readsAll(every).aggregate(finish).makes(total);
        return flow.publish(again)
                .publish(all)
                .publish(files)
                .publish(guarded)
                .publish(change)
                .publish(total)
                .build();
    }

    /** Equations that say the same, and readers of what they make that do so, too. */
    public static Arbitrary<TaskGraph> duplicates() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(1, 4))
                .as(Graphs::duplicates);
    }

    /** Calls of which every {@code repeat} are equal, under two names, and readers of both. */
    public static TaskGraph duplicates(int width, int repeat) {
        GraphBuilder flow = new GraphBuilder("duplicates");
        Axis i = range("i", 0, width - 1);
        int a = flow.array("a", i);
        int b = flow.array("b", i);
        int c = flow.array("c", i);
        int d = flow.array("d", i);
        int left = flow.array("left");
        int right = flow.array("right");
        int noise = flow.array("noise", i);
        flow.call("f")
                .over(i)
                .value(integer(coordinate(0), Operator.DIVIDE, number(repeat)))
                .makes(a);
        flow.call("f").over(i).value(coordinate(0)).makes(b);
        flow.call("g").over(i).reads(a, coordinate(0)).makes(c);
        flow.call("g").over(i).reads(b, coordinate(0)).makes(d);
        flow.call("random").over(i).reads(a, number(0)).random().makes(noise);
        flow.call("h").readsAll(a).readsAll(c).makes(left);
        flow.call("h").readsAll(b).readsAll(d).makes(right);
        return flow.publish(c)
                .publish(d)
                .publish(left)
                .publish(right)
                .publish(noise)
                .build();
    }
}
