package dev.anabranch.stdlib.lorenz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.stdlib.TestTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LorenzTasksTest {
    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final Duration SPINUP = Duration.ofDays(50);

    private static double[] tendency(double[] x, double forcing) {
        int n = x.length;
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
            d[i] = (x[(i + 1) % n] - x[(i + n - 2) % n]) * x[(i + n - 1) % n] - x[i] + forcing;
        }
        return d;
    }

    private static double[] plus(double[] x, double factor, double[] d) {
        double[] sum = x.clone();
        for (int i = 0; i < x.length; i++) {
            sum[i] += factor * d[i];
        }
        return sum;
    }

    /** The method as text books print it. */
    private static double[] rungeKutta(double[] x, double forcing, double h) {
        double[] k1 = tendency(x, forcing);
        double[] k2 = tendency(plus(x, h / 2, k1), forcing);
        double[] k3 = tendency(plus(x, h / 2, k2), forcing);
        double[] k4 = tendency(plus(x, h, k3), forcing);
        return plus(plus(plus(plus(x, h / 6, k1), h / 3, k2), h / 3, k3), h / 6, k4);
    }

    @Property
    void aStepIsTheTextBooksRungeKutta(
            @ForAll @Size(min = 4, max = 50) List<@DoubleRange(min = -10, max = 15) Double> start,
            @ForAll @DoubleRange(min = 0, max = 12) double forcing,
            @ForAll @IntRange(min = 1, max = 4) int substeps) {
        double[] x = start.stream().mapToDouble(Double::doubleValue).toArray();
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> states = new ArrayList<>();
            LorenzTasks.forecast(task, task.vector(x), SIX_HOURS, forcing, substeps, task.emitter(3, states));
            assertThat(states).hasSize(3);
            for (DoubleTensor state : states) {
                for (int i = 0; i < substeps; i++) {
                    x = rungeKutta(x, forcing, 0.05 / substeps);
                }
                assertThat(state.toArray()).containsExactly(x, within(1e-9));
            }
        }
    }

    @Test
    void theRestStateStaysAtRest() {
        try (TestTask task = new TestTask()) {
            double[] rest = new double[40];
            Arrays.fill(rest, 8);
            List<DoubleTensor> states = new ArrayList<>();
            LorenzTasks.forecast(task, task.vector(rest), SIX_HOURS, 8, 1, task.emitter(10, states));
            assertThat(states.get(9).toArray()).containsExactly(rest);
        }
    }

    @Test
    void aLongerIntervalSkipsStates() {
        try (TestTask task = new TestTask()) {
            DoubleTensor x0 = task.own(LorenzTasks.perturb(task, 1, 40, 1e-3, 8, SPINUP));
            List<DoubleTensor> often = new ArrayList<>();
            List<DoubleTensor> seldom = new ArrayList<>();
            LorenzTasks.forecast(task, x0, SIX_HOURS, 8, 1, task.emitter(8, often));
            LorenzTasks.forecast(task, x0, Duration.ofDays(1), 8, 1, task.emitter(2, seldom));
            assertThat(seldom.get(0).toArray()).containsExactly(often.get(3).toArray());
            assertThat(seldom.get(1).toArray()).containsExactly(often.get(7).toArray());
        }
    }

    @Property(tries = 30)
    void equalSeedsGiveEqualStatesAndOthersDifferByTheAmplitude(@ForAll long seed, @ForAll long other) {
        try (TestTask task = new TestTask()) {
            DoubleTensor a = task.own(LorenzTasks.perturb(task, seed, 40, 1e-3, 8, SPINUP));
            DoubleTensor again = task.own(LorenzTasks.perturb(task, seed, 40, 1e-3, 8, SPINUP));
            DoubleTensor b = task.own(LorenzTasks.perturb(task, other, 40, 1e-3, 8, SPINUP));
            assertThat(a.toArray()).containsExactly(again.toArray());
            assertThat(b.toArray()).containsExactly(a.toArray(), within(0.02));
            assertThat(Arrays.equals(a.toArray(), b.toArray())).isEqualTo(seed == other);
        }
    }

    @Test
    void theNoiseHasTheAmplitudeAsItsStandardDeviation() {
        try (TestTask task = new TestTask()) {
            double[] truth = task.own(LorenzTasks.perturb(task, 5, 100_000, 0, 8, SIX_HOURS))
                    .toArray();
            double[] noisy = task.own(LorenzTasks.perturb(task, 5, 100_000, 0.5, 8, SIX_HOURS))
                    .toArray();
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < truth.length; i++) {
                sum += noisy[i] - truth[i];
                squares += (noisy[i] - truth[i]) * (noisy[i] - truth[i]);
            }
            assertThat(sum / truth.length).isCloseTo(0, within(0.01));
            assertThat(Math.sqrt(squares / truth.length)).isCloseTo(0.5, within(0.01));
        }
    }

    /** Published values for forcing 8: mean about 2.3, standard deviation about 3.6; errors double in about two days. */
    @Test
    void theClimateIsThatOfTheModel() {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> samples = new ArrayList<>();
            LorenzTasks.climate(task, 3, 40, Duration.ofDays(5), 8, SPINUP, task.emitter(500, samples));
            double[] all = samples.stream()
                    .flatMapToDouble(s -> Arrays.stream(s.toArray()))
                    .toArray();
            double mean = Arrays.stream(all).average().orElseThrow();
            double variance = Arrays.stream(all)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(2.34, within(0.1));
            assertThat(Math.sqrt(variance)).isCloseTo(3.64, within(0.1));
        }
    }

    @Test
    void smallErrorsGrowUntilForecastsAreAsFarApartAsTheClimate() {
        try (TestTask task = new TestTask()) {
            List<DoubleTensor> a = new ArrayList<>();
            List<DoubleTensor> b = new ArrayList<>();
            LorenzTasks.forecast(
                    task,
                    task.own(LorenzTasks.perturb(task, 1, 40, 1e-3, 8, SPINUP)),
                    SIX_HOURS,
                    8,
                    1,
                    task.emitter(160, a));
            LorenzTasks.forecast(
                    task,
                    task.own(LorenzTasks.perturb(task, 2, 40, 1e-3, 8, SPINUP)),
                    SIX_HOURS,
                    8,
                    1,
                    task.emitter(160, b));
            assertThat(distance(a.get(0), b.get(0))).isLessThan(0.01);
            assertThat(distance(a.get(159), b.get(159))).isGreaterThan(1);
        }
    }

    private static double distance(DoubleTensor a, DoubleTensor b) {
        double squares = 0;
        for (int i = 0; i < a.size(); i++) {
            squares += (a.get(i) - b.get(i)) * (a.get(i) - b.get(i));
        }
        return Math.sqrt(squares / a.size());
    }

    @Test
    void mistakesAreNamed() {
        try (TestTask task = new TestTask()) {
            assertThatThrownBy(() -> LorenzTasks.perturb(task, 1, 3, 1e-3, 8, SPINUP))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 4");
            assertThatThrownBy(() -> LorenzTasks.forecast(
                            task,
                            task.vector(1, 2, 3, 4),
                            Duration.ofHours(7),
                            8,
                            1,
                            task.emitter(1, new ArrayList<>())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("every")
                    .hasMessageContaining("6h");
            assertThatThrownBy(() -> LorenzTasks.forecast(
                            task, task.matrix(2, 2, 1, 2, 3, 4), SIX_HOURS, 8, 1, task.emitter(1, new ArrayList<>())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tensor<f64>[2, 2]");
        }
    }
}
