package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Function;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A walk visits the points where its guard holds, in order, and tries few others where they are rare. */
class GuardedBoxTest {
    private static final List<Axis> AXES = List.of(
            new Axis("i", new Domain.Regular(-4, 1, 40)),
            new Axis("j", new Domain.Regular(3, 5, 37)),
            new Axis("k", new Domain.Integers(List.of(9L, -3L, 2L, 50L, 1L))));

    @Provide
    Arbitrary<Scalar> guards() {
        Arbitrary<Scalar> leaf = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 2).map(GuardedBoxTest::index),
                Arbitraries.longs().between(-9, 60).map(GuardedBoxTest::number));
        Arbitrary<Scalar> numbers = Arbitraries.recursive(
                () -> leaf,
                smaller -> Arbitraries.oneOf(
                        Combinators.combine(
                                        Arbitraries.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY),
                                        smaller,
                                        leaf)
                                .as((operator, a, b) -> binary(operator, a, b)),
                        Combinators.combine(
                                        Arbitraries.of(Operator.DIVIDE, Operator.REMAINDER),
                                        smaller,
                                        Arbitraries.longs().between(1, 12))
                                .as((operator, a, b) -> binary(operator, a, number(b))),
                        smaller.map(Scalar.Negate::new),
                        Combinators.combine(Arbitraries.of(Function.MIN, Function.MAX), smaller, leaf)
                                .as((function, a, b) -> apply(function, a, b)),
                        smaller.map(a -> apply(Function.ABS, a)),
                        smaller.map(a -> apply(
                                Function.POWER,
                                number(2),
                                apply(Function.MIN, apply(Function.MAX, a, number(0)), number(9)))),
                        smaller.map(a -> apply(Function.LOG2, apply(Function.MAX, a, number(1)))),
                        smaller.map(a -> new Scalar.Element(
                                "w", ScalarType.INT, List.of(5L, -7L, 30L), binary(Operator.REMAINDER, a, number(3)))),
                        Combinators.combine(smaller, leaf, leaf)
                                .as((c, a, b) -> new Scalar.Conditional(compare(Operator.LESS, c, a), a, b))),
                0,
                2);
        Arbitrary<Scalar> compared = Combinators.combine(
                        Arbitraries.of(
                                Operator.LESS,
                                Operator.LESS_OR_EQUAL,
                                Operator.GREATER,
                                Operator.GREATER_OR_EQUAL,
                                Operator.EQUAL,
                                Operator.NOT_EQUAL),
                        numbers,
                        numbers)
                .as(GuardedBoxTest::compare);
        return Arbitraries.recursive(
                () -> compared,
                smaller -> Arbitraries.oneOf(
                        smaller.map(Scalar.Not::new),
                        Combinators.combine(Arbitraries.of(Operator.AND, Operator.OR), smaller, compared)
                                .as(GuardedBoxTest::compare)),
                0,
                3);
    }

    private static Scalar index(int axis) {
        return new Scalar.Coordinate(axis, ScalarType.INT);
    }

    private static Scalar number(long value) {
        return new Scalar.Literal(ScalarType.INT, value);
    }

    private static Scalar binary(Operator operator, Scalar a, Scalar b) {
        return new Scalar.Binary(operator, a, b, ScalarType.INT);
    }

    private static Scalar compare(Operator operator, Scalar a, Scalar b) {
        return new Scalar.Binary(operator, a, b, ScalarType.BOOL);
    }

    private static Scalar apply(Function function, Scalar... arguments) {
        return new Scalar.Apply(function, List.of(arguments), ScalarType.INT);
    }

    @Property
    void pointsAreThoseOfNaiveEvaluation(@ForAll("guards") Scalar guard) {
        List<String> expected = new ArrayList<>();
        int[] at = new int[3];
        ScalarEvaluator evaluator = new ScalarEvaluator(AXES, at);
        for (at[0] = 0; at[0] < AXES.get(0).size(); at[0]++) {
            for (at[1] = 0; at[1] < AXES.get(1).size(); at[1]++) {
                for (at[2] = 0; at[2] < AXES.get(2).size(); at[2]++) {
                    if (evaluator.truth(guard)) {
                        expected.add(Arrays.toString(at));
                    }
                }
            }
        }
        List<String> visited = new ArrayList<>();
        int[] walked = new int[3];
        boolean ended = new GuardedBox(new ScalarCompiler(AXES, walked), Optional.of(guard))
                .walk(Long.MAX_VALUE, () -> visited.add(Arrays.toString(walked)));
        assertThat(ended).isTrue();
        assertThat(visited).isEqualTo(expected);
    }

    @Property
    void verdictsOverBoxesAreTrue(
            @ForAll("guards") Scalar guard,
            @ForAll("corners") List<Integer> low,
            @ForAll("corners") List<Integer> high) {
        int[] from = new int[3];
        int[] to = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            int size = AXES.get(axis).size();
            from[axis] = Math.min(low.get(axis) % size, high.get(axis) % size);
            to[axis] = Math.max(low.get(axis) % size, high.get(axis) % size);
        }
        BoxRanges.Verdict verdict =
                new BoxRanges(AXES, from, to).condition(guard).verdict();
        int[] at = new int[3];
        ScalarEvaluator evaluator = new ScalarEvaluator(AXES, at);
        for (at[0] = from[0]; at[0] <= to[0]; at[0]++) {
            for (at[1] = from[1]; at[1] <= to[1]; at[1]++) {
                for (at[2] = from[2]; at[2] <= to[2]; at[2]++) {
                    boolean holds = evaluator.truth(guard);
                    assertThat(verdict).isNotEqualTo(holds ? BoxRanges.Verdict.NEVER : BoxRanges.Verdict.ALWAYS);
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Integer>> corners() {
        return Arbitraries.integers().between(0, 39).list().ofSize(3);
    }

    /** How many points a guard has over so many i and j, if the walk ends after so many tries. */
    private static long points(int size, Scalar guard, long most) {
        List<Axis> axes =
                List.of(new Axis("i", new Domain.Regular(0, 1, size)), new Axis("j", new Domain.Regular(0, 1, size)));
        long[] points = {0};
        boolean ended = new GuardedBox(new ScalarCompiler(axes, new int[2]), Optional.of(guard)).walk(most, () -> {
            points[0]++;
            return true;
        });
        assertThat(ended).as("ended after %d tries", most).isTrue();
        return points[0];
    }

    @Example
    void rarePointsAreFoundWithFewTries() {
        int million = 1_000_000;
        Scalar i = index(0);
        Scalar j = index(1);
        Scalar apart = apply(Function.ABS, binary(Operator.SUBTRACT, i, j));
        assertThat(points(million, compare(Operator.LESS_OR_EQUAL, apart, number(2)), 3L * million))
                .isEqualTo(5L * million - 6);
        Scalar square = binary(Operator.REMAINDER, binary(Operator.MULTIPLY, i, i), number(1009));
        assertThat(points(million, compare(Operator.EQUAL, j, square), 3L * million))
                .isEqualTo(million);
        Scalar either = compare(
                Operator.OR,
                compare(Operator.EQUAL, j, binary(Operator.MULTIPLY, number(3), i)),
                compare(Operator.EQUAL, binary(Operator.DIVIDE, j, number(2)), i));
        assertThat(points(10_000, either, 100L * 10_000)).isEqualTo(3_334 + 10_000 - 2);
        Scalar far = compare(
                Operator.AND,
                compare(Operator.EQUAL, binary(Operator.MULTIPLY, i, i), j),
                compare(Operator.GREATER, j, number(999_000)));
        assertThat(points(million, far, 2_000)).isEqualTo(0);
        Scalar power = apply(Function.POWER, number(2), apply(Function.MIN, i, number(62)));
        assertThat(points(
                        million,
                        compare(
                                Operator.AND,
                                compare(Operator.EQUAL, j, power),
                                compare(Operator.GREATER, i, number(0))),
                        3L * million))
                .isEqualTo(19);
    }
}
