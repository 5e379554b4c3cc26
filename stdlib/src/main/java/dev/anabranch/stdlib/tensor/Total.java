package dev.anabranch.stdlib.tensor;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Tensor;
import dev.anabranch.api.kernel.Lanes;
import dev.anabranch.api.kernel.Reduction;
import dev.anabranch.stdlib.block.BitSource;
import dev.anabranch.stdlib.block.Blocks;
import dev.anabranch.stdlib.block.DoubleSource;
import dev.anabranch.stdlib.block.LongSource;

/** One number of all elements, lane by lane. */
final class Total {
    private Total() {}

    static double of(Reduction reduction, Tensor tensor) {
        if (tensor instanceof DoubleTensor doubles) {
            return ofReals(reduction, DoubleSource.of(doubles), tensor.size());
        }
        if (tensor instanceof FloatTensor floats) {
            return ofReals(reduction, DoubleSource.of(floats), tensor.size());
        }
        if (tensor instanceof LongTensor longs) {
            return ofIntegers(reduction, LongSource.of(longs), tensor.size());
        }
        return tensor instanceof IntTensor ints
                ? ofIntegers(reduction, LongSource.of(ints), tensor.size())
                : ofIntegers(reduction, truths((BooleanTensor) tensor), tensor.size());
    }

    private static double ofReals(Reduction reduction, DoubleSource source, long size) {
        Lanes kind = reduction.lanes();
        double[] lanes = kind.floats();
        double[] block = new double[Blocks.LENGTH];
        Blocks.forEach(size, (from, length) -> {
            source.read(from, block, length);
            for (int i = 0; i < length; i++) {
                lanes[i % Lanes.COUNT] = kind.add(lanes[i % Lanes.COUNT], block[i]);
            }
        });
        return reduction.ofFloats(lanes, size);
    }

    private static double ofIntegers(Reduction reduction, LongSource source, long size) {
        Lanes kind = reduction.lanes();
        long[] lanes = kind.integers();
        long[] block = new long[Blocks.LENGTH];
        Blocks.forEach(size, (from, length) -> {
            source.read(from, block, length);
            for (int i = 0; i < length; i++) {
                lanes[i % Lanes.COUNT] = kind.add(lanes[i % Lanes.COUNT], block[i]);
            }
        });
        return reduction.ofIntegers(lanes, size);
    }

    /** Truth values as 0 and 1. */
    static LongSource truths(BooleanTensor tensor) {
        BitSource source = BitSource.of(tensor);
        byte[] bits = new byte[Blocks.LENGTH / 8];
        return (from, into, length) -> {
            source.read(from, bits, length);
            for (int i = 0; i < length; i++) {
                into[i] = (long) bits[i >>> 3] >>> (i & 7) & 1;
            }
        };
    }
}
