package dev.anabranch.stdlib.tensor;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.kernel.Reduction;

/**
 * Tensors of any shape: their elements as another type, and all their elements as one number. Where such a task and
 * operators stand within one another, they become one loop over the data.
 *
 * <p>One number of many depends on the order in which they are taken, since floating-point sums are rounded. It is that
 * of {@link dev.anabranch.api.kernel.Lanes}: eight lanes, element {@code i} in lane {@code i % 8}, and the lanes halved
 * until one is left. 32-bit floating-point elements are taken as 64-bit ones, integers as 64-bit integers, and truth
 * values as 0 and 1. There are no missing values: NaN stands for one and makes a sum, mean, least or greatest NaN.
 */
public final class TensorTasks {
    private TensorTasks() {}

    /** The elements as 64-bit floating-point numbers; truth values as 0 and 1. */
    @Task
    public static DoubleTensor f64(TaskContext task, Tensor x) {
        return Conversion.doubles(task, x);
    }

    /** The elements as 32-bit floating-point numbers, rounded to the nearest; truth values as 0 and 1. */
    @Task
    public static FloatTensor f32(TaskContext task, Tensor x) {
        return Conversion.floats(task, x);
    }

    /**
     * The elements as 64-bit integers: floating-point numbers are cut towards zero, those too large become the largest
     * integer there is, and NaN becomes 0, as in Java; truth values become 0 and 1.
     */
    @Task
    public static LongTensor i64(TaskContext task, Tensor x) {
        return Conversion.longs(task, x);
    }

    /** The elements as 32-bit integers: as for 64 bits, but of 64-bit integers the lower half is kept. */
    @Task
    public static IntTensor i32(TaskContext task, Tensor x) {
        return Conversion.ints(task, x);
    }

    /** The sum of all elements; 0 if there are none. A sum of integers wraps around at 64 bits. */
    @Task
    public static double sum(Tensor x) {
        return Total.of(Reduction.SUM, x);
    }

    /** The mean of all elements; NaN if there are none. */
    @Task
    public static double mean(Tensor x) {
        return Total.of(Reduction.MEAN, x);
    }

    /**
     * The least element; NaN if one is NaN.
     *
     * @param x has at least one element
     */
    @Task
    public static double min(Tensor x) {
        return Total.of(Reduction.MIN, x);
    }

    /**
     * The greatest element; NaN if one is NaN.
     *
     * @param x has at least one element
     */
    @Task
    public static double max(Tensor x) {
        return Total.of(Reduction.MAX, x);
    }

    /** How many elements are true. */
    @Task
    public static long count(BooleanTensor x) {
        return (long) Total.of(Reduction.COUNT, x);
    }

    /** The share of elements that are true, from 0 to 1; NaN if there are none. */
    @Task
    public static double fraction(BooleanTensor x) {
        return Total.of(Reduction.FRACTION, x);
    }
}
