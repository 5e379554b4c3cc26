package dev.anabranch.stdlib.grid;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.block.BitSource;
import dev.anabranch.stdlib.block.Blocks;
import dev.anabranch.stdlib.block.DoubleSink;
import dev.anabranch.stdlib.block.DoubleSource;
import dev.anabranch.stdlib.block.Fields;
import dev.anabranch.stdlib.block.Fresh;
import dev.anabranch.stdlib.block.LongSink;
import dev.anabranch.stdlib.block.LongSource;
import dev.anabranch.stdlib.block.Moments;
import dev.anabranch.stdlib.block.TreeMoments;
import java.util.Arrays;
import java.util.List;

/**
 * Statistics over a list of fields at each point, and their steps as aggregates. They walk block by block over all
 * fields, so that every field is read once (std: twice, from the cache). Fields are taken in the order of
 * {@link dev.anabranch.api.AggregateTree}, so that results do not depend on who computes them.
 */
final class Statistics {
    private Statistics() {}

    static DoubleTensor std(TaskContext task, List<DoubleTensor> fields, int ddof) {
        double divisor = divisor(fields.size(), ddof);
        DoubleTensor std = Fresh.doubles(task.allocator(), Fields.shape(fields));
        TreeMoments moments = new TreeMoments(Fields.sources(fields));
        DoubleSink sink = DoubleSink.of(std);
        Blocks.forEach(std.size(), (from, length) -> {
            moments.read(from, length);
            root(moments.squares(), divisor, length);
            sink.write(from, moments.squares(), length);
        });
        return std;
    }

    static FieldMoments moments(TaskContext task, List<DoubleTensor> fields) {
        long[] shape = Fields.shape(fields);
        DoubleTensor mean = Fresh.doubles(task.allocator(), shape);
        DoubleTensor squares = Fresh.doubles(task.allocator(), shape);
        TreeMoments moments = new TreeMoments(Fields.sources(fields));
        DoubleSink means = DoubleSink.of(mean);
        DoubleSink scatters = DoubleSink.of(squares);
        Blocks.forEach(mean.size(), (from, length) -> {
            moments.read(from, length);
            means.write(from, moments.mean(), length);
            scatters.write(from, moments.squares(), length);
        });
        return new FieldMoments(fields.size(), mean, squares);
    }

    static FieldMoments momentsOfAll(TaskContext task, List<FieldMoments> parts) {
        List<DoubleTensor> partMeans = parts.stream().map(FieldMoments::mean).toList();
        DoubleSource[] meanSources = Fields.sources(partMeans);
        DoubleSource[] squareSources =
                Fields.sources(parts.stream().map(FieldMoments::squares).toList());
        long[] shape = Fields.shape(partMeans);
        DoubleTensor mean = Fresh.doubles(task.allocator(), shape);
        DoubleTensor squares = Fresh.doubles(task.allocator(), shape);
        DoubleSink means = DoubleSink.of(mean);
        DoubleSink scatters = DoubleSink.of(squares);
        double[] meanBlock = new double[Blocks.LENGTH];
        double[] squareBlock = new double[Blocks.LENGTH];
        Moments moments = new Moments();
        Blocks.forEach(mean.size(), (from, length) -> {
            moments.clear();
            for (int part = 0; part < meanSources.length; part++) {
                meanSources[part].read(from, meanBlock, length);
                squareSources[part].read(from, squareBlock, length);
                moments.add(parts.get(part).fields(), meanBlock, squareBlock, length);
            }
            means.write(from, moments.mean(), length);
            scatters.write(from, moments.squares(), length);
        });
        return new FieldMoments(parts.stream().mapToLong(FieldMoments::fields).sum(), mean, squares);
    }

