package dev.anabranch.stdlib.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.api.AggregateTree;
import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.stdlib.TestTask;
import dev.anabranch.stdlib.elementwise.ElementwiseTasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each statistic against its definition in plain Java, over sizes with and without a rest after the last block. */
class StatisticsTest {
    private static List<DoubleTensor> fields(TestTask task, long seed, int count, int size) {
        Random random = new Random(seed);
        List<DoubleTensor> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Rounded, so that equal values occur.
            fields.add(task.vector(random.doubles(size)
                    .map(x -> Math.rint(200 * (x - 0.5)) / 8)
                    .toArray()));
        }
        return fields;
    }

    private static double[] at(List<DoubleTensor> fields, int point) {
        return fields.stream().mapToDouble(field -> field.get(point)).toArray();
    }

    @Property
    void everyStatisticIsItsDefinition(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count, @ForAll @IntRange(max = 1100) int size) {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> fields = fields(task, seed, count, size);
            DoubleTensor mean = task.own(GridTasks.mean(task, fields));
            DoubleTensor std = task.own(GridTasks.std(task, fields, 0));
            DoubleTensor min = task.own(GridTasks.min(task, fields));
            DoubleTensor max = task.own(GridTasks.max(task, fields));
            for (int i = 0; i < size; i++) {
                double[] values = at(fields, i);
                double sum = 0;
                double least = values[0];
                double most = values[0];
                for (double value : values) {
                    sum += value;
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
                double squares = 0;
                for (double value : values) {
                    squares += (value - sum / count) * (value - sum / count);
                }
                assertThat(mean.get(i)).isEqualTo(sum / count);
                if (count <= AggregateTree.BLOCK) {
                    assertThat(std.get(i)).isEqualTo(Math.sqrt(squares / count));
                } else {
                    assertThat(std.get(i)).isCloseTo(Math.sqrt(squares / count), within(1e-13));
                }
                assertThat(min.get(i)).isEqualTo(least);
                assertThat(max.get(i)).isEqualTo(most);
            }
        }
    }

    @Property
    void theFractionIsTheNaiveCount(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int count,
            @ForAll @IntRange(max = 1100) int size,
            @ForAll @DoubleRange(min = -13, max = 13) double limit) {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> fields = fields(task, seed, count, size);
            List<BooleanTensor> events = new ArrayList<>();
            for (DoubleTensor field : fields) {
                events.add(task.own(ElementwiseTasks.lessOrEqual(task, field, limit)));
            }
            DoubleTensor fraction = task.own(GridTasks.fraction(task, events));
            for (int i = 0; i < size; i++) {
                int below = 0;
                for (double value : at(fields, i)) {
                    below += value <= limit ? 1 : 0;
                }
                assertThat(fraction.get(i)).isEqualTo((double) below / count);
            }
        }
    }

    @Property
    void quantilesRiseFromTheLeastToTheGreatest(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int count,
            @ForAll @DoubleRange(min = 0, max = 1) double p,
            @ForAll @DoubleRange(min = 0, max = 1) double q) {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> fields = fields(task, seed, count, 30);
            double[] lower =
                    task.own(GridTasks.quantile(task, fields, Math.min(p, q))).toArray();
            double[] upper =
                    task.own(GridTasks.quantile(task, fields, Math.max(p, q))).toArray();
            for (int i = 0; i < 30; i++) {
                assertThat(lower[i]).isLessThanOrEqualTo(upper[i]);
            }
            assertThat(task.own(GridTasks.quantile(task, fields, 0)).toArray())
                    .containsExactly(task.own(GridTasks.min(task, fields)).toArray());
            assertThat(task.own(GridTasks.quantile(task, fields, 1)).toArray())
                    .containsExactly(task.own(GridTasks.max(task, fields)).toArray());
        }
    }

    @Test
    void quantilesAreLinearBetweenNeighbours() {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> fields = List.of(task.vector(40), task.vector(10), task.vector(30), task.vector(20));
            assertThat(task.own(GridTasks.quantile(task, fields, 0.5)).get(0)).isEqualTo(25);
            assertThat(task.own(GridTasks.quantile(task, fields, 0.9)).get(0)).isCloseTo(37, within(1e-12));
        }
    }

    /** The definition's integral by the midpoint rule after p = sin(t)^2, which takes the poles away. */
    private static double integral(double[] forecast, double[] climate) {
        int steps = 200_000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double t = (i + 0.5) / steps * Math.PI / 2;
            double p = Math.sin(t) * Math.sin(t);
            double quantile = climate[Math.min((int) (p * climate.length), climate.length - 1)];
            double below = 0;
            for (double member : forecast) {
                below += member < quantile ? 1 : member == quantile ? 0.5 : 0;
            }
            sum += p - below / forecast.length;
        }
        return 2 / Math.PI * sum * 2 * (Math.PI / 2 / steps);
    }

    @Property(tries = 20)
    void theExtremeForecastIndexIsItsIntegral(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int members,
            @ForAll @IntRange(min = 1, max = 40) int past) {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> forecast = fields(task, seed, members, 1);
            List<DoubleTensor> climate = fields(task, seed + 1, past, 1);
            double[] sorted = at(climate, 0);
            Arrays.sort(sorted);
            double index = task.own(GridTasks.efi(task, forecast, climate)).get(0);
            assertThat(index)
                    .isCloseTo(integral(at(forecast, 0), sorted), within(1e-4))
                    .isBetween(-1 - 1e-12, 1 + 1e-12);
        }
    }

    @Property(tries = 50)
    void theExtremeForecastIndexIsZeroForTheClimateAndOneBeyondIt(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int past) {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> climate = fields(task, seed, past, 700);
            for (int k = 0; k < past; k++) {
                for (int i = 0; i < 700; i++) {
                    // Less than the rounding of the fields: no two values tie.
                    climate.get(k).set(i, climate.get(k).get(i) + k / 1024.0);
                }
            }
            DoubleTensor high = task.own(DoubleTensor.zeros(task.allocator(), 700));
            DoubleTensor low = task.own(DoubleTensor.zeros(task.allocator(), 700));
            for (int i = 0; i < 700; i++) {
                high.set(i, 100);
                low.set(i, -100);
            }
            DoubleTensor same = task.own(GridTasks.efi(task, climate, climate));
            DoubleTensor above = task.own(GridTasks.efi(task, List.of(high, high), climate));
            DoubleTensor below = task.own(GridTasks.efi(task, List.of(low), climate));
            for (int i = 0; i < 700; i++) {
                assertThat(same.get(i)).isCloseTo(0, within(1e-12));
                assertThat(above.get(i)).isEqualTo(1);
                assertThat(below.get(i)).isCloseTo(-1, within(1e-12));
            }
        }
    }

    @Test
    void aMissingValueMakesTheStatisticMissing() {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> fields = List.of(task.vector(1, 2), task.vector(Double.NaN, 4));
            List<DoubleTensor> statistics = List.of(
                    task.own(GridTasks.mean(task, fields)),
                    task.own(GridTasks.std(task, fields, 1)),
                    task.own(GridTasks.min(task, fields)),
                    task.own(GridTasks.max(task, fields)),
                    task.own(GridTasks.quantile(task, fields, 0.5)),
                    task.own(GridTasks.efi(task, fields, fields)));
            for (DoubleTensor statistic : statistics) {
                assertThat(statistic.get(0)).isNaN();
                assertThat(statistic.get(1)).isFinite();
            }
        }
    }

    @Test
    void shapesAreKept() {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> fields = List.of(task.matrix(2, 3, 1, 2, 3, 4, 5, 6));
            assertThat(task.own(GridTasks.mean(task, fields)).shape()).containsExactly(2, 3);
            assertThat(task.own(GridTasks.quantile(task, fields, 0.3)).shape()).containsExactly(2, 3);
        }
    }

    @Test
    void mistakesAreNamed() {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> mixed = List.of(task.vector(1, 2), task.vector(1, 2), task.vector(1, 2, 3));
            assertThatThrownBy(() -> GridTasks.mean(task, mixed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[2]")
                    .hasMessageContaining("number 3 is [3]");
            assertThatThrownBy(() -> GridTasks.min(task, Collections.emptyList()))
                    .hasMessageContaining("empty");
            assertThatThrownBy(() -> GridTasks.std(task, mixed.subList(0, 1), 1))
                    .hasMessageContaining("ddof");
            assertThatThrownBy(() -> GridTasks.quantile(task, mixed.subList(0, 1), 1.5))
                    .hasMessageContaining("1.5");
            assertThatThrownBy(() -> GridTasks.efi(task, mixed.subList(0, 1), mixed.subList(2, 3)))
                    .hasMessageContaining("[2]")
                    .hasMessageContaining("[3]");
        }
    }
}
