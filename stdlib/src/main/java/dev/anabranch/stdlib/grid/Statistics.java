package dev.anabranch.stdlib.grid;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.block.BitSource;
import dev.anabranch.stdlib.block.Blocks;
import dev.anabranch.stdlib.block.DoubleSink;
import dev.anabranch.stdlib.block.DoubleSource;
import dev.anabranch.stdlib.block.Fields;
import dev.anabranch.stdlib.block.Fresh;
import java.util.Arrays;
import java.util.List;

/**
 * Statistics over a list of fields at each point. They walk block by block over all fields, in the order of the list,
 * so that results do not depend on who computes them and every field is read once (std: twice, from the cache).
 */
final class Statistics {
    private Statistics() {}

    /** Two passes: the mean, then the mean squared distance from it. */
    static DoubleTensor std(TaskContext task, List<DoubleTensor> fields, int ddof) {
        DoubleTensor std = Fresh.doubles(task.allocator(), Fields.shape(fields));
        DoubleSource[] sources = Fields.sources(fields);
        DoubleSink sink = DoubleSink.of(std);
        double[] block = new double[Blocks.LENGTH];
        double[] mean = new double[Blocks.LENGTH];
        double[] squares = new double[Blocks.LENGTH];
        double divisor = sources.length - ddof;
        Blocks.forEach(std.size(), (from, length) -> {
            Fields.mean(sources, from, length, block, mean);
            Arrays.fill(squares, 0, length, 0.0);
            for (DoubleSource source : sources) {
                source.read(from, block, length);
                for (int i = 0; i < length; i++) {
                    double distance = block[i] - mean[i];
                    squares[i] += distance * distance;
                }
            }
            for (int i = 0; i < length; i++) {
                squares[i] = Math.sqrt(squares[i] / divisor);
            }
            sink.write(from, squares, length);
        });
        return std;
    }

    static DoubleTensor min(TaskContext task, List<DoubleTensor> fields) {
        DoubleTensor min = Fresh.doubles(task.allocator(), Fields.shape(fields));
        DoubleSource[] sources = Fields.sources(fields);
        DoubleSink sink = DoubleSink.of(min);
        double[] block = new double[Blocks.LENGTH];
        double[] least = new double[Blocks.LENGTH];
        Blocks.forEach(min.size(), (from, length) -> {
            Arrays.fill(least, 0, length, Double.POSITIVE_INFINITY);
            for (DoubleSource source : sources) {
                source.read(from, block, length);
                for (int i = 0; i < length; i++) {
                    least[i] = Math.min(least[i], block[i]);
                }
            }
            sink.write(from, least, length);
        });
        return min;
    }

    static DoubleTensor max(TaskContext task, List<DoubleTensor> fields) {
        DoubleTensor max = Fresh.doubles(task.allocator(), Fields.shape(fields));
        DoubleSource[] sources = Fields.sources(fields);
        DoubleSink sink = DoubleSink.of(max);
        double[] block = new double[Blocks.LENGTH];
        double[] most = new double[Blocks.LENGTH];
        Blocks.forEach(max.size(), (from, length) -> {
            Arrays.fill(most, 0, length, Double.NEGATIVE_INFINITY);
            for (DoubleSource source : sources) {
                source.read(from, block, length);
                for (int i = 0; i < length; i++) {
                    most[i] = Math.max(most[i], block[i]);
                }
            }
            sink.write(from, most, length);
        });
        return max;
    }

    static DoubleTensor quantile(TaskContext task, List<DoubleTensor> fields, double q) {
        DoubleTensor quantile = Fresh.doubles(task.allocator(), Fields.shape(fields));
        Samples samples = new Samples(fields);
        DoubleSink sink = DoubleSink.of(quantile);
        double[] values = new double[Blocks.LENGTH];
        Blocks.forEach(quantile.size(), (from, length) -> {
            samples.read(from, length);
            for (int i = 0; i < length; i++) {
                values[i] = quantile(samples.sorted(i), q);
            }
            sink.write(from, values, length);
        });
        return quantile;
    }

    static DoubleTensor fraction(TaskContext task, List<BooleanTensor> fields) {
        DoubleTensor fraction = Fresh.doubles(task.allocator(), Fields.shape(fields));
        BitSource[] sources = fields.stream().map(BitSource::of).toArray(BitSource[]::new);
        DoubleSink sink = DoubleSink.of(fraction);
        byte[] bits = new byte[Blocks.LENGTH / 8];
        int[] counts = new int[Blocks.LENGTH];
        double[] shares = new double[Blocks.LENGTH];
        Blocks.forEach(fraction.size(), (from, length) -> {
            Arrays.fill(counts, 0);
            for (BitSource source : sources) {
                source.read(from, bits, length);
                for (int i = 0; i < length; i++) {
                    counts[i] += bits[i >>> 3] >>> (i & 7) & 1;
                }
            }
            for (int i = 0; i < length; i++) {
                shares[i] = (double) counts[i] / sources.length;
            }
            sink.write(from, shares, length);
        });
        return fraction;
    }

    /** Linear between the order statistics (type 7 of Hyndman and Fan, 1996); NaN sorts last and makes it NaN. */
    private static double quantile(double[] sorted, double q) {
        if (Double.isNaN(sorted[sorted.length - 1])) {
            return Double.NaN;
        }
        double position = q * (sorted.length - 1);
        int below = (int) position;
        double share = position - below;
        // Without the case, an infinite neighbour would turn an exact hit into NaN.
        return share == 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below]);
    }
}
