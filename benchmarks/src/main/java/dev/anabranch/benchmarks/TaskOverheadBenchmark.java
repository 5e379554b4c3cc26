package dev.anabranch.benchmarks;

import java.io.IOException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a task costs that does next to nothing, in nanoseconds of wall time for each task of the graph. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TaskOverheadBenchmark.TASKS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TaskOverheadBenchmark {
    private static final int WIDTH = 100;
    private static final int LINKS = 1000;

    /** As many as the graph has. */
    static final int TASKS = WIDTH * LINKS + 1;

    /** The graph's shape, from a field that the compiler cannot take for a constant. */
    @State(Scope.Benchmark)
    public static class Graph {
        ChainSize size = new ChainSize(WIDTH, LINKS);
    }

    /** The flow, compiled once. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls compile() before it measures
    public static class Compiled {
        @Param({"1", "2"})
        public int workers;

        private ChainFlow flow;

        /** Compiles into a folder of its own, and checks that the flow computes what the loop does. */
        @Setup(Level.Trial)
        public void compile(Graph graph) throws IOException {
            try (ScratchFolder folder = ScratchFolder.create()) {
                flow = ChainFlow.compile(graph.size, workers, folder.path());
            }
            if (flow.run() != HandWrittenChains.sequential(graph.size)) {
                throw new IllegalStateException("the flow and the loop differ");
            }
        }
    }

    /** Threads for futures, as many as the flow has workers. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls open() before it measures
    public static class Pool {
        @Param({"1", "2"})
        public int workers;

        private ForkJoinPool threads;

        @Setup(Level.Trial)
        public void open() {
            threads = new ForkJoinPool(workers);
        }

        @TearDown(Level.Trial)
        public void close() {
            threads.shutdown();
        }
    }

    @Benchmark
    public long flow(Compiled compiled) {
        return compiled.flow.run();
    }

    @Benchmark
    public long futures(Graph graph, Pool pool) {
        return HandWrittenChains.futures(graph.size, pool.threads);
    }

    @Benchmark
    public long sequentialLoop(Graph graph) {
        return HandWrittenChains.sequential(graph.size);
    }
}
