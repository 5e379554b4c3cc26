package dev.anabranch.benchmarks.micro;

import dev.anabranch.benchmarks.CrossingFlow;
import dev.anabranch.runtime.host.OpenNumbers;
import dev.anabranch.runtime.host.OpenStore;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs one thread to put a value where others read it, to see that it is there, to read it, and to empty its place
 * again, in nanoseconds a value. No cache line moves here; see {@link HandOffBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ReadyFlagBenchmark.VALUES)
@Fork(1)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class ReadyFlagBenchmark {
    /** How many values one invocation passes. */
    static final int VALUES = 512;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle REFERENCE = MethodHandles.arrayElementVarHandle(Object[].class);

    /** Numbers, by place. */
    @State(Scope.Thread)
    public static class Words {
        private final OpenNumbers numbers = OpenNumbers.onHeap(VALUES);
        private final long[] words = new long[VALUES];
    }

    /** Objects, in their cells and without. */
    @State(Scope.Thread)
    public static class References {
        private final Long[] values = LongStream.range(1, VALUES + 1).boxed().toArray(Long[]::new);
        private final @Nullable Object[] references = new Object[VALUES];
    }

    /** The store of a run. */
    @State(Scope.Thread)
    public static class Store {
        private final CrossingFlow flow = Crossing.of(VALUES);
        private final OpenStore store = new OpenStore(flow.plan());
        private final int[] objects = flow.objects();
        private final int[] ownObjects = flow.ownObjects();
        private final int[] numbers = flow.numbers();
    }

    @Benchmark
    public long plainWords(Words state) {
        long[] words = state.words;
        for (int i = 0; i < VALUES; i++) {
            words[i] = i + 1L;
        }
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += words[i] != 0 ? words[i] : -1;
        }
        Arrays.fill(words, 0);
        return sum;
    }

    @Benchmark
    @Beside("plainWords")
    public long orderedWords(Words state) {
        long[] words = state.words;
        for (int i = 0; i < VALUES; i++) {
            WORD.setRelease(words, i, i + 1L);
        }
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += (long) WORD.getAcquire(words, i) != 0 ? (long) WORD.getAcquire(words, i) : -1;
        }
        Arrays.fill(words, 0);
        return sum;
    }

    /** What only its own worker reads. */
    @Benchmark
    @Beside("plainWords")
    public long ownNumbers(Words state) {
        OpenNumbers numbers = state.numbers;
        for (int i = 0; i < VALUES; i++) {
            numbers.putOwn(i, i + 1L);
        }
        return takeAll(numbers);
    }

    @Benchmark
    @Beside("orderedWords")
    public long sharedNumbers(Words state) {
        OpenNumbers numbers = state.numbers;
        for (int i = 0; i < VALUES; i++) {
            numbers.putShared(i, i + 1L);
        }
        return takeAll(numbers);
    }

    private static long takeAll(OpenNumbers numbers) {
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += numbers.ready(i) ? numbers.get(i) : -1;
        }
        Arrays.fill(numbers.words(), 0);
        return sum;
    }

    /** By cell, with a look whether somebody sleeps. */
    @Benchmark
    @Beside("orderedWords")
    public long numbersInStore(Store state) {
        OpenStore store = state.store;
        int[] cells = state.numbers;
        for (int i = 0; i < VALUES; i++) {
            store.putNumber(cells[i], i + 1L);
        }
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += store.ready(cells[i]) ? store.number(cells[i]) : -1;
        }
        for (int i = 0; i < VALUES; i++) {
            store.takeOutNumber(cells[i]);
        }
        return sum;
    }

    @Benchmark
    public long plainReferences(References state) {
        @Nullable Object[] references = state.references;
        Long[] values = state.values;
        for (int i = 0; i < VALUES; i++) {
            references[i] = values[i];
        }
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += references[i] instanceof Long value ? value : -1;
        }
        Arrays.fill(references, null);
        return sum;
    }

    @Benchmark
    @Beside("plainReferences")
    public long orderedReferences(References state) {
        @Nullable Object[] references = state.references;
        Long[] values = state.values;
        for (int i = 0; i < VALUES; i++) {
            REFERENCE.setRelease(references, i, values[i]);
        }
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += REFERENCE.getAcquire(references, i) instanceof Long value ? value : -1;
        }
        Arrays.fill(references, null);
        return sum;
    }

    /** By cell; only their own worker reads them. */
    @Benchmark
    @Beside("orderedReferences")
    public long ownSlots(Store state, References values) {
        return pass(state.store, state.ownObjects, values.values);
    }

    /** By cell, with a look whether somebody sleeps. */
    @Benchmark
    @Beside("orderedReferences")
    public long sharedSlots(Store state, References values) {
        return pass(state.store, state.objects, values.values);
    }

    private static long pass(OpenStore store, int[] cells, Long[] values) {
        for (int i = 0; i < VALUES; i++) {
            store.put(cells[i], values[i]);
        }
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += store.get(cells[i]) instanceof Long value ? value : -1;
        }
        for (int i = 0; i < VALUES; i++) {
            store.takeOut(cells[i]);
        }
        return sum;
    }
}