    static DoubleTensor deviation(TaskContext task, FieldMoments moments, int ddof) {
        double divisor = divisor(moments.fields(), ddof);
        DoubleTensor std = Fresh.doubles(task.allocator(), moments.squares().shape());
        DoubleSource source = DoubleSource.of(moments.squares());
        DoubleSink sink = DoubleSink.of(std);
        double[] block = new double[Blocks.LENGTH];
        Blocks.forEach(std.size(), (from, length) -> {
            source.read(from, block, length);
            root(block, divisor, length);
            sink.write(from, block, length);
        });
        return std;
    }

    private static double divisor(long fields, int ddof) {
        if (ddof < 0 || fields <= ddof) {
            throw new IllegalArgumentException("the standard deviation of " + fields + " fields needs ddof from 0 to "
                    + (fields - 1) + ", but it is " + ddof);
        }
        return fields - ddof;
    }

    private static void root(double[] squares, double divisor, int length) {
        for (int i = 0; i < length; i++) {
            squares[i] = Math.sqrt(squares[i] / divisor);
        }
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
        Counter counter = new Counter(fields);
        DoubleSink sink = DoubleSink.of(fraction);
        double[] shares = new double[Blocks.LENGTH];
        Blocks.forEach(fraction.size(), (from, length) -> {
            long[] counts = counter.read(from, length);
            for (int i = 0; i < length; i++) {
                shares[i] = (double) counts[i] / fields.size();
            }
            sink.write(from, shares, length);
        });
        return fraction;
    }

    static FieldCounts counts(TaskContext task, List<BooleanTensor> fields) {
        IntTensor trues = Fresh.ints(task.allocator(), Fields.shape(fields));
        Counter counter = new Counter(fields);
        LongSink sink = LongSink.of(trues);
        Blocks.forEach(trues.size(), (from, length) -> sink.write(from, counter.read(from, length), length));
        return new FieldCounts(fields.size(), trues);
    }

    static FieldCounts countsOfAll(TaskContext task, List<FieldCounts> parts) {
        List<IntTensor> tensors = parts.stream().map(FieldCounts::trues).toList();
        IntTensor trues = Fresh.ints(task.allocator(), Fields.shape(tensors));
        LongSource[] sources = tensors.stream().map(LongSource::of).toArray(LongSource[]::new);
        LongSink sink = LongSink.of(trues);
        long[] block = new long[Blocks.LENGTH];
        long[] sum = new long[Blocks.LENGTH];
        Blocks.forEach(trues.size(), (from, length) -> {
            Arrays.fill(sum, 0, length, 0);
            for (LongSource source : sources) {
                source.read(from, block, length);
                for (int i = 0; i < length; i++) {
                    sum[i] += block[i];
                }
            }
            sink.write(from, sum, length);
        });
        return new FieldCounts(parts.stream().mapToLong(FieldCounts::fields).sum(), trues);
    }

    static DoubleTensor share(TaskContext task, FieldCounts counts) {
        DoubleTensor share = Fresh.doubles(task.allocator(), counts.trues().shape());
        LongSource source = LongSource.of(counts.trues());
        DoubleSink sink = DoubleSink.of(share);
        long[] block = new long[Blocks.LENGTH];
        double[] shares = new double[Blocks.LENGTH];
        Blocks.forEach(share.size(), (from, length) -> {
            source.read(from, block, length);
            for (int i = 0; i < length; i++) {
                shares[i] = (double) block[i] / counts.fields();
            }
            sink.write(from, shares, length);
        });
        return share;
    }

    /** How many of some fields are true at each point, for a block of points at a time. */
    private static final class Counter {
        private final BitSource[] sources;
        private final byte[] bits = new byte[Blocks.LENGTH / 8];
        private final long[] counts = new long[Blocks.LENGTH];

        Counter(List<BooleanTensor> fields) {
            this.sources = fields.stream().map(BitSource::of).toArray(BitSource[]::new);
        }

        /** Valid until the next call. */
        long[] read(long from, int length) {
            Arrays.fill(counts, 0);
            for (BitSource source : sources) {
                source.read(from, bits, length);
                for (int i = 0; i < length; i++) {
                    counts[i] += bits[i >>> 3] >>> (i & 7) & 1;
                }
            }
            return counts;
        }
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
