package dev.anabranch.benchmarks.micro;

import dev.anabranch.api.Dataset;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Table;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to take a hold of a dataset and to give it back, by one thread and by two at once, in nanoseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class LendBenchmark {
    /** The least that counts: one more and one less, both with a full fence. */
    @State(Scope.Benchmark)
    public static class Counter {
        private final AtomicInteger holds = new AtomicInteger(1);

        int lend() {
            holds.incrementAndGet();
            return holds.decrementAndGet();
        }
    }

    /** A tensor of one number. */
    @State(Scope.Benchmark)
    public static class OfTensor {
        private final BufferAllocator allocator = new RootAllocator();
        private final DoubleTensor tensor = DoubleTensor.zeros(allocator, 1);

        @TearDown(Level.Trial)
        public void close() {
            tensor.close();
            allocator.close();
        }
    }

    /** A table without rows. */
    @State(Scope.Benchmark)
    public static class OfTable {
        private final Table table = Table.of(new Schema(List.of()), List.of());
    }

    private static Dataset lend(Dataset dataset) {
        dataset.share().close();
        return dataset;
    }

    @Benchmark
    public int counter(Counter state) {
        return state.lend();
    }

    @Benchmark
    @Beside("counter")
    public Dataset tensor(OfTensor state) {
        return lend(state.tensor);
    }

    @Benchmark
    @Beside("counter")
    public Dataset table(OfTable state) {
        return lend(state.table);
    }

    @Benchmark
    @Threads(2)
    public int counterOfTwo(Counter state) {
        return state.lend();
    }

    @Benchmark
    @Threads(2)
    @Beside("counterOfTwo")
    public Dataset tensorOfTwo(OfTensor state) {
        return lend(state.tensor);
    }

    @Benchmark
    @Threads(2)
    @Beside("counterOfTwo")
    public Dataset tableOfTwo(OfTable state) {
        return lend(state.table);
    }
}
