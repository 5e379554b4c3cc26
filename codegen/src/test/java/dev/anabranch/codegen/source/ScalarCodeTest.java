package dev.anabranch.codegen.source;

import static dev.anabranch.codegen.fixture.Terms.ALWAYS;
import static dev.anabranch.codegen.fixture.Terms.binary;
import static dev.anabranch.codegen.fixture.Terms.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.codegen.fixture.DirectRun;
import dev.anabranch.codegen.fixture.FlowFixture;
import dev.anabranch.codegen.fixture.PlanFixture;
import dev.anabranch.codegen.fixture.Terms;
import dev.anabranch.codegen.fixture.TestRun;
import dev.anabranch.codegen.fixture.Texts;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Scalar.Function;
import dev.anabranch.model.graph.Scalar.Operator;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Generated expressions and the evaluator agree, for any expression at any coordinate. */
class ScalarCodeTest {
    private static final List<Axis> AXES = List.of(
            FlowFixture.range("a", -2, 2),
            FlowFixture.range("b", 2_000_000_000L, 2_000_000_090L, 30),
            FlowFixture.integers("c", 7L, -1L, 3_000_000_000L),
            FlowFixture.texts("d", "x\"\\", "y\nz"));

    private static final List<Operator> COMPARISONS = List.of(
            Operator.LESS,
            Operator.LESS_OR_EQUAL,
            Operator.GREATER,
            Operator.GREATER_OR_EQUAL,
            Operator.EQUAL,
            Operator.NOT_EQUAL);

