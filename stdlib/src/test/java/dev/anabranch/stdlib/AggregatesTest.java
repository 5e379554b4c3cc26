package dev.anabranch.stdlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.stdlib.elementwise.ElementwiseTasks;
import dev.anabranch.stdlib.grid.GridTasks;
import dev.anabranch.stdlib.lorenz.LorenzTasks;
import dev.anabranch.testkit.AggregateLaws;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The aggregates of the standard library may be computed in parts: not a bit changes. */
class AggregatesTest {
    @Provide
    Arbitrary<Integer> lengths() {
        return AggregateLaws.lengths();
    }

    /** Of very different sizes, so that the order of additions shows, with some special values. */
    private static List<DoubleTensor> fields(TestTask task, long seed, int count, int size) {
        Random random = new Random(seed);
        double[] special = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        List<DoubleTensor> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] values = new double[size];
            for (int k = 0; k < size; k++) {
                values[k] = k % 7 == 3 && random.nextInt(4) == 0
                        ? special[random.nextInt(special.length)]
                        : random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
            }
            fields.add(task.vector(values));
        }
        return fields;
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void statisticsOfFieldsSplit(@ForAll long seed, @ForAll("lengths") int count, @ForAll @IntRange(max = 700) int size)
            throws Exception {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> fields = fields(task, seed, count, size);
            AggregateLaws.splits(
                    fields,
                    list -> GridTasks.mean(task, list),
                    list -> GridTasks.sum(task, list),
                    sums -> GridTasks.sumOfSums(task, sums),
                    sum -> GridTasks.divided(task, sum));
            AggregateLaws.splits(
                    fields,
                    list -> LorenzTasks.mean(task, list),
                    list -> LorenzTasks.sum(task, list),
                    sums -> LorenzTasks.sumOfSums(task, sums),
                    sum -> LorenzTasks.divided(task, sum));
            int ddof = count == 1 ? 0 : 1;
            AggregateLaws.splits(
                    fields,
                    list -> GridTasks.std(task, list, ddof),
                    list -> GridTasks.moments(task, list),
                    moments -> GridTasks.momentsOfAll(task, moments),
                    moments -> GridTasks.deviation(task, moments, ddof));
            AggregateLaws.splits(fields, list -> GridTasks.min(task, list));
            AggregateLaws.splits(fields, list -> GridTasks.max(task, list));
        }
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void theFractionSplits(@ForAll long seed, @ForAll("lengths") int count, @ForAll @IntRange(max = 700) int size)
            throws Exception {
        try (TestTask task = new TestTask()) {
            List<BooleanTensor> events = new ArrayList<>();
            for (DoubleTensor field : fields(task, seed, count, size)) {
                events.add(task.own(ElementwiseTasks.less(task, field, 0.5)));
            }
            AggregateLaws.splits(
                    events,
                    list -> GridTasks.fraction(task, list),
                    list -> GridTasks.counts(task, list),
                    counts -> GridTasks.countsOfAll(task, counts),
                    counts -> GridTasks.share(task, counts));
        }
    }

    /** Values around 1e9 that scatter by 1: a sum of squares would lose all digits. */
    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void theDeviationKeepsItsDigits(@ForAll long seed, @ForAll("lengths") int count) {
        try (TestTask task = new TestTask()) {
            Random random = new Random(seed);
            List<DoubleTensor> fields = new ArrayList<>();
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < count; i++) {
                double value = 1e9 + random.nextGaussian();
                fields.add(task.vector(value));
                sum = sum.add(new BigDecimal(value));
            }
            BigDecimal mean = sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128);
            BigDecimal squares = BigDecimal.ZERO;
            for (DoubleTensor field : fields) {
                squares =
                        squares.add(new BigDecimal(field.get(0)).subtract(mean).pow(2));
            }
            double exact = Math.sqrt(squares.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                    .doubleValue());
            assertThat(task.own(GridTasks.std(task, fields, 0)).get(0)).isCloseTo(exact, within(1e-7 * exact));
        }
    }

    @Test
    void aTaskThatAddsInTheOrderOfTheListDoesNotSplit() {
        List<Double> numbers = new ArrayList<>(List.of(1e16));
        for (int i = 0; i < 40; i++) {
            numbers.add(1.0);
        }
        assertThatThrownBy(() ->
                        AggregateLaws.splits(numbers, list -> list.stream().reduce(0.0, Double::sum)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("of 41 elements the task makes 1.0E16, its steps make 1.0000000000000024E16");
    }
}
