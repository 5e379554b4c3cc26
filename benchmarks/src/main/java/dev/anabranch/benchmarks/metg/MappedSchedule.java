package dev.anabranch.benchmarks.metg;

import dev.anabranch.benchmarks.jvms.Lap;
import dev.anabranch.benchmarks.jvms.Part;
import dev.anabranch.benchmarks.jvms.Seat;
import dev.anabranch.runtime.plan.Deal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One process of a static schedule as one would write it by hand over memory that processes share: each thread walks its own
 * columns row by row. A column that another thread reads has a flag in the shared memory, set with release and read with
 * acquire. No thread waits to write.
 */
final class MappedSchedule implements Part {
    private static final int SPINS = 20_000;

    private final PointGraph graph;
    private final Shares shares;
    private final Point point;
    private final long iterations;
    private final int[] workers;
    private final boolean first;
    private final boolean[] crossing;
    private @Nullable MappedOutputs outputs;

    /** @param arguments pattern, width, steps, bytes, whether points are empty, workers, iterations, and the laid out file */
    MappedSchedule(Seat seat, List<String> arguments) throws IOException {
        int width = Integer.parseInt(arguments.get(1));
        int steps = Integer.parseInt(arguments.get(2));
        PatternFlow flow = new PatternFlow(
                arguments.get(0),
                width,
                steps,
                Integer.parseInt(arguments.get(3)),
                Boolean.parseBoolean(arguments.get(4)));
        this.graph = PointGraph.of(flow.text(), width, steps);
        this.point = flow.point();
        this.shares = new Shares(width, Integer.parseInt(arguments.get(5)));
        this.iterations = Long.parseLong(arguments.get(6));
        this.workers = Deal.even(seat.processes(), shares.workers()).workersOf(seat.process());
        this.first = seat.process() == 0;
        this.outputs = MappedOutputs.open(Path.of(arguments.get(7)), flow, graph);
        this.crossing = new boolean[width];
        for (int step = 0; step < steps; step++) {
            for (int column = 0; column < width; column++) {
                int[] reads = graph.row(step)[column];
                for (int read : reads == null ? new int[0] : reads) {
                    crossing[read] |= shares.owner(read) != shares.owner(column);
                }
            }
        }
    }

    private MappedOutputs outputs() {
        return Objects.requireNonNull(outputs);
    }

    @Override
    public void ready(Path folder) {
        if (first) {
            outputs().reset();
        }
    }

    @Override
    public Lap run() throws InterruptedException {
        Thread[] threads = new Thread[workers.length];
        for (int i = 0; i < threads.length; i++) {
            int worker = workers[i];
            threads[i] = new Thread(() -> walk(worker), "by-hand-" + worker);
            threads[i].setUncaughtExceptionHandler((thread, failure) -> {
                outputs().fail();
                failure.printStackTrace();
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long ended = System.nanoTime();
        if (outputs().failed()) {
            throw new IllegalStateException("a thread of the schedule by hand has failed");
        }
        return new Lap(ended, last());
    }

    /** Columns of the last row that are this process's, and their digests. */
    private long[] last() {
        List<Long> values = new ArrayList<>();
        int step = graph.steps() - 1;
        for (int worker : workers) {
            for (int column = shares.first(worker); column < shares.first(worker + 1); column++) {
                values.add((long) column);
                values.add(graph.has(step, column) ? outputs().digest(column, step) : 0);
            }
        }
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private void walk(int worker) {
        int begin = shares.first(worker);
        int end = shares.first(worker + 1);
        MappedOutputs shared = outputs();
        for (int step = 0; step < graph.steps(); step++) {
            row(shared, step, begin, end);
        }
    }

    private void row(MappedOutputs shared, int step, int begin, int end) {
        int[] @Nullable [] row = graph.row(step);
        for (int column = begin; column < end; column++) {
            int[] reads = row[column];
            if (reads == null) {
                continue;
            }
            long digest = point.begin(step, column);
            for (int read : reads) {
                if (read < begin || read >= end) {
                    await(shared, read, step);
                }
                digest = shared.input(digest, read, step - 1);
            }
            shared.put(column, step, point.compute(digest, iterations));
            if (crossing[column]) {
                shared.tell(column, step + 1);
            }
        }
    }

    /** Waits until a column has so many rows; gives the core away when that takes long. */
    @SuppressWarnings("ThreadPriorityCheck") // where there are fewer cores than threads, another may need this one
    private static void await(MappedOutputs shared, int column, int rows) {
        int spins = 0;
        while (!shared.has(column, rows)) {
            if (++spins > SPINS) {
                if (shared.failed()) {
                    throw new IllegalStateException("another thread has failed");
                }
                Thread.yield();
            }
        }
    }

    @Override
    public void close() {
        outputs = null;
    }
}
