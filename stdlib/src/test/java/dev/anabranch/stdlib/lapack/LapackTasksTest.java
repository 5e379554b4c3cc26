package dev.anabranch.stdlib.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.stdlib.TestTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LapackTasksTest {
    private static DoubleTensor random(TestTask task, Random random, int rows, int columns) {
        return task.matrix(
                rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
    }

    /** The sum of squares of the singular values is that of the elements, their product the determinant's size. */
    @Property(tries = 100)
    void singularValuesKeepTheSumOfSquares(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int rows,
            @ForAll @IntRange(min = 1, max = 30) int columns) {
        try (TestTask task = new TestTask()) {
            DoubleTensor a = random(task, new Random(seed), rows, columns);
            double[] before = a.toArray();
            DoubleTensor values = task.own(LapackTasks.singularValues(task, a, 0));
            assertThat(a.toArray()).as("what a task reads stays").containsExactly(before);
            double squares = 0;
            for (double element : before) {
                squares += element * element;
            }
            double sum = 0;
            double last = Double.POSITIVE_INFINITY;
            for (double value : values.toArray()) {
                assertThat(value).isBetween(0.0, last);
                last = value;
                sum += value * value;
            }
            assertThat(values.size()).isEqualTo(Math.min(rows, columns));
            assertThat(sum).isCloseTo(squares, within(1e-9 * squares + 1e-12));
        }
    }

    @Test
    void aShiftedDiagonalMatrixHasItsOwnDiagonal() {
        try (TestTask task = new TestTask()) {
            DoubleTensor a = task.matrix(2, 2, 3, 0, 0, -5);
            assertThat(task.own(LapackTasks.singularValues(task, a, 0)).toArray())
                    .containsExactly(5, 3);
            DoubleTensor shifted = task.own(LapackTasks.singularValues(task, a, 1));
            assertThat(shifted.toArray()).containsExactly(4, 4);
            assertThat(LapackTasks.nuclearNorm(shifted)).isEqualTo(8);
        }
    }

    @Property(tries = 100)
    void productsAreAsDefined(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int m,
            @ForAll @IntRange(min = 1, max = 12) int n,
            @ForAll @IntRange(min = 1, max = 12) int k) {
        try (TestTask task = new TestTask()) {
            Random random = new Random(seed);
            DoubleTensor a = random(task, random, m, k);
            DoubleTensor b = random(task, random, k, n);
            DoubleTensor product = task.own(LapackTasks.product(task, a, b));
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int p = 0; p < k; p++) {
                        sum += a.get((long) i * k + p) * b.get((long) p * n + j);
                    }
                    assertThat(product.get((long) i * n + j)).isCloseTo(sum, within(1e-12 * k));
                }
            }
        }
    }

    @Test
    void eachIterateIsTheMatrixTimesTheOneBeforeAtTheSameSize() {
        try (TestTask task = new TestTask()) {
            DoubleTensor a = task.own(LapackTasks.random(task, 9, 4));
            List<DoubleTensor> matrices = new ArrayList<>();
            LapackTasks.iterates(task, a, task.emitter(3, matrices));
            assertThat(matrices.get(0).toArray()).containsExactly(a.toArray());
            double size = size(a);
            for (int i = 1; i < 3; i++) {
                DoubleTensor product = task.own(LapackTasks.product(task, a, matrices.get(i - 1)));
                double factor = size / size(product);
                for (long e = 0; e < a.size(); e++) {
                    assertThat(matrices.get(i).get(e)).isCloseTo(product.get(e) * factor, within(1e-12));
                }
            }
        }
    }

    private static double size(DoubleTensor matrix) {
        double sum = 0;
        for (double element : matrix.toArray()) {
            sum += element * element;
        }
        return Math.sqrt(sum);
    }

    @Test
    void whatIsNoMatrixOrDoesNotFitIsTold() {
        try (TestTask task = new TestTask()) {
            DoubleTensor wide = task.matrix(1, 2, 1, 2);
            assertThatThrownBy(() -> LapackTasks.product(task, wide, wide))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("as many columns in a as rows in b");
            DoubleTensor nothing = task.matrix(2, 2, 1, Double.NaN, 0, 1);
            assertThatThrownBy(() -> LapackTasks.singularValues(task, nothing, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not numbers");
            assertThatThrownBy(() -> LapackTasks.random(task, 0, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("size must be at least 1");
        }
    }
}
