package dev.anabranch.runtime.gang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.gang.ReduceOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** Collectives against loops over all ranks' elements, for all small sizes and both algorithms. */
class CollectivesTest {
    private static final int[] LENGTHS = {0, 1, 2, 3, 5, 7, 8, 9, 17, 64, 1001};
    private static final long RING = -1;
    private static final long TREE = Long.MAX_VALUE;
    private static final List<ElementType> NUMBERS =
            List.of(ElementType.F64, ElementType.F32, ElementType.I64, ElementType.I32);

    private static final List<ReduceOperation> OPERATIONS =
            List.of(ReduceOperation.SUM, ReduceOperation.MIN, ReduceOperation.MAX);

    private interface Collective {
        void call(Gang gang, ArrowBuf data);
    }

    /** By rank, whole numbers that floats of 32 bits add up exactly. */
    private static double[][] inputs(int size, int length, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToObj(
                        rank -> random.ints(length, -100, 100).asDoubleStream().toArray())
                .toArray(double[][]::new);
    }

    private static double[][] run(int size, long treeBytes, ElementType type, double[][] inputs, Collective call)
            throws InterruptedException {
        int length = inputs[0].length;
        double[][] outputs = new double[size][length];
        try (RootAllocator allocator = new RootAllocator()) {
            List<ArrowBuf> buffers = new ArrayList<>();
            for (double[] input : inputs) {
                ArrowBuf buffer = allocator.buffer(Math.max(1, type.bytes(length)));
                for (int i = 0; i < length; i++) {
                    set(buffer, type, i, input[i]);
                }
                buffers.add(buffer);
            }
            assertThat(new Ranks().run(size, treeBytes, gang -> call.call(gang, buffers.get(gang.rank()))))
                    .containsOnlyNulls();
            for (int rank = 0; rank < size; rank++) {
                for (int i = 0; i < length; i++) {
                    outputs[rank][i] = get(buffers.get(rank), type, i);
                }
                buffers.get(rank).close();
            }
        }
        return outputs;
    }

    private static void set(ArrowBuf buffer, ElementType type, long at, double value) {
        switch (type) {
            case F64 -> buffer.setDouble(at * 8, value);
            case F32 -> buffer.setFloat(at * 4, (float) value);
            case I64 -> buffer.setLong(at * 8, (long) value);
            case I32 -> buffer.setInt(at * 4, (int) value);
            case BOOL -> throw new AssertionError();
        }
    }

    private static double get(ArrowBuf buffer, ElementType type, long at) {
        return switch (type) {
            case F64 -> buffer.getDouble(at * 8);
            case F32 -> buffer.getFloat(at * 4);
            case I64 -> buffer.getLong(at * 8);
            case I32 -> buffer.getInt(at * 4);
            case BOOL -> throw new AssertionError();
        };
    }

    private static double reduced(double[][] inputs, int at, ReduceOperation operation) {
        return Arrays.stream(inputs)
                .mapToDouble(of -> of[at])
                .reduce((a, b) -> switch (operation) {
                    case SUM -> a + b;
                    case MIN -> Math.min(a, b);
                    case MAX -> Math.max(a, b);
                })
                .orElseThrow();
    }

    private static int blockStart(int length, int size, int rank) {
        return length / size * rank + Math.min(rank, length % size);
    }

    @Test
    void allReduceGivesAllTheSame() throws InterruptedException {
        for (int size = 1; size <= 8; size++) {
            for (int length : LENGTHS) {
                for (long algorithm : new long[] {TREE, RING}) {
                    ElementType type = NUMBERS.get((size + length) % NUMBERS.size());
                    ReduceOperation operation = OPERATIONS.get((size * 7 + length) % OPERATIONS.size());
                    double[][] inputs = inputs(size, length, size * 31L + length);
                    double[][] outputs = run(
                            size,
                            algorithm,
                            type,
                            inputs,
                            (gang, data) -> gang.allReduce(data, type, length, operation));
                    double[] wanted = IntStream.range(0, length)
                            .mapToDouble(at -> reduced(inputs, at, operation))
                            .toArray();
                    assertThat(outputs)
                            .as("%d ranks, %d %s %s", size, length, type, operation)
                            .isDeepEqualTo(copies(wanted, size));
                }
            }
        }
    }

    private static double[][] copies(double[] of, int count) {
        double[][] all = new double[count][];
        Arrays.fill(all, of);
        return all;
    }

    @Test
    void reduceScatterGivesEachItsBlock() throws InterruptedException {
        for (int size = 1; size <= 8; size++) {
            for (int length : LENGTHS) {
                for (long algorithm : new long[] {TREE, RING}) {
                    ElementType type = NUMBERS.get((size + 3 * length) % NUMBERS.size());
                    double[][] inputs = inputs(size, length, size * 37L + length);
                    double[][] outputs = run(
                            size,
                            algorithm,
                            type,
                            inputs,
                            (gang, data) -> gang.reduceScatter(data, type, length, ReduceOperation.SUM));
                    for (int rank = 0; rank < size; rank++) {
                        for (int at = blockStart(length, size, rank); at < blockStart(length, size, rank + 1); at++) {
                            assertThat(outputs[rank][at])
                                    .as("%d of %d ranks, element %d of %d", rank, size, at, length)
                                    .isEqualTo(reduced(inputs, at, ReduceOperation.SUM));
                        }
                    }
                }
            }
        }
    }

