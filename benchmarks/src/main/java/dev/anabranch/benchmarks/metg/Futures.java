package dev.anabranch.benchmarks.metg;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** One {@link CompletableFuture} for each point on a pool of as many threads; making the futures counts. */
final class Futures implements Implementation {
    @Override
    public String name() {
        return "futures";
    }

    @Override
    public Ready prepare(PatternFlow flow, PointGraph graph, int workers, long iterations) {
        return new Pooled(graph, flow.point(), iterations, new ForkJoinPool(workers));
    }

    private record Pooled(PointGraph graph, Point work, long iterations, ForkJoinPool pool) implements Ready {
        @Override
        public long[] run() {
            int width = graph.width();
            List<CompletableFuture<?>> ends = new ArrayList<>();
            @Nullable CompletableFuture<Long>[] before = row(width);
            for (int step = 0; step < graph.steps(); step++) {
                @Nullable CompletableFuture<Long>[] row = row(width);
                int[] @Nullable [] reads = graph.row(step);
                boolean[] read = new boolean[width];
                for (int column = 0; column < width; column++) {
                    int[] columns = reads[column];
                    if (columns != null) {
                        row[column] = point(step, column, inputs(columns, before));
                        for (int from : columns) {
                            read[from] = true;
                        }
                    }
                }
                for (int column = 0; column < width; column++) {
                    CompletableFuture<Long> unread = before[column];
                    if (unread != null && !read[column]) {
                        ends.add(unread);
                    }
                }
                before = row;
            }
            long[] last = new long[width];
            for (int column = 0; column < width; column++) {
                CompletableFuture<Long> end = before[column];
                last[column] = end == null ? 0 : end.join();
            }
            ends.forEach(CompletableFuture::join);
            return last;
        }

        @SuppressWarnings("unchecked") // an array of a generic type cannot be made otherwise
        private static @Nullable CompletableFuture<Long>[] row(int width) {
            return (CompletableFuture<Long>[]) new CompletableFuture<?>[width];
        }

        @SuppressWarnings("unchecked")
        private static CompletableFuture<Long>[] inputs(int[] columns, @Nullable CompletableFuture<Long>[] before) {
            CompletableFuture<Long>[] inputs = (CompletableFuture<Long>[]) new CompletableFuture<?>[columns.length];
            for (int k = 0; k < columns.length; k++) {
                CompletableFuture<Long> input = before[columns[k]];
                if (input == null) {
                    throw new IllegalStateException("column " + columns[k] + " is not there");
                }
                inputs[k] = input;
            }
            return inputs;
        }

        private CompletableFuture<Long> point(int step, int column, CompletableFuture<Long>[] inputs) {
            return switch (inputs.length) {
                case 0 -> CompletableFuture.supplyAsync(() -> work.compute(work.begin(step, column), iterations), pool);
                case 1 ->
                    inputs[0].thenApplyAsync(
                            input -> work.compute(work.input(work.begin(step, column), input), iterations), pool);
                default ->
                    CompletableFuture.allOf(inputs)
                            .thenApplyAsync(
                                    done -> {
                                        long digest = work.begin(step, column);
                                        for (CompletableFuture<Long> input : inputs) {
                                            digest = work.input(digest, input.join());
                                        }
                                        return work.compute(digest, iterations);
                                    },
                                    pool);
            };
        }

        @Override
        public void close() {
            pool.shutdown();
        }
    }
}
