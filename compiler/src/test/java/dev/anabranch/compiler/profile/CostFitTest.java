package dev.anabranch.compiler.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostFitTest {
    private static final List<String> NAMES = List.of("step", "bytes read");

    /** Points on a grid of both features, each off by at most so large a share. */
    private static CostFit fit(int steps, double noise, DoubleBinaryOperator cost, int... outliers) {
        Random random = new Random(1);
        double[][] x = new double[steps * 4][];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int step = i / 4;
            x[i] = new double[] {6.0 * step, 1000.0 * (1 + i % 4)};
            y[i] = cost.applyAsDouble(x[i][0], x[i][1]) * (1 + noise * (2 * random.nextDouble() - 1));
        }
        for (int outlier : outliers) {
            y[outlier] += 100;
        }
        return CostFit.of(NAMES, x, y);
    }

    @Test
    void aLineIsFoundAndGoesOnBeyondWhatWasMeasured() {
        CostFit line = fit(10, 0, (step, bytes) -> 2 + 0.5 * step);
        assertThat(line.at(new double[] {600, 1000})).isCloseTo(302, within(1e-6));
        assertThat(line.text(Double::toString)).isEqualTo("2.0 + 0.5 * step, over 40 measurements");
    }

    @Test
    void aProductIsFound() {
        CostFit product = fit(10, 0, (step, bytes) -> 1 + 0.01 * step * bytes);
        assertThat(product.at(new double[] {12, 500})).isCloseTo(61, within(1e-6));
        assertThat(product.text(Double::toString)).contains("* step * bytes read");
    }

    @Test
    void chanceMakesNoLine() {
        CostFit constant = fit(20, 0.3, (step, bytes) -> 5);
        assertThat(constant.at(new double[] {1e6, 1e6})).isCloseTo(5, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 17, 39})
    void aPointFarOffChangesNothing(int outlier) {
        assertThat(fit(10, 0.01, (step, bytes) -> 2 + 0.5 * step, outlier, (outlier + 7) % 40)
                        .at(new double[] {60, 1000}))
                .isCloseTo(32, within(1.0));
    }

    @Test
    void aLineThatFallsStopsAtTheSmallestThatWasMeasured() {
        CostFit falling = fit(10, 0, (step, bytes) -> 60 - step);
        assertThat(falling.at(new double[] {1000, 1000})).isEqualTo(6);
        CostFit rising = fit(10, 0, (step, bytes) -> step);
        assertThat(rising.at(new double[] {-10, 1000})).isZero();
    }

    @Test
    void fewPointsAreToldByTheirMedian() {
        CostFit few = CostFit.of(List.of("i"), new double[][] {{1}, {2}, {3}}, new double[] {1, 2, 90});
        assertThat(few.at(new double[] {4})).isEqualTo(2);
        assertThat(few.text(Double::toString)).isEqualTo("2.0, over 3 measurements");
    }

    @Test
    void manyPointsAreSampled() {
        double[][] x = new double[100_000][1];
        double[] y = new double[x.length];
        Arrays.setAll(x, i -> new double[] {i});
        Arrays.setAll(y, i -> 3 + 2.0 * i);
        CostFit line = CostFit.of(List.of("i"), x, y);
        assertThat(line.at(new double[] {200_000})).isCloseTo(400_003, within(1e-3));
        assertThat(line.text(Double::toString)).endsWith("over 100,000 measurements");
    }
}
