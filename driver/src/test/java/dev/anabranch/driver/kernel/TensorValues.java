package dev.anabranch.driver.kernel;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;

/** Random operands full of extremes, and results as values that can be compared. */
final class TensorValues {
    private static final double[] FLOATS = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Float.MAX_VALUE,
        Float.MIN_VALUE,
        1e10,
        0.1,
        3e9,
        -3e9,
        1e19
    };
    private static final long[] INTEGERS = {
        0, 1, -1, 2, 7, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, (1L << 53) + 1
    };

    private TensorValues() {}

    static Object random(String type, Random random, BufferAllocator allocator, int size) {
        return switch (type) {
            case "f64" -> real(random);
            case "i64" -> random.nextInt(8) == 0 ? whole(random) : (long) (int) whole(random);
            case "bool" -> random.nextBoolean();
            case "tensor<f64>" -> {
                DoubleTensor tensor = DoubleTensor.zeros(allocator, size);
                for (int i = 0; i < size; i++) {
                    tensor.set(i, real(random));
                }
                yield tensor;
            }
            case "tensor<f32>" -> {
                FloatTensor tensor = FloatTensor.zeros(allocator, size);
                for (int i = 0; i < size; i++) {
                    tensor.set(i, (float) real(random));
                }
                yield tensor;
            }
            case "tensor<i64>" -> {
                LongTensor tensor = LongTensor.zeros(allocator, size);
                for (int i = 0; i < size; i++) {
                    tensor.set(i, whole(random));
                }
                yield tensor;
            }
            case "tensor<i32>" -> {
                IntTensor tensor = IntTensor.zeros(allocator, size);
                for (int i = 0; i < size; i++) {
                    tensor.set(i, (int) whole(random));
                }
                yield tensor;
            }
            case "tensor<bool>" -> {
                BooleanTensor tensor = BooleanTensor.zeros(allocator, size);
                for (int i = 0; i < size; i++) {
                    tensor.set(i, random.nextBoolean());
                }
                yield tensor;
            }
            default -> throw new IllegalArgumentException(type);
        };
    }

    static DoubleTensor normal(Random random, BufferAllocator allocator, int size) {
        DoubleTensor tensor = DoubleTensor.zeros(allocator, size);
        for (int i = 0; i < size; i++) {
            tensor.set(i, random.nextGaussian());
        }
        return tensor;
    }

    private static double real(Random random) {
        return random.nextInt(6) == 0 ? FLOATS[random.nextInt(FLOATS.length)] : 100 * random.nextGaussian();
    }

    private static long whole(Random random) {
        return random.nextInt(6) == 0 ? INTEGERS[random.nextInt(INTEGERS.length)] : 1 + random.nextInt(1000);
    }

    /** The bits of a result; all NaN are one, since Java says nothing about theirs. */
    static List<Object> bits(Object result) {
        List<Object> bits = new ArrayList<>();
        if (result instanceof DoubleTensor tensor) {
            Arrays.stream(tensor.toArray()).forEach(v -> bits.add(Double.doubleToLongBits(v)));
        } else if (result instanceof FloatTensor tensor) {
            for (float value : tensor.toArray()) {
                bits.add(Float.floatToIntBits(value));
            }
        } else if (result instanceof Tensor tensor) {
            for (long at = 0; at < tensor.bytes(); at++) {
                bits.add(tensor.data().getByte(at));
            }
        } else {
            return List.of(result instanceof Double number ? (Object) Double.doubleToLongBits(number) : result);
        }
        bits.add(result.toString());
        return bits;
    }
}
