package dev.anabranch.stdlib.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.stdlib.TestTask;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinalgTasksTest {
    private static double[][] rows(DoubleTensor a) {
        double[][] rows = new double[(int) a.extent(0)][(int) a.extent(1)];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = a.get((long) i * rows[i].length + j);
            }
        }
        return rows;
    }

    /** a * b as defined. */
    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double[][] transposed(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    private static void assertEqual(double[][] got, double[][] want, double tolerance) {
        assertThat(got.length).isEqualTo(want.length);
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).containsExactly(want[i], within(tolerance));
        }
    }

    private static DoubleTensor random(TestTask task, Random random, int rows, int columns) {
        return task.matrix(
                rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
    }

    @Property(tries = 60)
    void theCholeskyFactorTimesItselfIsTheMatrix(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n, @ForAll @IntRange(max = 10) int extra) {
        try (TestTask task = new TestTask()) {
            double[][] g = rows(random(task, new Random(seed), n, n + extra));
            double[][] a = product(g, transposed(g));
            double[] flat = new double[n * n];
            for (int i = 0; i < n; i++) {
                a[i][i] += 1;
                System.arraycopy(a[i], 0, flat, i * n, n);
            }
            double[][] l = rows(task.own(LinalgTasks.potrf(task, task.matrix(n, n, flat))));
            assertEqual(product(l, transposed(l)), a, 1e-10);
            for (int i = 0; i < n; i++) {
                assertThat(l[i][i]).isPositive();
                for (int j = i + 1; j < n; j++) {
                    assertThat(l[i][j]).isZero();
                }
            }
        }
    }

    @Property(tries = 60)
    void theUpdatesAreWhatTheirNamesSay(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int m,
            @ForAll @IntRange(min = 1, max = 30) int n,
            @ForAll @IntRange(min = 1, max = 30) int k) {
        Random random = new Random(seed);
        try (TestTask task = new TestTask()) {
            DoubleTensor s = random(task, random, m, n);
            DoubleTensor li = random(task, random, m, k);
            DoubleTensor lj = random(task, random, n, k);
            double[][] gemm = rows(task.own(LinalgTasks.gemm(task, s, li, lj)));
            double[][] taken = product(rows(li), transposed(rows(lj)));
            double[][] want = rows(s);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    want[i][j] -= taken[i][j];
                }
            }
            assertEqual(gemm, want, 1e-12);
            DoubleTensor square = random(task, random, m, m);
            assertThat(task.own(LinalgTasks.syrk(task, square, li)).toArray())
                    .containsExactly(
                            task.own(LinalgTasks.gemm(task, square, li, li)).toArray());

            DoubleTensor b = task.own(LinalgTasks.transpose(task, lj));
            assertEqual(rows(task.own(LinalgTasks.multiply(task, li, b))), taken, 1e-12);

            DoubleTensor l = task.own(LinalgTasks.potrf(task, task.own(LinalgTasks.tile(task, 0, 0, n))));
            double[][] x = rows(task.own(LinalgTasks.trsm(task, l, s)));
            assertEqual(product(x, transposed(rows(l))), rows(s), 1e-12);
        }
    }

    @Property(tries = 60)
    void qrIsOrthonormalTimesUpperTriangular(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int n, @ForAll @IntRange(max = 20) int extra) {
        try (TestTask task = new TestTask()) {
            DoubleTensor a = random(task, new Random(seed), n + extra, n);
            Qr qr = LinalgTasks.qr(task, a);
            double[][] q = rows(task.own(qr.q()));
            double[][] r = rows(task.own(qr.r()));
            assertEqual(product(q, r), rows(a), 1e-12);
            double[][] identity = new double[n][n];
            for (int i = 0; i < n; i++) {
                identity[i][i] = 1;
                assertThat(r[i][i]).isNotNegative();
                for (int j = 0; j < i; j++) {
                    assertThat(r[i][j]).isZero();
                }
            }
            assertEqual(product(transposed(q), q), identity, 1e-12);
        }
    }

    @Test
    void qrOfAMatrixWithoutFullRankIsStillAFactorisation() {
        try (TestTask task = new TestTask()) {
            DoubleTensor a = task.matrix(3, 2, 0, 0, 0, -2, 0, 0);
            Qr qr = LinalgTasks.qr(task, a);
            assertEqual(product(rows(task.own(qr.q())), rows(task.own(qr.r()))), rows(a), 1e-15);
        }
    }

    /** The tiled factorisation, as the flow has it, is the factorisation of the whole. */
    @Test
    void tilesPutTogetherAreTheFactorOfTheWhole() {
        int tiles = 4;
        int size = 8;
        try (TestTask task = new TestTask()) {
            DoubleTensor[][] s = new DoubleTensor[tiles][tiles];
            for (int i = 0; i < tiles; i++) {
                for (int j = 0; j <= i; j++) {
                    s[i][j] = task.own(LinalgTasks.tile(task, i, j, size));
                }
            }
            for (int k = 0; k < tiles; k++) {
                s[k][k] = task.own(LinalgTasks.potrf(task, s[k][k]));
                for (int i = k + 1; i < tiles; i++) {
                    s[i][k] = task.own(LinalgTasks.trsm(task, s[k][k], s[i][k]));
                }
                for (int i = k + 1; i < tiles; i++) {
                    for (int j = k + 1; j < i; j++) {
                        s[i][j] = task.own(LinalgTasks.gemm(task, s[i][j], s[i][k], s[j][k]));
                    }
                    s[i][i] = task.own(LinalgTasks.syrk(task, s[i][i], s[i][k]));
                }
            }
            DoubleTensor whole = task.own(LinalgTasks.tile(task, 0, 0, tiles * size));
            double[][] l = rows(task.own(LinalgTasks.potrf(task, whole)));
            for (int i = 0; i < tiles; i++) {
                for (int j = 0; j <= i; j++) {
                    double[][] tile = rows(s[i][j]);
                    for (int row = 0; row < size; row++) {
                        for (int column = 0; column < size; column++) {
                            assertThat(tile[row][column])
                                    .isCloseTo(l[i * size + row][j * size + column], within(1e-12));
                        }
                    }
                }
            }
        }
    }

    @Test
    void tilesAreCutFromOneSymmetricMatrix() {
        try (TestTask task = new TestTask()) {
            double[][] whole = rows(task.own(LinalgTasks.tile(task, 0, 0, 6)));
            assertEqual(transposed(whole), whole, 0);
            double[][] tile = rows(task.own(LinalgTasks.tile(task, 1, 0, 3)));
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    assertThat(tile[i][j]).isEqualTo(whole[3 + i][j]);
                }
            }
            assertThat(LinalgTasks.trace(task.own(LinalgTasks.tile(task, 5, 5, 3))))
                    .isEqualTo(6.0);
        }
    }

    @Test
    void mistakesNameTheShapes() {
        try (TestTask task = new TestTask()) {
            DoubleTensor a = task.matrix(2, 2, 1, 2, 2, 1);
            DoubleTensor b = task.matrix(3, 1, 1, 2, 3);
            assertThatThrownBy(() -> LinalgTasks.potrf(task, a))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not positive definite: pivot 2 of 2 is -3.0");
            assertThatThrownBy(() -> LinalgTasks.potrf(task, b)).hasMessageContaining("[3, 1]");
            assertThatThrownBy(() -> LinalgTasks.trsm(task, a, b))
                    .hasMessageContaining("lkk is tensor<f64>[2, 2]")
                    .hasMessageContaining("s is tensor<f64>[3, 1]");
            assertThatThrownBy(() -> LinalgTasks.syrk(task, a, b)).hasMessageContaining("[3, 1]");
            assertThatThrownBy(() -> LinalgTasks.gemm(task, a, b, a)).hasMessageContaining("li and lj");
            assertThatThrownBy(() -> LinalgTasks.multiply(task, a, b)).hasMessageContaining("[3, 1]");
            assertThatThrownBy(() -> LinalgTasks.qr(task, task.own(LinalgTasks.transpose(task, b))))
                    .hasMessageContaining("[1, 3]");
            assertThatThrownBy(() -> LinalgTasks.trace(b)).hasMessageContaining("square");
        }
    }
}
