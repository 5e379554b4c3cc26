package kernels;

import dev.anabranch.api.IntTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.kernel.FusedKernel;
import org.apache.arrow.memory.ArrowBuf;

/**
 * A kernel.
 */
final class Reduction {
    private static final FusedKernel KERNEL = new FusedKernel(
        "tensor.mean(elementwise.select:tensor<bool>,tensor<i32>,i64(elementwise.greater:tensor<i32>,i64($0:tensor<i32>,$1:i64),$0:tensor<i32>,$2:i64))",
        Reduction::loop);

    private Reduction() {
    }

    static double apply(TaskContext task, IntTensor a0, long a1, long a2) {
        return KERNEL.ofIntegers(task, dev.anabranch.api.kernel.Reduction.MEAN, new Tensor[] {a0},
                new double[] {}, new long[] {a1, FusedKernel.narrow(a2)});
    }

    private static void loop(ArrowBuf[] memory, double[] floats, long[] integers,
            double[] floatLanes, long[] integerLanes, int count) {
        ArrowBuf memory0 = memory[0];
        long v1 = integers[0];
        long v4 = integers[1];
        int v5 = (int) v4;
        long lane0 = integerLanes[0];
        long lane1 = integerLanes[1];
        long lane2 = integerLanes[2];
        long lane3 = integerLanes[3];
        long lane4 = integerLanes[4];
        long lane5 = integerLanes[5];
        long lane6 = integerLanes[6];
        long lane7 = integerLanes[7];
        int whole = count & -8;
        for (int i = 0; i < whole; i += 8) {
            lane0 = lane0 + at(memory0, v1, v4, v5, i);
            lane1 = lane1 + at(memory0, v1, v4, v5, i + 1);
            lane2 = lane2 + at(memory0, v1, v4, v5, i + 2);
            lane3 = lane3 + at(memory0, v1, v4, v5, i + 3);
            lane4 = lane4 + at(memory0, v1, v4, v5, i + 4);
            lane5 = lane5 + at(memory0, v1, v4, v5, i + 5);
            lane6 = lane6 + at(memory0, v1, v4, v5, i + 6);
            lane7 = lane7 + at(memory0, v1, v4, v5, i + 7);
        }
        integerLanes[0] = lane0;
        integerLanes[1] = lane1;
        integerLanes[2] = lane2;
        integerLanes[3] = lane3;
        integerLanes[4] = lane4;
        integerLanes[5] = lane5;
        integerLanes[6] = lane6;
        integerLanes[7] = lane7;
        for (int i = whole; i < count; i++) {
            integerLanes[i & 7] = integerLanes[i & 7] + at(memory0, v1, v4, v5, i);
        }
    }

    private static long at(ArrowBuf memory0, long v1, long v4, int v5, int i) {
        int v0 = memory0.getInt(4L * i);
        long v2 = (long) v0;
        boolean v3 = v2 > v1;
        int v6 = v3 ? v0 : v5;
        long v7 = (long) v6;
        return v7;
    }
}
