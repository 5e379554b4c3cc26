package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Function;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What closures compute is what the evaluator says, and where it has no value they have none. */
class ScalarCompilerTest {
    private static final List<Axis> AXES = List.of(
            new Axis("a", new Domain.Regular(-3, 2, 5)), new Axis("b", new Domain.Integers(List.of(9L, -1L, 4L, 70L))));

    @Provide
    Arbitrary<Scalar> integers() {
        Arbitrary<Scalar> leaf = Arbitraries.oneOf(
                Arbitraries.of(new Scalar.Coordinate(0, ScalarType.INT), new Scalar.Coordinate(1, ScalarType.INT)),
                Arbitraries.longs().between(-4, 4).map(ScalarCompilerTest::literal));
        return Arbitraries.recursive(
                () -> leaf,
                smaller -> Arbitraries.oneOf(
                        Combinators.combine(
                                        Arbitraries.of(
                                                Operator.ADD,
                                                Operator.SUBTRACT,
                                                Operator.MULTIPLY,
                                                Operator.DIVIDE,
                                                Operator.REMAINDER),
                                        smaller,
                                        leaf)
                                .as((operator, a, b) -> new Scalar.Binary(operator, a, b, ScalarType.INT)),
                        smaller.map(Scalar.Negate::new),
                        Combinators.combine(
                                        Arbitraries.of(Function.MIN, Function.MAX),
                                        smaller.list().ofMinSize(1).ofMaxSize(3))
                                .as((function, all) -> new Scalar.Apply(function, all, ScalarType.INT)),
                        Combinators.combine(Arbitraries.of(Function.ABS, Function.LOG2), smaller)
                                .as((function, a) -> new Scalar.Apply(function, List.of(a), ScalarType.INT)),
                        Combinators.combine(smaller, leaf)
                                .as((a, b) -> new Scalar.Apply(Function.POWER, List.of(a, b), ScalarType.INT)),
                        smaller.map(i -> new Scalar.Element("w", ScalarType.INT, List.of(5L, -1L, 2L), i)),
                        Combinators.combine(conditions(smaller), smaller, leaf).as(Scalar.Conditional::new)),
                0,
                3);
    }

    @Provide
    Arbitrary<Scalar> conditions() {
        return conditions(integers());
    }

    private static Arbitrary<Scalar> conditions(Arbitrary<Scalar> numbers) {
        Arbitrary<Scalar> compared = Combinators.combine(
                        Arbitraries.of(Operator.LESS, Operator.GREATER_OR_EQUAL, Operator.EQUAL, Operator.NOT_EQUAL),
                        numbers,
                        numbers)
                .as((operator, a, b) -> new Scalar.Binary(operator, a, b, ScalarType.BOOL));
        return Arbitraries.oneOf(
                compared,
                compared.map(Scalar.Not::new),
                Combinators.combine(Arbitraries.of(Operator.AND, Operator.OR), compared, compared)
                        .as((operator, a, b) -> new Scalar.Binary(operator, a, b, ScalarType.BOOL)));
    }

    private static Scalar literal(long value) {
        return new Scalar.Literal(ScalarType.INT, value);
    }

    @Property
    void integersAgree(@ForAll("integers") Scalar scalar) {
        everywhere((compiler, evaluator) -> {
            var closure = compiler.integer(scalar);
            return () -> assertThat(tried(closure::getAsLong)).isEqualTo(tried(() -> evaluator.evaluate(scalar)));
        });
    }

    @Property
    void conditionsAgree(@ForAll("conditions") Scalar scalar) {
        everywhere((compiler, evaluator) -> {
            var closure = compiler.condition(scalar);
            return () -> assertThat(tried(closure::getAsBoolean)).isEqualTo(tried(() -> evaluator.evaluate(scalar)));
        });
    }

    @Property
    void whatIsNotFallibleHasAValueEverywhere(@ForAll("integers") Scalar scalar) {
        List<Scalar> parts = Fallible.parts(scalar, AXES);
        everywhere((compiler, evaluator) -> () -> {
            if (parts.isEmpty()) {
                assertThat(tried(() -> evaluator.evaluate(scalar))).isInstanceOf(Long.class);
            }
        });
    }

    /** The value, or what is said where there is none. */
    private static Object tried(Supplier<Object> value) {
        try {
            return value.get();
        } catch (ArithmeticException e) {
            // The JVM leaves the message away where its own exceptions are thrown often.
            return Optional.ofNullable(e.getMessage()).orElse("/ by zero");
        }
    }

    private interface Check {
        Runnable of(ScalarCompiler compiler, ScalarEvaluator evaluator);
    }

    private static void everywhere(Check check) {
        int[] at = new int[2];
        Runnable assertion = check.of(new ScalarCompiler(AXES, at), new ScalarEvaluator(AXES, at));
        for (at[0] = 0; at[0] < AXES.get(0).size(); at[0]++) {
            for (at[1] = 0; at[1] < AXES.get(1).size(); at[1]++) {
                assertion.run();
            }
        }
    }
}