    @Provide
    Arbitrary<Scalar> integers() {
        Arbitrary<Scalar> small = Arbitraries.oneOf(
                Arbitraries.just(new Scalar.Coordinate(0, ScalarType.INT)),
                Arbitraries.longs().between(-40, 40).map(Terms::number));
        Arbitrary<Scalar> large = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 2).map(axis -> new Scalar.Coordinate(axis, ScalarType.INT)),
                Arbitraries.of(1_000_003L, 3_000_000_000L, -2_500_000_000L).map(Terms::number));
        // A product of three large numbers would be beyond a long, where both sides throw.
        return Arbitraries.oneOf(expressions(small, 3), expressions(Arbitraries.oneOf(small, large), 1));
    }

    private static Arbitrary<Scalar> expressions(Arbitrary<Scalar> leaf, int depth) {
        return Arbitraries.recursive(
                () -> leaf,
                smaller -> Arbitraries.oneOf(
                        Combinators.combine(
                                        Arbitraries.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY),
                                        smaller,
                                        leaf)
                                .as(Terms::binary),
                        Combinators.combine(
                                        Arbitraries.of(Operator.DIVIDE, Operator.REMAINDER),
                                        smaller,
                                        Arbitraries.longs()
                                                .between(-9, 9)
                                                .filter(divisor -> divisor != 0)
                                                .map(Terms::number))
                                .as(Terms::binary),
                        smaller.map(Scalar.Negate::new),
                        Combinators.combine(Arbitraries.of(Function.MIN, Function.MAX), smaller, leaf)
                                .as((function, left, right) ->
                                        new Scalar.Apply(function, List.of(left, right), ScalarType.INT)),
                        smaller.map(operand -> new Scalar.Apply(Function.ABS, List.of(operand), ScalarType.INT)),
                        Combinators.combine(Arbitraries.longs().between(-3, 3), between(smaller, 0, 12))
                                .as((base, exponent) -> new Scalar.Apply(
                                        Function.POWER, List.of(number(base), exponent), ScalarType.INT)),
                        between(smaller, 1, 1_000)
                                .map(operand -> new Scalar.Apply(Function.LOG2, List.of(operand), ScalarType.INT)),
                        between(smaller, 0, 2)
                                .map(index -> element(ScalarType.INT, List.of(7L, -3_000_000_000L, 0L), index)),
                        Combinators.combine(conditions(smaller), smaller, leaf).as(Scalar.Conditional::new)),
                0,
                depth);
    }

    /** An expression whose value is pushed between two bounds. */
    private static Arbitrary<Scalar> between(Arbitrary<Scalar> numbers, long least, long most) {
        return numbers.map(n -> new Scalar.Apply(
                Function.MAX,
                List.of(number(least), new Scalar.Apply(Function.MIN, List.of(n, number(most)), ScalarType.INT)),
                ScalarType.INT));
    }

    private static Scalar element(ScalarType type, List<Object> values, Scalar index) {
        return new Scalar.Element("list of " + type.label(), type, values, index);
    }

    /** Of most types one list, with an index that varies. */
    private static Arbitrary<Scalar> elements() {
        Scalar index = binary(Operator.ADD, new Scalar.Coordinate(0, ScalarType.INT), number(2));
        return Arbitraries.of(
                element(ScalarType.STRING, List.of("a", "", "a", "\"", "e"), index),
                element(ScalarType.FLOAT, List.of(0.1, -0.0, Double.NaN, 1e300, 5.0), index),
                element(ScalarType.BOOL, List.of(true, false, true, true, false), index),
                element(
                        ScalarType.DURATION,
                        List.of(
                                Duration.ZERO,
                                Duration.ofNanos(1),
                                Duration.ofDays(3),
                                Duration.ofMillis(-5),
                                Duration.ofSeconds(7)),
                        index));
    }

    private static Arbitrary<Scalar> conditions(Arbitrary<Scalar> numbers) {
        Arbitrary<Scalar> compared = Combinators.combine(Arbitraries.of(COMPARISONS), numbers, numbers)
                .as(Terms::binary);
        return Arbitraries.oneOf(
                compared,
                compared.map(Scalar.Not::new),
                Combinators.combine(Arbitraries.of(Operator.AND, Operator.OR), compared, compared)
                        .as(Terms::binary));
    }

    @Provide
    Arbitrary<List<Scalar>> scalars() {
        Arbitrary<Scalar> decimals = Combinators.combine(
                        Arbitraries.of(
                                Operator.ADD,
                                Operator.SUBTRACT,
                                Operator.MULTIPLY,
                                Operator.DIVIDE,
                                Operator.REMAINDER),
                        Arbitraries.doubles().map(Terms::decimal),
                        integers())
                .as((operator, left, right) -> new Scalar.Binary(operator, left, right, ScalarType.FLOAT));
        Arbitrary<Scalar> texts = Combinators.combine(
                        Arbitraries.of(COMPARISONS),
                        Arbitraries.strings().ascii().ofMaxLength(3).map(Terms::text))
                .as((operator, text) -> binary(operator, Terms.textIndex(3), text));
        Arbitrary<Scalar> spans = Combinators.combine(
                        Arbitraries.of(Operator.LESS, Operator.EQUAL, Operator.GREATER_OR_EQUAL),
                        Arbitraries.longs().between(0, 5000))
                .as((operator, millis) ->
                        binary(operator, Terms.span(Duration.ofMillis(millis)), Terms.span(Duration.ofSeconds(2))));
        Arbitrary<Scalar> functions = Combinators.combine(
                        Arbitraries.of(Function.MIN, Function.MAX, Function.POWER),
                        decimals,
                        Arbitraries.doubles().map(Terms::decimal))
                .as((function, left, right) -> new Scalar.Apply(function, List.of(left, right), ScalarType.FLOAT));
        Arbitrary<Scalar> longest = Combinators.combine(
                        Arbitraries.of(Function.MIN, Function.MAX),
                        elements().filter(e -> e.type() == ScalarType.DURATION),
                        Arbitraries.longs().between(-9, 9))
                .as((function, span, millis) -> new Scalar.Apply(
                        function, List.of(span, Terms.span(Duration.ofMillis(millis))), ScalarType.DURATION));
        Arbitrary<Scalar> any = Arbitraries.oneOf(
                integers(),
                decimals,
                texts,
                spans,
                quantities(),
                functions,
                longest,
                elements(),
                conditions(integers()));
        return Arbitraries.oneOf(any, any.list().ofMaxSize(3).map(Scalar.Concat::new))
                .list()
                .ofSize(25);
    }

    /** Durations and sizes that change with an index, and their quotients. */
    private static Arbitrary<Scalar> quantities() {
        Arbitrary<Scalar> whole = Arbitraries.oneOf(
                Arbitraries.just(new Scalar.Coordinate(0, ScalarType.INT)),
                Arbitraries.longs().between(-9, 9).filter(n -> n != 0).map(Terms::number));
        Arbitrary<Scalar> fraction = Arbitraries.doubles()
                .between(-9, 9)
                .filter(factor -> Math.abs(factor) > 0.01)
                .map(Terms::decimal);
        Arbitrary<Scalar> leaf = Arbitraries.longs()
                .between(-5_000, 5_000)
                .map(millis -> Terms.span(Duration.ofMillis(millis).plusNanos(millis)));
        Arbitrary<Scalar> durations = Arbitraries.recursive(
                () -> leaf,
                smaller -> Arbitraries.oneOf(
                        operation(ScalarType.DURATION, smaller, leaf, Operator.ADD, Operator.SUBTRACT),
                        operation(ScalarType.DURATION, smaller, Arbitraries.oneOf(whole, fraction), Operator.MULTIPLY),
                        operation(ScalarType.DURATION, fraction, smaller, Operator.MULTIPLY),
                        operation(
                                ScalarType.DURATION,
                                smaller,
                                Arbitraries.oneOf(fraction, Arbitraries.just(number(7))),
                                Operator.DIVIDE),
                        smaller.map(Scalar.Negate::new),
                        Combinators.combine(conditions(whole), smaller, leaf).as(Scalar.Conditional::new)),
                1,
                3);
        Arbitrary<Scalar> size =
                Arbitraries.longs().between(0, 1L << 40).map(bytes -> new Scalar.Literal(ScalarType.SIZE, bytes));
        Arbitrary<Scalar> sizes = operation(ScalarType.SIZE, size, whole, Operator.MULTIPLY);
        return Arbitraries.oneOf(
                durations,
                operation(ScalarType.FLOAT, durations, leaf, Operator.DIVIDE),
                operation(ScalarType.BOOL, durations, leaf, COMPARISONS.toArray(Operator[]::new)),
                operation(ScalarType.SIZE, sizes, fraction, Operator.MULTIPLY, Operator.DIVIDE),
                operation(ScalarType.SIZE, sizes, size, Operator.ADD, Operator.SUBTRACT),
                operation(
                        ScalarType.SIZE,
                        operation(ScalarType.SIZE, sizes, fraction, Operator.MULTIPLY),
                        whole,
                        Operator.MULTIPLY));
    }

    private static Arbitrary<Scalar> operation(
            ScalarType type, Arbitrary<Scalar> left, Arbitrary<Scalar> right, Operator... operators) {
        return Combinators.combine(Arbitraries.of(operators), left, right)
                .as((operator, a, b) -> new Scalar.Binary(operator, a, b, type));
    }

    @Property(tries = 25)
    void codeAndEvaluatorAgree(@ForAll("scalars") @Size(25) List<Scalar> scalars) {
        FlowFixture flow = new FlowFixture("scalars");
        for (Scalar scalar : scalars) {
            int array = flow.array("x", ScalarType.STRING, AXES.toArray(new Axis[0]));
            flow.family(
                    1,
                    "x",
                    FlowFixture.task(Texts.class, "any"),
                    AXES,
                    ALWAYS,
                    List.of(new Argument.Named(List.of(
                            Map.entry("value", new Argument.Value(scalar)),
                            Map.entry("text", new Argument.Value(new Scalar.Concat(List.of(scalar, number(1)))))))),
                    Terms.output(array, Terms.index(0), Terms.index(1), Terms.index(2), Terms.textIndex(3)));
        }
        TaskGraph graph = flow.build();
        List<Integer> order = IntStream.range(0, graph.taskCount()).boxed().toList();
        try (BufferAllocator allocator = new RootAllocator()) {
            TestRun run = TestRun.of(graph, PlanFixture.ofTasks(graph, List.of(order)), allocator);
            DirectRun.of(graph, allocator)
                    .forEach((slot, value) -> assertThat(run.value(slot))
                            .as(graph.datasetName(slot))
                            .isEqualTo(value));
        }
    }
}
