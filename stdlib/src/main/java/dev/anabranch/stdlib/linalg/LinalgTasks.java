package dev.anabranch.stdlib.linalg;

import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;

/**
 * Dense linear algebra on matrices and on the tiles of larger ones. A matrix is a {@code tensor<f64>[rows, columns]}.
 * The names {@code potrf}, {@code trsm}, {@code syrk} and {@code gemm} are those of LAPACK and BLAS; they do what the
 * tiled Cholesky factorisation needs of them.
 */
public final class LinalgTasks {
    private LinalgTasks() {}

    /**
     * A tile of a symmetric positive definite matrix of any number of tiles, to try factorisations on: the element in
     * row r and column c of the whole is {@code 1 / (1 + |r - c|)}, plus 1 on the diagonal. That it is positive
     * definite follows from Polya (1949), "Remarks on characteristic functions", as the function is convex.
     *
     * @param i row of tiles, from 0
     * @param j column of tiles, from 0
     * @param size rows and columns of a tile
     * @return the tile, {@code [size, size]}
     */
    @Task
    @Cost(time = "10us", size = "32KiB")
    public static DoubleTensor tile(TaskContext task, long i, long j, @Default("64") int size) {
        if (i < 0 || j < 0 || size < 1) {
            throw new IllegalArgumentException(
                    "i and j count from 0 and size from 1, but they are " + i + ", " + j + " and " + size);
        }
        Tile tile = Tile.zeros(size, size);
        long offset = Math.multiplyExact(i - j, size);
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                long distance = Math.abs(offset + row - column);
                tile.elements()[row * size + column] = 1.0 / (1 + distance) + (distance == 0 ? 1 : 0);
            }
        }
        return tile.toTensor(task);
    }

    /**
     * The Cholesky factor of a symmetric positive definite matrix.
     *
     * @param a {@code [n, n]}, of which the lower triangle is read
     * @return l, {@code [n, n]}, lower triangular, with {@code l * transpose(l) = a}
     */
    @Task
    @Cost(time = "60us", size = "32KiB")
    public static DoubleTensor potrf(TaskContext task, DoubleTensor a) {
        return Factorizations.cholesky(Tile.square("a", a)).toTensor(task);
    }

    /**
     * A tile below the diagonal of a Cholesky factor.
     *
     * @param lkk the factor's tile on the diagonal, {@code [n, n]}, lower triangular
     * @param s what is left of the matrix's tile, {@code [m, n]}
     * @return x, {@code [m, n]}, with {@code x * transpose(lkk) = s}
     */
    @Task
    @Cost(time = "80us", size = "32KiB")
    public static DoubleTensor trsm(TaskContext task, DoubleTensor lkk, DoubleTensor s) {
        Tile triangle = Tile.square("lkk", lkk);
        Tile right = Tile.of("s", s);
        if (triangle.columns() != right.columns()) {
            throw Tile.mismatch("trsm(lkk, s) needs as many columns in both", "lkk", lkk, "s", s);
        }
        return Factorizations.solveTransposed(triangle, right).toTensor(task);
    }

    /**
     * Takes a factor's tile out of a tile on the diagonal.
     *
     * @param s {@code [n, n]}
     * @param l {@code [n, k]}
     * @return {@code s - l * transpose(l)}, {@code [n, n]}, both triangles
     */
    @Task
    @Cost(time = "100us", size = "32KiB")
    public static DoubleTensor syrk(TaskContext task, DoubleTensor s, DoubleTensor l) {
        Tile left = Tile.of("l", l);
        Tile result = Tile.square("s", s);
        if (result.rows() != left.rows()) {
            throw Tile.mismatch("syrk(s, l) needs as many rows in both", "s", s, "l", l);
        }
        result.subtractProduct(left, left.transposed());
        return result.toTensor(task);
    }

    /**
     * Takes a product of two of a factor's tiles out of a tile below the diagonal.
     *
     * @param s {@code [m, n]}
     * @param li {@code [m, k]}
     * @param lj {@code [n, k]}
     * @return {@code s - li * transpose(lj)}, {@code [m, n]}
     */
    @Task
    @Cost(time = "100us", size = "32KiB")
    public static DoubleTensor gemm(TaskContext task, DoubleTensor s, DoubleTensor li, DoubleTensor lj) {
        Tile result = Tile.of("s", s);
        Tile left = Tile.of("li", li);
        Tile right = Tile.of("lj", lj);
        if (left.columns() != right.columns()) {
            throw Tile.mismatch("gemm(s, li, lj) needs as many columns in li and lj", "li", li, "lj", lj);
        }
        if (result.rows() != left.rows()) {
            throw Tile.mismatch("gemm(s, li, lj) needs as many rows in s and li", "s", s, "li", li);
        }
        if (result.columns() != right.rows()) {
            throw Tile.mismatch("gemm(s, li, lj) needs as many columns in s as rows in lj", "s", s, "lj", lj);
        }
        result.subtractProduct(left, right.transposed());
        return result.toTensor(task);
    }

    /**
     * The product of two matrices.
     *
     * @param a {@code [m, k]}
     * @param b {@code [k, n]}
     * @return {@code a * b}, {@code [m, n]}
     */
    @Task
    @Cost(time = "100us", size = "32KiB")
    public static DoubleTensor multiply(TaskContext task, DoubleTensor a, DoubleTensor b) {
        Tile left = Tile.of("a", a);
        Tile right = Tile.of("b", b);
        if (left.columns() != right.rows()) {
            throw Tile.mismatch("multiply(a, b) needs as many columns in a as rows in b", "a", a, "b", b);
        }
        Tile result = Tile.zeros(left.rows(), right.columns());
        result.subtractProduct(left, right);
        for (int i = 0; i < result.elements().length; i++) {
            // Subtracting from 0 turns the sign without rounding; 0.0 avoids results of -0.0.
            result.elements()[i] = 0.0 - result.elements()[i];
        }
        return result.toTensor(task);
    }

    /** The rows as columns: {@code [m, n]} becomes {@code [n, m]}. */
    @Task
    @Cost(time = "20us", size = "32KiB")
    public static DoubleTensor transpose(TaskContext task, DoubleTensor a) {
        return Tile.of("a", a).transposed().toTensor(task);
    }

    /** The sum of the diagonal of a square matrix. */
    @Task
    @Cost(time = "1us", size = "8B")
    public static double trace(DoubleTensor a) {
        Tile tile = Tile.square("a", a);
        double sum = 0;
        for (int i = 0; i < tile.rows(); i++) {
            sum += tile.elements()[i * tile.columns() + i];
        }
        return sum;
    }

    /**
     * The thin QR factorisation: {@code a = q * r}.
     *
     * @param a {@code [m, n]} with at least as many rows as columns
     * @return q, {@code [m, n]}, with orthonormal columns, and r, {@code [n, n]}, upper triangular with a non-negative
     *     diagonal
     */
    @Task
    @Cost(time = "300us", size = "32KiB")
    public static Qr qr(TaskContext task, DoubleTensor a) {
        Tile tile = Tile.of("a", a);
        if (tile.rows() < tile.columns()) {
            throw new IllegalArgumentException("qr needs at least as many rows as columns, but a is " + a);
        }
        Tile[] factors = Factorizations.qr(tile);
        return new Qr(factors[0].toTensor(task), factors[1].toTensor(task));
    }
}
