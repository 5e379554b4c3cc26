package dev.anabranch.stdlib.linalg;

import java.util.Arrays;

/** Factorisations of one matrix, after Golub and Van Loan, "Matrix Computations" (4th edition, 2013). */
final class Factorizations {
    private Factorizations() {}

    /** The lower Cholesky factor (outer-product form, section 4.2); reads the lower triangle only. */
    static Tile cholesky(Tile a) {
        int n = a.rows();
        // Row j of the upper factor is column j of the lower one: rows are contiguous, so the upper one is computed.
        Tile rest = a.transposed();
        double[] u = rest.elements();
        for (int k = 0; k < n; k++) {
            double pivot = u[k * n + k];
            if (!(pivot > 0)) {
                throw new IllegalArgumentException("the matrix is not positive definite: pivot " + (k + 1) + " of " + n
                        + " is " + pivot + ", and must be above 0");
            }
            double root = Math.sqrt(pivot);
            for (int j = k; j < n; j++) {
                u[k * n + j] /= root;
            }
            for (int i = k + 1; i < n; i++) {
                double factor = u[k * n + i];
                for (int j = i; j < n; j++) {
                    u[i * n + j] -= factor * u[k * n + j];
                }
            }
        }
        for (int i = 1; i < n; i++) {
            Arrays.fill(u, i * n, i * n + i, 0.0);
        }
        return rest.transposed();
    }

    /** x of {@code x * transpose(l) = s}, by forward substitution over the columns of x, all rows of s at once. */
    static Tile solveTransposed(Tile l, Tile s) {
        int n = l.rows();
        Tile columns = s.transposed();
        double[] x = columns.elements();
        int rows = s.rows();
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                Tile.subtractRow(x, j * rows, rows, x, k * rows, l.elements()[j * n + k]);
            }
            double pivot = l.elements()[j * n + j];
            if (pivot == 0) {
                throw new IllegalArgumentException(
                        "the triangular matrix is singular: its diagonal element " + (j + 1) + " of " + n + " is 0");
            }
            for (int i = 0; i < rows; i++) {
                x[j * rows + i] /= pivot;
            }
        }
        return columns.transposed();
    }

    /** Thin QR by Householder reflections (section 5.2); the diagonal of r is made non-negative, so that it is unique. */
    static Tile[] qr(Tile a) {
        int m = a.rows();
        int n = a.columns();
        Tile work = a.transposed();
        double[] w = work.elements();
        double[] beta = new double[n];
        for (int k = 0; k < n; k++) {
            beta[k] = reflector(w, k * m + k, m - k);
            double diagonal = w[k * m + k];
            w[k * m + k] = 1;
            for (int j = k + 1; j < n; j++) {
                reflect(w, k * m + k, m - k, beta[k], w, j * m + k);
            }
            // The reflector needs its leading 1 only while it is applied; r's diagonal is kept in its place.
            w[k * m + k] = diagonal;
        }
        Tile q = Tile.zeros(n, m);
        for (int j = 0; j < n; j++) {
            q.elements()[j * m + j] = 1;
        }
        Tile r = Tile.zeros(n, n);
        for (int k = n - 1; k >= 0; k--) {
            double diagonal = w[k * m + k];
            w[k * m + k] = 1;
            for (int j = k; j < n; j++) {
                reflect(w, k * m + k, m - k, beta[k], q.elements(), j * m + k);
            }
            w[k * m + k] = diagonal;
        }
        for (int i = 0; i < n; i++) {
            boolean flip = w[i * m + i] < 0;
            for (int j = i; j < n; j++) {
                r.elements()[i * n + j] = flip ? -w[j * m + i] : w[j * m + i];
            }
            for (int p = 0; flip && p < m; p++) {
                q.elements()[i * m + p] = -q.elements()[i * m + p];
            }
        }
        return new Tile[] {q.transposed(), r};
    }

    /**
     * Replaces the column {@code x} by the reflector that maps it to a multiple of the first axis: afterwards the first
     * element is that multiple, the others are those of the reflector, whose own first element is 1.
     *
     * @return the factor of the reflection, 0 if none is needed
     */
    private static double reflector(double[] x, int from, int length) {
        double rest = 0;
        for (int i = 1; i < length; i++) {
            rest += x[from + i] * x[from + i];
        }
        if (rest == 0) {
            return 0;
        }
        double first = x[from];
        double norm = Math.sqrt(first * first + rest);
        double lead = first <= 0 ? first - norm : -rest / (first + norm);
        for (int i = 1; i < length; i++) {
            x[from + i] /= lead;
        }
        x[from] = norm;
        return 2 * lead * lead / (rest + lead * lead);
    }

    /** y -= factor * v * (v . y) */
    private static void reflect(double[] v, int vFrom, int length, double factor, double[] y, int yFrom) {
        double product = 0;
        for (int i = 0; i < length; i++) {
            product += v[vFrom + i] * y[yFrom + i];
        }
        Tile.subtractRow(y, yFrom, length, v, vFrom, factor * product);
    }
}
