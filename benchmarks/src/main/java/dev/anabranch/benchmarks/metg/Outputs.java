package dev.anabranch.benchmarks.metg;

import dev.anabranch.api.LongTensor;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;

/** What the points of a graph that is scheduled by hand hand over, each in a place that was made before. */
interface Outputs extends AutoCloseable {
    /** A digest with an input more, the output of a point. */
    long input(long digest, int column, int step);

    /** Puts a point's output in its place. */
    void put(int column, int step, long digest);

    /** The digest of a point. */
    long digest(int column, int step);

    @Override
    void close();

    /**
     * @param flow whose points they are
     */
    static Outputs of(PointGraph graph, PatternFlow flow) {
        return flow.isNumbers() ? new Numbers(graph, flow.point()) : new Buffers(graph, flow);
    }

    /** Numbers, by column and step. */
    final class Numbers implements Outputs {
        private final Point point;
        private final long[][] digests;

        Numbers(PointGraph graph, Point point) {
            this.point = point;
            this.digests = new long[graph.width()][graph.steps()];
        }

        @Override
        public long input(long digest, int column, int step) {
            return point.input(digest, digests[column][step]);
        }

        @Override
        public void put(int column, int step, long digest) {
            digests[column][step] = digest;
        }

        @Override
        public long digest(int column, int step) {
            return digests[column][step];
        }

        @Override
        public void close() {}
    }

    /**
     * Memory off the heap, filled and checked as {@code taskbench.point} does: two buffers for each column where nobody can
     * still read what is overwritten, else one for each step.
     */
    final class Buffers implements Outputs {
        private final RootAllocator allocator = new RootAllocator();
        private final Point point;
        private final LongTensor[][] buffers;

        Buffers(PointGraph graph, PatternFlow flow) {
            this.point = flow.point();
            int depth = graph.isMutual() ? 2 : graph.steps();
            this.buffers = IntStream.range(0, graph.width())
                    .mapToObj(column -> IntStream.range(0, depth)
                            .mapToObj(step -> LongTensor.zeros(allocator, flow.bytes() / Long.BYTES))
                            .toArray(LongTensor[]::new))
                    .toArray(LongTensor[][]::new);
        }

        private LongTensor at(int column, int step) {
            return buffers[column][step % buffers[column].length];
        }

        @Override
        public long input(long digest, int column, int step) {
            LongTensor input = at(column, step);
            long first = input.get(0);
            for (long i = 0; i < input.size(); i += 2) {
                if (input.get(i + 1) != step || input.get(i) != first) {
                    throw new IllegalStateException("column " + column + " is not of step " + step);
                }
            }
            return point.input(digest, first);
        }

        @Override
        public void put(int column, int step, long digest) {
            LongTensor output = at(column, step);
            for (long i = 0; i < output.size(); i += 2) {
                output.set(i, digest);
                output.set(i + 1, step);
            }
        }

        @Override
        public long digest(int column, int step) {
            return at(column, step).get(0);
        }

        @Override
        public void close() {
            for (LongTensor[] column : buffers) {
                for (LongTensor buffer : column) {
                    buffer.close();
                }
            }
            allocator.close();
        }
    }
}
