package dev.anabranch.stdlib.linalg;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.stdlib.block.Fresh;

/** A matrix on the heap, row by row, while it is worked on. */
final class Tile {
    private final int rows;
    private final int columns;
    private final double[] elements;

    private Tile(int rows, int columns, double[] elements) {
        this.rows = rows;
        this.columns = columns;
        this.elements = elements;
    }

    /** A copy of a matrix. */
    static Tile of(String name, DoubleTensor matrix) {
        if (matrix.rank() != 2) {
            throw new IllegalArgumentException(name + " must be a matrix [rows, columns], but is " + matrix);
        }
        return new Tile(Math.toIntExact(matrix.extent(0)), Math.toIntExact(matrix.extent(1)), Fresh.toArray(matrix));
    }

    /** A copy of a square matrix. */
    static Tile square(String name, DoubleTensor matrix) {
        Tile tile = of(name, matrix);
        if (tile.rows != tile.columns) {
            throw new IllegalArgumentException(name + " must be a square matrix, but is " + matrix);
        }
        return tile;
    }

    static Tile zeros(int rows, int columns) {
        return new Tile(rows, columns, new double[Math.multiplyExact(rows, columns)]);
    }

    static IllegalArgumentException mismatch(
            String rule, String leftName, Tensor left, String rightName, Tensor right) {
        return new IllegalArgumentException(
                rule + ", but " + leftName + " is " + left + " and " + rightName + " is " + right);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Row by row; to be worked on in place. */
    double[] elements() {
        return elements;
    }

    Tile transposed() {
        Tile transposed = zeros(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed.elements[j * rows + i] = elements[i * columns + j];
            }
        }
        return transposed;
    }

    DoubleTensor toTensor(TaskContext task) {
        return Fresh.copyOf(task.allocator(), elements, rows, columns);
    }

    /**
     * Subtracts the product {@code left * right}. Rows of the right side are added up four at a time, which quarters
     * the loads and stores; the order of the sum is fixed by the shapes alone.
     */
    void subtractProduct(Tile left, Tile right) {
        double[] c = elements;
        double[] b = right.elements;
        int inner = left.columns;
        for (int i = 0; i < rows; i++) {
            int row = i * columns;
            int k = 0;
            for (; k + 4 <= inner; k += 4) {
                int at = i * inner + k;
                subtractFourRows(
                        c,
                        row,
                        columns,
                        b,
                        k * columns,
                        left.elements[at],
                        left.elements[at + 1],
                        left.elements[at + 2],
                        left.elements[at + 3]);
            }
            for (; k < inner; k++) {
                subtractRow(c, row, columns, b, k * columns, left.elements[i * inner + k]);
            }
        }
    }

    private static void subtractFourRows(
            double[] c, int row, int length, double[] b, int first, double f0, double f1, double f2, double f3) {
        int second = first + length;
        int third = second + length;
        int fourth = third + length;
        for (int j = 0; j < length; j++) {
            c[row + j] -= f0 * b[first + j] + f1 * b[second + j] + f2 * b[third + j] + f3 * b[fourth + j];
        }
    }

    /** c[row, ...] -= factor * b[from, ...] */
    static void subtractRow(double[] c, int row, int length, double[] b, int from, double factor) {
        for (int j = 0; j < length; j++) {
            c[row + j] -= factor * b[from + j];
        }
    }
}
