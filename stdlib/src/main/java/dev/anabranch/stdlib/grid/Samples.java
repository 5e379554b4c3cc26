package dev.anabranch.stdlib.grid;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.stdlib.block.Blocks;
import dev.anabranch.stdlib.block.DoubleSource;
import dev.anabranch.stdlib.block.Fields;
import java.util.Arrays;
import java.util.List;

/** The values of many fields at one point, for a block of points at a time. */
final class Samples {
    private final DoubleSource[] sources;
    private final double[][] blocks;
    private final double[] values;

    Samples(List<DoubleTensor> fields) {
        this.sources = Fields.sources(fields);
        this.blocks = new double[sources.length][Blocks.LENGTH];
        this.values = new double[sources.length];
    }

    /** Moves on to a block. */
    void read(long from, int length) {
        for (int i = 0; i < sources.length; i++) {
            sources[i].read(from, blocks[i], length);
        }
    }

    /** The values at a point of the block, in ascending order, NaN last; valid until the next call. */
    double[] sorted(int point) {
        for (int i = 0; i < blocks.length; i++) {
            values[i] = blocks[i][point];
        }
        Arrays.sort(values);
        return values;
    }
}
