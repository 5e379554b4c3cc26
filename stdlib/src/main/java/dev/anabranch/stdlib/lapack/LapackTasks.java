package dev.anabranch.stdlib.lapack;

import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Dense linear algebra at native speed. A matrix is a {@code tensor<f64>[rows, columns]}, row by row. What these tasks give
 * depends on the processor in the last bits, as OpenBLAS computes with the widest vectors that there are.
 */
public final class LapackTasks {
    private LapackTasks() {}

    /**
     * A square matrix of random elements, evenly between -1 and 1.
     *
     * @param size rows and columns
     * @param seed equal seeds give equal matrices
     * @return {@code [size, size]}
     */
    @Task
    @Cost(time = "25ms", size = "7.6MiB")
    public static DoubleTensor random(TaskContext task, @Default("1000") int size, long seed) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, but is " + size);
        }
        DoubleTensor matrix = DoubleTensor.zeros(task.allocator(), size, size);
        Random random = new Random(seed);
        ArrowBuf data = matrix.data();
        for (long i = 0; i < matrix.size(); i++) {
            data.setDouble(i * Double.BYTES, 2 * random.nextDouble() - 1);
        }
        return matrix;
    }

    /**
     * The singular values of a matrix.
     *
     * @param a {@code [rows, columns]}
     * @param shift is added to the elements of the diagonal first
     * @return {@code [min(rows, columns)]}, the largest first
     */
    @Task("singular_values")
    @Cost(time = "300ms", size = "8KB")
    public static DoubleTensor singularValues(TaskContext task, DoubleTensor a, @Default("0.0") double shift) {
        int rows = extent(a, 0);
        int columns = extent(a, 1);
        int count = Math.min(rows, columns);
        // LAPACK overwrites what it reads.
        try (DoubleTensor copy = DoubleTensor.zeros(task.allocator(), rows, columns)) {
            copy.data().setBytes(0, a.data(), 0, a.bytes());
            for (long i = 0; shift != 0 && i < count; i++) {
                copy.set(i * columns + i, a.get(i * columns + i) + shift);
            }
            DoubleTensor values = DoubleTensor.zeros(task.allocator(), count);
            try {
                OpenBlas.singularValues(rows, columns, elements(copy), elements(values));
            } catch (ArithmeticException | IllegalArgumentException wrong) {
                values.close();
                throw wrong;
            }
            return values;
        }
    }

    /**
     * The nuclear norm of a matrix: the sum of its singular values.
     *
     * @param values the singular values
     */
    @Task("nuclear_norm")
    @Cost(time = "5us", size = "8B")
    public static double nuclearNorm(DoubleTensor values) {
        double sum = 0;
        for (long i = 0; i < values.size(); i++) {
            sum += values.get(i);
        }
        return sum;
    }

    /** The sum of numbers, in the order of the list. */
    @Task
    @Cost(time = "1us", size = "8B")
    public static double sum(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /**
     * The product of two matrices.
     *
     * @param a {@code [m, k]}
     * @param b {@code [k, n]}
     * @return {@code a * b}, {@code [m, n]}
     */
    @Task
    @Cost(time = "40ms", size = "7.6MiB")
    public static DoubleTensor product(TaskContext task, DoubleTensor a, DoubleTensor b) {
        if (extent(a, 1) != extent(b, 0)) {
            throw new IllegalArgumentException(
                    "product(a, b) needs as many columns in a as rows in b, but a is " + a + " and b is " + b);
        }
        DoubleTensor product = DoubleTensor.zeros(task.allocator(), a.extent(0), b.extent(1));
        OpenBlas.multiply(extent(a, 0), extent(b, 1), extent(a, 1), 1, elements(a), elements(b), elements(product));
        return product;
    }

    /**
     * Matrices that follow each other: the first is {@code a} itself, each further one is {@code a} times the one before, scaled
     * so that its elements keep the size of those of {@code a}.
     *
     * @param a {@code [n, n]}
     * @param matrices takes the matrices, each {@code [n, n]}
     */
    @Task
    @Cost(time = "50ms", size = "7.6MiB")
    public static void iterates(TaskContext task, DoubleTensor a, Emitter<DoubleTensor> matrices) {
        int n = extent(a, 0);
        if (extent(a, 1) != n) {
            throw new IllegalArgumentException("a must be a square matrix, but is " + a);
        }
        double size = OpenBlas.norm(Math.toIntExact(a.size()), elements(a));
        // A matrix may be gone once it is emitted, so the last one is held here too.
        DoubleTensor last = a.share();
        try {
            for (int i = 0; i < matrices.count(); i++) {
                if (i > 0) {
                    DoubleTensor next = DoubleTensor.zeros(task.allocator(), n, n);
                    OpenBlas.multiply(n, n, n, 1, elements(a), elements(last), elements(next));
                    scale(next, size);
                    last.close();
                    last = next;
                }
                matrices.emit(last.share());
            }
        } finally {
            last.close();
        }
    }

    private static void scale(DoubleTensor matrix, double size) {
        DoubleBuffer all = elements(matrix);
        int count = Math.toIntExact(matrix.size());
        double norm = OpenBlas.norm(count, all);
        double factor = norm > 0 ? size / norm : 1;
        for (int i = 0; i < count; i++) {
            all.put(i, all.get(i) * factor);
        }
    }

    private static DoubleBuffer elements(DoubleTensor tensor) {
        return OpenBlas.elements(tensor.data(), tensor.size());
    }

    private static int extent(DoubleTensor matrix, int dimension) {
        if (matrix.rank() != 2) {
            throw new IllegalArgumentException("a matrix has rows and columns, but this is " + matrix);
        }
        return Math.toIntExact(matrix.extent(dimension));
    }
}
