package dev.anabranch.stdlib.elementwise;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;

/**
 * The operators of the flow language on numbers and tensors. Flows write {@code a + b}, {@code t <= 273.15} or
 * {@code !frost}, or {@code if t < 0.0 then 0.0 else t}, which chooses element by element; the compiler calls these by the operator and the operands' types, {@code add:tensor<f64>,f64}, which
 * is why this table of one-line methods is long.
 *
 * <p>Laws: both tensors have one shape, or one operand is a number that stands for a tensor of it; otherwise
 * {@link IllegalArgumentException} names both shapes. The result has the tensor's shape and element type, a
 * comparison's is {@code tensor<bool>}. Each element is what Java computes for the two elements: floating-point follows
 * IEEE 754 (comparisons with NaN are false, but for {@code !=}), integers wrap around and divide towards zero,
 * remainders have the dividend's sign, and an integer division by zero is an {@link IllegalArgumentException}. A
 * {@code tensor<f32>} meets a number in double precision, and the result is rounded once. A number that meets a
 * {@code tensor<i32>} in arithmetic must itself fit in 32 bits.
 */
public final class ElementwiseTasks {
    private ElementwiseTasks() {}

    @Task("add:tensor<f64>,tensor<f64>")
    public static DoubleTensor add(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:tensor<f64>,f64")
    public static DoubleTensor add(TaskContext task, DoubleTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:f64,tensor<f64>")
    public static DoubleTensor add(TaskContext task, double a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:tensor<f32>,tensor<f32>")
    public static FloatTensor add(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:tensor<f32>,f64")
    public static FloatTensor add(TaskContext task, FloatTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:f64,tensor<f32>")
    public static FloatTensor add(TaskContext task, double a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:tensor<i64>,tensor<i64>")
    public static LongTensor add(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:tensor<i64>,i64")
    public static LongTensor add(TaskContext task, LongTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:i64,tensor<i64>")
    public static LongTensor add(TaskContext task, long a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:tensor<i32>,tensor<i32>")
    public static IntTensor add(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:tensor<i32>,i64")
    public static IntTensor add(TaskContext task, IntTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:i64,tensor<i32>")
    public static IntTensor add(TaskContext task, long a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.ADD, a, b);
    }

    @Task("add:f64,f64")
    public static double add(double a, double b) {
        return a + b;
    }

    @Task("add:i64,i64")
    public static long add(long a, long b) {
        return a + b;
    }

    @Task("subtract:tensor<f64>,tensor<f64>")
    public static DoubleTensor subtract(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:tensor<f64>,f64")
    public static DoubleTensor subtract(TaskContext task, DoubleTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:f64,tensor<f64>")
    public static DoubleTensor subtract(TaskContext task, double a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:tensor<f32>,tensor<f32>")
    public static FloatTensor subtract(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:tensor<f32>,f64")
    public static FloatTensor subtract(TaskContext task, FloatTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:f64,tensor<f32>")
    public static FloatTensor subtract(TaskContext task, double a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:tensor<i64>,tensor<i64>")
    public static LongTensor subtract(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:tensor<i64>,i64")
    public static LongTensor subtract(TaskContext task, LongTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:i64,tensor<i64>")
    public static LongTensor subtract(TaskContext task, long a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:tensor<i32>,tensor<i32>")
    public static IntTensor subtract(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:tensor<i32>,i64")
    public static IntTensor subtract(TaskContext task, IntTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:i64,tensor<i32>")
    public static IntTensor subtract(TaskContext task, long a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.SUBTRACT, a, b);
    }

    @Task("subtract:f64,f64")
    public static double subtract(double a, double b) {
        return a - b;
    }

    @Task("subtract:i64,i64")
    public static long subtract(long a, long b) {
        return a - b;
    }

    @Task("multiply:tensor<f64>,tensor<f64>")
    public static DoubleTensor multiply(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:tensor<f64>,f64")
    public static DoubleTensor multiply(TaskContext task, DoubleTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:f64,tensor<f64>")
    public static DoubleTensor multiply(TaskContext task, double a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:tensor<f32>,tensor<f32>")
    public static FloatTensor multiply(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:tensor<f32>,f64")
    public static FloatTensor multiply(TaskContext task, FloatTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:f64,tensor<f32>")
    public static FloatTensor multiply(TaskContext task, double a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:tensor<i64>,tensor<i64>")
    public static LongTensor multiply(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:tensor<i64>,i64")
    public static LongTensor multiply(TaskContext task, LongTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:i64,tensor<i64>")
    public static LongTensor multiply(TaskContext task, long a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:tensor<i32>,tensor<i32>")
    public static IntTensor multiply(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:tensor<i32>,i64")
    public static IntTensor multiply(TaskContext task, IntTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:i64,tensor<i32>")
    public static IntTensor multiply(TaskContext task, long a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, b);
    }

    @Task("multiply:f64,f64")
    public static double multiply(double a, double b) {
        return a * b;
    }

    @Task("multiply:i64,i64")
    public static long multiply(long a, long b) {
        return a * b;
    }

    @Task("divide:tensor<f64>,tensor<f64>")
    public static DoubleTensor divide(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:tensor<f64>,f64")
    public static DoubleTensor divide(TaskContext task, DoubleTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:f64,tensor<f64>")
    public static DoubleTensor divide(TaskContext task, double a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:tensor<f32>,tensor<f32>")
    public static FloatTensor divide(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:tensor<f32>,f64")
    public static FloatTensor divide(TaskContext task, FloatTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:f64,tensor<f32>")
    public static FloatTensor divide(TaskContext task, double a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:tensor<i64>,tensor<i64>")
    public static LongTensor divide(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:tensor<i64>,i64")
    public static LongTensor divide(TaskContext task, LongTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:i64,tensor<i64>")
    public static LongTensor divide(TaskContext task, long a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:tensor<i32>,tensor<i32>")
    public static IntTensor divide(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:tensor<i32>,i64")
    public static IntTensor divide(TaskContext task, IntTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:i64,tensor<i32>")
    public static IntTensor divide(TaskContext task, long a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.DIVIDE, a, b);
    }

    @Task("divide:f64,f64")
    public static double divide(double a, double b) {
        return a / b;
    }

    @Task("divide:i64,i64")
    public static long divide(long a, long b) {
        return a / nonZero(b);
    }

    @Task("remainder:tensor<f64>,tensor<f64>")
    public static DoubleTensor remainder(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:tensor<f64>,f64")
    public static DoubleTensor remainder(TaskContext task, DoubleTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:f64,tensor<f64>")
    public static DoubleTensor remainder(TaskContext task, double a, DoubleTensor b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:tensor<f32>,tensor<f32>")
    public static FloatTensor remainder(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:tensor<f32>,f64")
    public static FloatTensor remainder(TaskContext task, FloatTensor a, double b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:f64,tensor<f32>")
    public static FloatTensor remainder(TaskContext task, double a, FloatTensor b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:tensor<i64>,tensor<i64>")
    public static LongTensor remainder(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:tensor<i64>,i64")
    public static LongTensor remainder(TaskContext task, LongTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:i64,tensor<i64>")
    public static LongTensor remainder(TaskContext task, long a, LongTensor b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:tensor<i32>,tensor<i32>")
    public static IntTensor remainder(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:tensor<i32>,i64")
    public static IntTensor remainder(TaskContext task, IntTensor a, long b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:i64,tensor<i32>")
    public static IntTensor remainder(TaskContext task, long a, IntTensor b) {
        return Kernels.arithmetic(task, Arithmetic.REMAINDER, a, b);
    }

    @Task("remainder:f64,f64")
    public static double remainder(double a, double b) {
        return a % b;
    }

    @Task("remainder:i64,i64")
    public static long remainder(long a, long b) {
        return a % nonZero(b);
    }

    @Task("negate:tensor<f64>")
    public static DoubleTensor negate(TaskContext task, DoubleTensor a) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, -1.0);
    }

    @Task("negate:tensor<f32>")
    public static FloatTensor negate(TaskContext task, FloatTensor a) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, -1.0);
    }

    @Task("negate:tensor<i64>")
    public static LongTensor negate(TaskContext task, LongTensor a) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, -1);
    }

    @Task("negate:tensor<i32>")
    public static IntTensor negate(TaskContext task, IntTensor a) {
        return Kernels.arithmetic(task, Arithmetic.MULTIPLY, a, -1);
    }

    @Task("negate:f64")
    public static double negate(double a) {
        return -a;
    }

    @Task("negate:i64")
    public static long negate(long a) {
        return -a;
    }

    @Task("less:tensor<f64>,tensor<f64>")
    public static BooleanTensor less(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:tensor<f64>,f64")
    public static BooleanTensor less(TaskContext task, DoubleTensor a, double b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:f64,tensor<f64>")
    public static BooleanTensor less(TaskContext task, double a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:tensor<f32>,tensor<f32>")
    public static BooleanTensor less(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:tensor<f32>,f64")
    public static BooleanTensor less(TaskContext task, FloatTensor a, double b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:f64,tensor<f32>")
    public static BooleanTensor less(TaskContext task, double a, FloatTensor b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:tensor<i64>,tensor<i64>")
    public static BooleanTensor less(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:tensor<i64>,i64")
    public static BooleanTensor less(TaskContext task, LongTensor a, long b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:i64,tensor<i64>")
    public static BooleanTensor less(TaskContext task, long a, LongTensor b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:tensor<i32>,tensor<i32>")
    public static BooleanTensor less(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:tensor<i32>,i64")
    public static BooleanTensor less(TaskContext task, IntTensor a, long b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:i64,tensor<i32>")
    public static BooleanTensor less(TaskContext task, long a, IntTensor b) {
        return Kernels.compare(task, Comparison.LESS, a, b);
    }

    @Task("less:f64,f64")
    public static boolean less(double a, double b) {
        return a < b;
    }

    @Task("less:i64,i64")
    public static boolean less(long a, long b) {
        return a < b;
    }

    @Task("lessOrEqual:tensor<f64>,tensor<f64>")
    public static BooleanTensor lessOrEqual(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:tensor<f64>,f64")
    public static BooleanTensor lessOrEqual(TaskContext task, DoubleTensor a, double b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:f64,tensor<f64>")
    public static BooleanTensor lessOrEqual(TaskContext task, double a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:tensor<f32>,tensor<f32>")
    public static BooleanTensor lessOrEqual(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:tensor<f32>,f64")
    public static BooleanTensor lessOrEqual(TaskContext task, FloatTensor a, double b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:f64,tensor<f32>")
    public static BooleanTensor lessOrEqual(TaskContext task, double a, FloatTensor b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:tensor<i64>,tensor<i64>")
    public static BooleanTensor lessOrEqual(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:tensor<i64>,i64")
    public static BooleanTensor lessOrEqual(TaskContext task, LongTensor a, long b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:i64,tensor<i64>")
    public static BooleanTensor lessOrEqual(TaskContext task, long a, LongTensor b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:tensor<i32>,tensor<i32>")
    public static BooleanTensor lessOrEqual(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:tensor<i32>,i64")
    public static BooleanTensor lessOrEqual(TaskContext task, IntTensor a, long b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:i64,tensor<i32>")
    public static BooleanTensor lessOrEqual(TaskContext task, long a, IntTensor b) {
        return Kernels.compare(task, Comparison.LESS_OR_EQUAL, a, b);
    }

    @Task("lessOrEqual:f64,f64")
    public static boolean lessOrEqual(double a, double b) {
        return a <= b;
    }

    @Task("lessOrEqual:i64,i64")
    public static boolean lessOrEqual(long a, long b) {
        return a <= b;
    }

    @Task("greater:tensor<f64>,tensor<f64>")
    public static BooleanTensor greater(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:tensor<f64>,f64")
    public static BooleanTensor greater(TaskContext task, DoubleTensor a, double b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:f64,tensor<f64>")
    public static BooleanTensor greater(TaskContext task, double a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:tensor<f32>,tensor<f32>")
    public static BooleanTensor greater(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:tensor<f32>,f64")
    public static BooleanTensor greater(TaskContext task, FloatTensor a, double b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:f64,tensor<f32>")
    public static BooleanTensor greater(TaskContext task, double a, FloatTensor b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:tensor<i64>,tensor<i64>")
    public static BooleanTensor greater(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:tensor<i64>,i64")
    public static BooleanTensor greater(TaskContext task, LongTensor a, long b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:i64,tensor<i64>")
    public static BooleanTensor greater(TaskContext task, long a, LongTensor b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:tensor<i32>,tensor<i32>")
    public static BooleanTensor greater(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:tensor<i32>,i64")
    public static BooleanTensor greater(TaskContext task, IntTensor a, long b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:i64,tensor<i32>")
    public static BooleanTensor greater(TaskContext task, long a, IntTensor b) {
        return Kernels.compare(task, Comparison.GREATER, a, b);
    }

    @Task("greater:f64,f64")
    public static boolean greater(double a, double b) {
        return a > b;
    }

    @Task("greater:i64,i64")
    public static boolean greater(long a, long b) {
        return a > b;
    }

    @Task("greaterOrEqual:tensor<f64>,tensor<f64>")
    public static BooleanTensor greaterOrEqual(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:tensor<f64>,f64")
    public static BooleanTensor greaterOrEqual(TaskContext task, DoubleTensor a, double b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:f64,tensor<f64>")
    public static BooleanTensor greaterOrEqual(TaskContext task, double a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:tensor<f32>,tensor<f32>")
    public static BooleanTensor greaterOrEqual(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:tensor<f32>,f64")
    public static BooleanTensor greaterOrEqual(TaskContext task, FloatTensor a, double b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:f64,tensor<f32>")
    public static BooleanTensor greaterOrEqual(TaskContext task, double a, FloatTensor b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:tensor<i64>,tensor<i64>")
    public static BooleanTensor greaterOrEqual(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:tensor<i64>,i64")
    public static BooleanTensor greaterOrEqual(TaskContext task, LongTensor a, long b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:i64,tensor<i64>")
    public static BooleanTensor greaterOrEqual(TaskContext task, long a, LongTensor b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:tensor<i32>,tensor<i32>")
    public static BooleanTensor greaterOrEqual(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:tensor<i32>,i64")
    public static BooleanTensor greaterOrEqual(TaskContext task, IntTensor a, long b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:i64,tensor<i32>")
    public static BooleanTensor greaterOrEqual(TaskContext task, long a, IntTensor b) {
        return Kernels.compare(task, Comparison.GREATER_OR_EQUAL, a, b);
    }

    @Task("greaterOrEqual:f64,f64")
    public static boolean greaterOrEqual(double a, double b) {
        return a >= b;
    }

    @Task("greaterOrEqual:i64,i64")
    public static boolean greaterOrEqual(long a, long b) {
        return a >= b;
    }

    @Task("equal:tensor<f64>,tensor<f64>")
    public static BooleanTensor equal(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:tensor<f64>,f64")
    public static BooleanTensor equal(TaskContext task, DoubleTensor a, double b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:f64,tensor<f64>")
    public static BooleanTensor equal(TaskContext task, double a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:tensor<f32>,tensor<f32>")
    public static BooleanTensor equal(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:tensor<f32>,f64")
    public static BooleanTensor equal(TaskContext task, FloatTensor a, double b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:f64,tensor<f32>")
    public static BooleanTensor equal(TaskContext task, double a, FloatTensor b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:tensor<i64>,tensor<i64>")
    public static BooleanTensor equal(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:tensor<i64>,i64")
    public static BooleanTensor equal(TaskContext task, LongTensor a, long b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:i64,tensor<i64>")
    public static BooleanTensor equal(TaskContext task, long a, LongTensor b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:tensor<i32>,tensor<i32>")
    public static BooleanTensor equal(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:tensor<i32>,i64")
    public static BooleanTensor equal(TaskContext task, IntTensor a, long b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:i64,tensor<i32>")
    public static BooleanTensor equal(TaskContext task, long a, IntTensor b) {
        return Kernels.compare(task, Comparison.EQUAL, a, b);
    }

    @Task("equal:f64,f64")
    public static boolean equal(double a, double b) {
        return a == b;
    }

    @Task("equal:i64,i64")
    public static boolean equal(long a, long b) {
        return a == b;
    }

    @Task("equal:tensor<bool>,tensor<bool>")
    public static BooleanTensor equal(TaskContext task, BooleanTensor a, BooleanTensor b) {
        return Kernels.logic(task, Logic.EQUAL, a, b);
    }

    @Task("equal:tensor<bool>,bool")
    public static BooleanTensor equal(TaskContext task, BooleanTensor a, boolean b) {
        return Kernels.logic(task, Logic.EQUAL, a, b);
    }

    @Task("equal:bool,tensor<bool>")
    public static BooleanTensor equal(TaskContext task, boolean a, BooleanTensor b) {
        return Kernels.logic(task, Logic.EQUAL, a, b);
    }

    @Task("equal:bool,bool")
    public static boolean equal(boolean a, boolean b) {
        return a == b;
    }

    @Task("notEqual:tensor<f64>,tensor<f64>")
    public static BooleanTensor notEqual(TaskContext task, DoubleTensor a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:tensor<f64>,f64")
    public static BooleanTensor notEqual(TaskContext task, DoubleTensor a, double b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:f64,tensor<f64>")
    public static BooleanTensor notEqual(TaskContext task, double a, DoubleTensor b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:tensor<f32>,tensor<f32>")
    public static BooleanTensor notEqual(TaskContext task, FloatTensor a, FloatTensor b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:tensor<f32>,f64")
    public static BooleanTensor notEqual(TaskContext task, FloatTensor a, double b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:f64,tensor<f32>")
    public static BooleanTensor notEqual(TaskContext task, double a, FloatTensor b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:tensor<i64>,tensor<i64>")
    public static BooleanTensor notEqual(TaskContext task, LongTensor a, LongTensor b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:tensor<i64>,i64")
    public static BooleanTensor notEqual(TaskContext task, LongTensor a, long b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:i64,tensor<i64>")
    public static BooleanTensor notEqual(TaskContext task, long a, LongTensor b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:tensor<i32>,tensor<i32>")
    public static BooleanTensor notEqual(TaskContext task, IntTensor a, IntTensor b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:tensor<i32>,i64")
    public static BooleanTensor notEqual(TaskContext task, IntTensor a, long b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:i64,tensor<i32>")
    public static BooleanTensor notEqual(TaskContext task, long a, IntTensor b) {
        return Kernels.compare(task, Comparison.NOT_EQUAL, a, b);
    }

    @Task("notEqual:f64,f64")
    public static boolean notEqual(double a, double b) {
        return a != b;
    }

    @Task("notEqual:i64,i64")
    public static boolean notEqual(long a, long b) {
        return a != b;
    }

    @Task("notEqual:tensor<bool>,tensor<bool>")
    public static BooleanTensor notEqual(TaskContext task, BooleanTensor a, BooleanTensor b) {
        return Kernels.logic(task, Logic.NOT_EQUAL, a, b);
    }

    @Task("notEqual:tensor<bool>,bool")
    public static BooleanTensor notEqual(TaskContext task, BooleanTensor a, boolean b) {
        return Kernels.logic(task, Logic.NOT_EQUAL, a, b);
    }

    @Task("notEqual:bool,tensor<bool>")
    public static BooleanTensor notEqual(TaskContext task, boolean a, BooleanTensor b) {
        return Kernels.logic(task, Logic.NOT_EQUAL, a, b);
    }

    @Task("notEqual:bool,bool")
    public static boolean notEqual(boolean a, boolean b) {
        return a != b;
    }

    @Task("and:tensor<bool>,tensor<bool>")
    public static BooleanTensor and(TaskContext task, BooleanTensor a, BooleanTensor b) {
        return Kernels.logic(task, Logic.AND, a, b);
    }

    @Task("and:tensor<bool>,bool")
    public static BooleanTensor and(TaskContext task, BooleanTensor a, boolean b) {
        return Kernels.logic(task, Logic.AND, a, b);
    }

    @Task("and:bool,tensor<bool>")
    public static BooleanTensor and(TaskContext task, boolean a, BooleanTensor b) {
        return Kernels.logic(task, Logic.AND, a, b);
    }

    @Task("and:bool,bool")
    public static boolean and(boolean a, boolean b) {
        return a && b;
    }

    @Task("or:tensor<bool>,tensor<bool>")
    public static BooleanTensor or(TaskContext task, BooleanTensor a, BooleanTensor b) {
        return Kernels.logic(task, Logic.OR, a, b);
    }

    @Task("or:tensor<bool>,bool")
    public static BooleanTensor or(TaskContext task, BooleanTensor a, boolean b) {
        return Kernels.logic(task, Logic.OR, a, b);
    }

    @Task("or:bool,tensor<bool>")
    public static BooleanTensor or(TaskContext task, boolean a, BooleanTensor b) {
        return Kernels.logic(task, Logic.OR, a, b);
    }

    @Task("or:bool,bool")
    public static boolean or(boolean a, boolean b) {
        return a || b;
    }

    @Task("not:tensor<bool>")
    public static BooleanTensor not(TaskContext task, BooleanTensor a) {
        return Kernels.logic(task, Logic.EQUAL, a, false);
    }

    @Task("not:bool")
    public static boolean not(boolean a) {
        return !a;
    }

    @Task("select:tensor<bool>,tensor<f64>,tensor<f64>")
    public static DoubleTensor select(TaskContext task, BooleanTensor condition, DoubleTensor a, DoubleTensor b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,tensor<f64>,f64")
    public static DoubleTensor select(TaskContext task, BooleanTensor condition, DoubleTensor a, double b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,f64,tensor<f64>")
    public static DoubleTensor select(TaskContext task, BooleanTensor condition, double a, DoubleTensor b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,tensor<f32>,tensor<f32>")
    public static FloatTensor select(TaskContext task, BooleanTensor condition, FloatTensor a, FloatTensor b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,tensor<f32>,f64")
    public static FloatTensor select(TaskContext task, BooleanTensor condition, FloatTensor a, double b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,f64,tensor<f32>")
    public static FloatTensor select(TaskContext task, BooleanTensor condition, double a, FloatTensor b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,tensor<i64>,tensor<i64>")
    public static LongTensor select(TaskContext task, BooleanTensor condition, LongTensor a, LongTensor b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,tensor<i64>,i64")
    public static LongTensor select(TaskContext task, BooleanTensor condition, LongTensor a, long b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,i64,tensor<i64>")
    public static LongTensor select(TaskContext task, BooleanTensor condition, long a, LongTensor b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,tensor<i32>,tensor<i32>")
    public static IntTensor select(TaskContext task, BooleanTensor condition, IntTensor a, IntTensor b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,tensor<i32>,i64")
    public static IntTensor select(TaskContext task, BooleanTensor condition, IntTensor a, long b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,i64,tensor<i32>")
    public static IntTensor select(TaskContext task, BooleanTensor condition, long a, IntTensor b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,f64,f64")
    public static DoubleTensor select(TaskContext task, BooleanTensor condition, double a, double b) {
        return Selection.select(task, condition, a, b);
    }

    @Task("select:tensor<bool>,i64,i64")
    public static LongTensor select(TaskContext task, BooleanTensor condition, long a, long b) {
        return Selection.select(task, condition, a, b);
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw new IllegalArgumentException(
                    "integer division by zero; divide floating-point numbers if infinity is meant");
        }
        return divisor;
    }
}
