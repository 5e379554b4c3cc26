package dev.anabranch.benchmarks.metg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A static schedule as one would write it by hand: each thread walks its own columns row by row. A column that another
 * thread reads has a flag, the number of its rows that are there, set with release and read with acquire; within a
 * thread nothing is synchronised. No thread waits to write.
 */
final class HandWritten implements Implementation {
    @Override
    public String name() {
        return "by hand";
    }

    @Override
    public Ready prepare(PatternFlow flow, PointGraph graph, int workers, long iterations) {
        return new Schedule(
                graph, Outputs.of(graph, flow), new Shares(flow.width(), workers), flow.point(), iterations);
    }

    private static final class Schedule implements Ready {
        private static final VarHandle FLAG = MethodHandles.arrayElementVarHandle(int[].class);
        /** One flag per two cache lines. */
        private static final int STRIDE = 32;

        private static final int SPINS = 20_000;

        private final PointGraph graph;
        private final Shares shares;
        private final Point point;
        private final long iterations;
        private final Outputs outputs;
        private final int[] flags;
        private final boolean[] crossing;
        private volatile boolean failed;

        Schedule(PointGraph graph, Outputs outputs, Shares shares, Point point, long iterations) {
            this.graph = graph;
            this.shares = shares;
            this.point = point;
            this.iterations = iterations;
            this.outputs = outputs;
            this.flags = new int[(graph.width() + 1) * STRIDE];
            this.crossing = new boolean[graph.width()];
            for (int step = 0; step < graph.steps(); step++) {
                for (int column = 0; column < graph.width(); column++) {
                    int[] reads = graph.row(step)[column];
                    for (int read : reads == null ? new int[0] : reads) {
                        crossing[read] |= shares.owner(read) != shares.owner(column);
                    }
                }
            }
        }

        @Override
        public long[] run() {
            Arrays.fill(flags, 0);
            Thread[] threads = new Thread[shares.workers()];
            @Nullable Throwable[] failures = new Throwable[threads.length];
            for (int worker = 0; worker < threads.length; worker++) {
                int me = worker;
                threads[worker] = new Thread(() -> walk(me), "by-hand-" + worker);
                threads[worker].setUncaughtExceptionHandler((thread, failure) -> {
                    failures[me] = failure;
                    failed = true;
                });
                threads[worker].start();
            }
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            for (Throwable failure : failures) {
                if (failure != null) {
                    throw new IllegalStateException(failure);
                }
            }
            long[] last = new long[graph.width()];
            int step = graph.steps() - 1;
            for (int column = 0; column < last.length; column++) {
                last[column] = graph.has(step, column) ? outputs.digest(column, step) : 0;
            }
            return last;
        }

        private void walk(int worker) {
            int first = shares.first(worker);
            int end = shares.first(worker + 1);
            for (int step = 0; step < graph.steps(); step++) {
                row(step, first, end);
            }
        }

        private void row(int step, int first, int end) {
            int[] @Nullable [] row = graph.row(step);
            for (int column = first; column < end; column++) {
                int[] reads = row[column];
                if (reads == null) {
                    continue;
                }
                long digest = point.begin(step, column);
                for (int read : reads) {
                    if (read < first || read >= end) {
                        await(read, step);
                    }
                    digest = outputs.input(digest, read, step - 1);
                }
                outputs.put(column, step, point.compute(digest, iterations));
                if (crossing[column]) {
                    FLAG.setRelease(flags, (column + 1) * STRIDE, step + 1);
                }
            }
        }

        /** Waits until a column has so many rows; gives the core away when that takes long. */
        @SuppressWarnings("ThreadPriorityCheck") // where there are fewer cores than threads, another may need this one
        private void await(int column, int rows) {
            int spins = 0;
            while ((int) FLAG.getAcquire(flags, (column + 1) * STRIDE) < rows) {
                if (++spins > SPINS) {
                    if (failed) {
                        throw new IllegalStateException("another thread has failed");
                    }
                    Thread.yield();
                }
            }
        }

        @Override
        public void close() {
            outputs.close();
        }
    }
}
