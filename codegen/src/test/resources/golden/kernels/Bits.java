package kernels;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.kernel.FusedKernel;
import org.apache.arrow.memory.ArrowBuf;

/**
 * A kernel.
 */
final class Bits {
    private static final FusedKernel KERNEL = new FusedKernel(
        "elementwise.and:tensor<bool>,tensor<bool>(elementwise.less:tensor<f32>,f64($0:tensor<f32>,$1:f64),elementwise.not:tensor<bool>($2:tensor<bool>))",
        Bits::loop);

    private Bits() {
    }

    static BooleanTensor apply(TaskContext task, FloatTensor a0, double a1, BooleanTensor a2) {
        return KERNEL.booleans(task, new Tensor[] {a0, a2}, new double[] {a1}, new long[] {});
    }

    private static void loop(ArrowBuf[] memory, double[] floats, long[] integers,
            double[] floatLanes, long[] integerLanes, int count) {
        ArrowBuf memory0 = memory[0];
        ArrowBuf memory1 = memory[1];
        double v1 = floats[0];
        ArrowBuf result = memory[2];
        int whole = count & -8;
        for (int i = 0; i < whole; i += 8) {
            int bit0 = at(memory0, memory1, v1, i) ? 1 : 0;
            int bit1 = at(memory0, memory1, v1, i + 1) ? 2 : 0;
            int bit2 = at(memory0, memory1, v1, i + 2) ? 4 : 0;
            int bit3 = at(memory0, memory1, v1, i + 3) ? 8 : 0;
            int bit4 = at(memory0, memory1, v1, i + 4) ? 16 : 0;
            int bit5 = at(memory0, memory1, v1, i + 5) ? 32 : 0;
            int bit6 = at(memory0, memory1, v1, i + 6) ? 64 : 0;
            int bit7 = at(memory0, memory1, v1, i + 7) ? 128 : 0;
            result.setByte(i >>> 3, (byte) (bit0 | bit1 | bit2 | bit3 | bit4 | bit5 | bit6 | bit7));
        }
        if (whole < count) {
            int bits = 0;
            for (int i = whole; i < count; i++) {
                bits |= (at(memory0, memory1, v1, i) ? 1 : 0) << (i & 7);
            }
            result.setByte(whole >>> 3, (byte) bits);
        }
    }

    private static boolean at(ArrowBuf memory0, ArrowBuf memory1, double v1, int i) {
        float v0 = memory0.getFloat(4L * i);
        double v2 = (double) v0;
        boolean v3 = v2 < v1;
        boolean v4 = (memory1.getByte(i >>> 3) >>> (i & 7) & 1) != 0;
        boolean v5 = !v4;
        boolean v6 = v3 & v5;
        return v6;
    }
}