    @Test
    void allGatherGivesAllTheBlocks() throws InterruptedException {
        for (int size = 1; size <= 8; size++) {
            for (int length : LENGTHS) {
                int ranks = size;
                double[][] inputs = inputs(size, length, size * 41L + length);
                double[] wanted = IntStream.range(0, length)
                        .mapToDouble(at -> inputs[
                                IntStream.range(0, ranks)
                                        .filter(rank -> at < blockStart(length, ranks, rank + 1))
                                        .findFirst()
                                        .orElseThrow()][
                                at])
                        .toArray();
                assertThat(run(
                                size,
                                RING,
                                ElementType.F64,
                                inputs,
                                (gang, data) -> gang.allGather(data, ElementType.F64, length)))
                        .isDeepEqualTo(copies(wanted, size));
            }
        }
    }

    @Test
    void broadcastGivesAllWhatOneHas() throws InterruptedException {
        for (int size = 1; size <= 8; size++) {
            for (int root = 0; root < size; root++) {
                // Of the ring's pieces of 256 KiB, none, one, and three of which the last is short.
                for (int length : new int[] {0, 3, 80_001}) {
                    for (long algorithm : new long[] {TREE, RING}) {
                        int from = root;
                        double[][] inputs = inputs(size, length, size * 43L + length);
                        assertThat(run(
                                        size,
                                        algorithm,
                                        ElementType.F64,
                                        inputs,
                                        (gang, data) -> gang.broadcast(data, ElementType.F64, length, from)))
                                .isDeepEqualTo(copies(inputs[root], size));
                    }
                }
            }
        }
    }

    @Test
    void sumsAreAddedUpInTheOrderThatIsWrittenDown() throws InterruptedException {
        int size = 5;
        int length = 23;
        Random random = new Random(5);
        double[][] inputs = IntStream.range(0, size)
                .mapToObj(rank -> random.doubles(length, -1e9, 1).toArray())
                .toArray(double[][]::new);
        double[] tree = new double[length];
        double[] ring = new double[length];
        for (int at = 0; at < length; at++) {
            tree[at] = ((inputs[0][at] + inputs[1][at]) + (inputs[2][at] + inputs[3][at])) + inputs[4][at];
            int owner = 0;
            while (at >= blockStart(length, size, owner + 1)) {
                owner++;
            }
            ring[at] = inputs[(owner + 1) % size][at];
            for (int next = 2; next <= size; next++) {
                ring[at] += inputs[(owner + next) % size][at];
            }
        }
        Collective sum = (gang, data) -> gang.allReduce(data, ElementType.F64, length, ReduceOperation.SUM);
        for (int time = 0; time < 20; time++) {
            assertThat(run(size, TREE, ElementType.F64, inputs, sum)).isDeepEqualTo(copies(tree, size));
            assertThat(run(size, RING, ElementType.F64, inputs, sum)).isDeepEqualTo(copies(ring, size));
        }
    }

    @Test
    void manyOneAfterTheOtherOnTheSameMemory() throws InterruptedException {
        try (RootAllocator allocator = new RootAllocator()) {
            List<DoubleTensor> tensors = new ArrayList<>();
            for (int rank = 0; rank < 4; rank++) {
                tensors.add(DoubleTensor.zeros(allocator, 101));
            }
            assertThat(new Ranks().run(4, 0, gang -> {
                        DoubleTensor own = tensors.get(gang.rank());
                        for (int round = 0; round < 500; round++) {
                            for (long i = 0; i < own.size(); i++) {
                                own.set(i, own.get(i) + gang.rank() - 1.5);
                            }
                            gang.allReduce(own, round % 2 == 0 ? ReduceOperation.SUM : ReduceOperation.MAX);
                            if (round % 3 == 0) {
                                gang.barrier();
                            }
                            if (round % 5 == 0) {
                                gang.broadcast(own, round % 4);
                            }
                            for (long i = 0; i < own.size(); i++) {
                                own.set(i, own.get(i) % 1000);
                            }
                        }
                    }))
                    .containsOnlyNulls();
            assertThat(tensors)
                    .allSatisfy(each ->
                            assertThat(each.toArray()).isEqualTo(tensors.get(0).toArray()));
            tensors.forEach(DoubleTensor::close);
        }
    }

    @Test
    void aGangOfOneLeavesAllAsItIs() {
        Gang alone = Gang.ofOne();
        try (RootAllocator allocator = new RootAllocator();
                DoubleTensor x = DoubleTensor.of(allocator, new double[] {1, 2, 3}, 3)) {
            alone.barrier();
            alone.allReduce(x, ReduceOperation.MAX);
            alone.reduceScatter(x, ReduceOperation.SUM);
            alone.allGather(x);
            alone.broadcast(x, 0);
            assertThat(x.toArray()).containsExactly(1, 2, 3);
            assertThatThrownBy(() -> alone.broadcast(x, 1)).hasMessage("a gang of 1 has no rank 1");
        }
        assertThat(alone.environment()).containsEntry("RANK", "0").containsEntry("WORLD_SIZE", "1");
        assertThat(alone.environment()).isEqualTo(alone.environment());
    }
}
