package kernels;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.kernel.FusedKernel;
import org.apache.arrow.memory.ArrowBuf;

/**
 * A kernel.
 */
final class Map {
    private static final FusedKernel KERNEL = new FusedKernel(
        "elementwise.add:tensor<f64>,tensor<f64>(elementwise.multiply:f64,tensor<f64>($2:f64,$0:tensor<f64>),$1:tensor<f64>)",
        Map::loop);

    private Map() {
    }

    static DoubleTensor apply(TaskContext task, DoubleTensor a0, DoubleTensor a1, double a2) {
        return KERNEL.doubles(task, new Tensor[] {a0, a1}, new double[] {a2}, new long[] {});
    }

    private static void loop(ArrowBuf[] memory, double[] floats, long[] integers,
            double[] floatLanes, long[] integerLanes, int count) {
        ArrowBuf memory0 = memory[0];
        ArrowBuf memory1 = memory[1];
        double v0 = floats[0];
        ArrowBuf result = memory[2];
        for (int i = 0; i < count; i++) {
            result.setDouble(8L * i, at(memory0, memory1, v0, i));
        }
    }

    private static double at(ArrowBuf memory0, ArrowBuf memory1, double v0, int i) {
        double v1 = memory0.getDouble(8L * i);
        double v2 = v0 * v1;
        double v3 = memory1.getDouble(8L * i);
        double v4 = v2 + v3;
        return v4;
    }
}
