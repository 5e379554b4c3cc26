package dev.anabranch.stdlib.lapack;

import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.bytedeco.openblas.global.openblas;

/**
 * What the tasks call of BLAS (Lawson, Hanson, Kincaid and Krogh, "Basic Linear Algebra Subprograms for Fortran usage", 1979)
 * and LAPACK (Anderson et al., "LAPACK Users' Guide", 3rd edition, 1999), on matrices row by row. Each call computes on the
 * thread that makes it: workers are the threads.
 */
final class OpenBlas {
    private static final int ROW_BY_ROW = 101;
    private static final int COLUMN_BY_COLUMN = 102;
    private static final int AS_IT_IS = 111;
    private static final byte VALUES_ONLY = 'N';

    static {
        openblas.blas_set_num_threads(1);
    }

    private OpenBlas() {}

    /** The elements of a tensor's memory, up to 16 GiB. */
    static DoubleBuffer elements(ArrowBuf data, long count) {
        return data.nioBuffer(0, Math.toIntExact(Math.multiplyExact(count, Double.BYTES)))
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    /**
     * The singular values of a matrix, the largest first (dgesdd: divide and conquer, Gu and Eisenstat, 1995).
     *
     * @param a {@code rows * columns} elements row by row, which are overwritten
     * @param values takes {@code min(rows, columns)} values
     */
    static void singularValues(int rows, int columns, DoubleBuffer a, DoubleBuffer values) {
        // Column by column it is the transpose, whose singular values are the same.
        int info = openblas.LAPACKE_dgesdd(
                COLUMN_BY_COLUMN,
                VALUES_ONLY,
                columns,
                rows,
                a,
                columns,
                values,
                (DoubleBuffer) null,
                1,
                (DoubleBuffer) null,
                1);
        if (info > 0) {
            throw new ArithmeticException("the singular values do not converge");
        }
        if (info < 0) {
            throw new IllegalArgumentException("the matrix has elements that are not numbers");
        }
    }

    /** {@code c = factor * a * b}, with a {@code [m, k]}, b {@code [k, n]} and c {@code [m, n]}. */
    static void multiply(int m, int n, int k, double factor, DoubleBuffer a, DoubleBuffer b, DoubleBuffer c) {
        openblas.cblas_dgemm(ROW_BY_ROW, AS_IT_IS, AS_IT_IS, m, n, k, factor, a, k, b, n, 0, c, n);
    }

    /** The square root of the sum of squares. */
    static double norm(int count, DoubleBuffer x) {
        return openblas.cblas_dnrm2(count, x, 1);
    }
}
