package dev.anabranch.benchmarks.metg;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One task of a {@link ForkJoinPool} for each point, made once and used again in each run: it counts the inputs that
 * are missing, and who brings the last one forks it.
 */
final class PoolTasks implements Implementation {
    @Override
    public String name() {
        return "pool tasks";
    }

    @Override
    public Ready prepare(PatternFlow flow, PointGraph graph, int workers, long iterations) {
        return new Nodes(graph, flow.point(), iterations, new ForkJoinPool(workers));
    }

    private static final class Nodes implements Ready {
        private final PointGraph graph;
        private final ForkJoinPool pool;
        private final Node[] nodes;
        private final Node[] sources;
        private final @Nullable Node[] last;

        Nodes(PointGraph graph, Point point, long iterations, ForkJoinPool pool) {
            this.graph = graph;
            this.pool = pool;
            List<Node> all = new ArrayList<>();
            @Nullable Node[] before = new Node[graph.width()];
            for (int step = 0; step < graph.steps(); step++) {
                @Nullable Node[] row = new Node[graph.width()];
                for (int column = 0; column < row.length; column++) {
                    int[] columns = graph.row(step)[column];
                    if (columns != null) {
                        Node node = new Node(step, column, point, iterations, inputs(columns, before));
                        row[column] = node;
                        all.add(node);
                    }
                }
                before = row;
            }
            all.forEach(Node::link);
            nodes = all.toArray(Node[]::new);
            sources = all.stream().filter(node -> node.inputs.length == 0).toArray(Node[]::new);
            last = before;
        }

        private static Node[] inputs(int[] columns, @Nullable Node[] before) {
            Node[] inputs = new Node[columns.length];
            for (int k = 0; k < columns.length; k++) {
                Node input = before[columns[k]];
                if (input == null) {
                    throw new IllegalStateException("column " + columns[k] + " is not there");
                }
                inputs[k] = input;
            }
            return inputs;
        }

        @Override
        public long[] run() {
            for (Node node : nodes) {
                node.reset();
            }
            pool.invoke(new Start(sources));
            long[] digests = new long[graph.width()];
            for (int column = 0; column < digests.length; column++) {
                Node node = last[column];
                digests[column] = node == null ? 0 : node.digest;
            }
            for (Node node : nodes) {
                if (!node.isCompletedNormally()) {
                    throw new IllegalStateException("a point did not run", node.getException());
                }
            }
            return digests;
        }

        @Override
        public void close() {
            pool.shutdown();
        }
    }

    /** Forks the points that wait for nothing, and helps until nothing is left. */
    private static final class Start extends RecursiveAction {
        private static final long serialVersionUID = 1L;

        private final transient Node[] sources;

        Start(Node[] sources) {
            this.sources = sources;
        }

        @Override
        protected void compute() {
            for (Node source : sources) {
                source.fork();
            }
            ForkJoinTask.helpQuiesce();
        }
    }

    private static final class Node extends RecursiveAction {
        private static final long serialVersionUID = 1L;

        private final int step;
        private final int column;
        private final transient Point point;
        private final long iterations;
        private final transient Node[] inputs;
        private final transient List<Node> linked = new ArrayList<>();
        private final AtomicInteger missing = new AtomicInteger();
        private transient Node[] readers = new Node[0];
        private long digest;

        Node(int step, int column, Point point, long iterations, Node[] inputs) {
            this.step = step;
            this.column = column;
            this.point = point;
            this.iterations = iterations;
            this.inputs = inputs;
            for (Node input : inputs) {
                input.linked.add(this);
            }
        }

        void link() {
            readers = linked.toArray(Node[]::new);
        }

        void reset() {
            reinitialize();
            missing.setPlain(inputs.length);
        }

        @Override
        protected void compute() {
            long begun = point.begin(step, column);
            for (Node input : inputs) {
                begun = point.input(begun, input.digest);
            }
            digest = point.compute(begun, iterations);
            for (Node reader : readers) {
                if (reader.missing.decrementAndGet() == 0) {
                    reader.fork();
                }
            }
        }
    }
}
