package dev.anabranch.runtime.gang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.gang.ReduceOperation;
import dev.anabranch.runtime.shared.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** In how many processes ranks are, and whether others can read their memory, changes no bit. */
class ProcessesProperties {
    private static final int TRIES = 150;
    private static final List<ElementType> NUMBERS =
            List.of(ElementType.F64, ElementType.F32, ElementType.I64, ElementType.I32);

    private static final List<Machine> MACHINES = new ArrayList<>();

    @BeforeContainer
    static void open() throws IOException, InterruptedException {
        for (int processes : new int[] {2, 3, 6}) {
            MACHINES.add(new Machine(RunFolder.parent(), processes, 6, TRIES));
        }
    }

    @AfterContainer
    static void close() throws IOException {
        for (Machine machine : MACHINES) {
            machine.close();
        }
    }

    private enum Kind {
        BROADCAST {
            @Override
            void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
                gang.broadcast(data, type, count, (int) (count % gang.size()));
            }
        },
        ALL_REDUCE {
            @Override
            void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
                gang.allReduce(data, type, count, operation);
            }
        },
        ALL_GATHER {
            @Override
            void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
                gang.allGather(data, type, count);
            }
        },
        /** Beside a rank's own block its data are undefined. */
        REDUCE_SCATTER {
            @Override
            void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
                gang.reduceScatter(data, type, count, operation);
                long first = gang.blockStart(count, gang.rank());
                long end = gang.blockStart(count, gang.rank() + 1);
                for (long at = 0; at < type.bytes(count); at++) {
                    if (at < type.bytes(first) || at >= type.bytes(end)) {
                        data.setByte(at, 0);
                    }
                }
            }
        };

        abstract void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation);
    }

    @Property(tries = TRIES)
    void collectivesGiveTheSameBitsOnThreadsAndInProcesses(
            @ForAll @IntRange(min = 0, max = 2) int machine,
            @ForAll @IntRange(min = 2, max = 6) int size,
            @ForAll Kind kind,
            @ForAll @IntRange(min = 0, max = 3) int type,
            @ForAll ReduceOperation operation,
            @ForAll @IntRange(min = 0, max = 3_000) int count,
            @ForAll boolean tree,
            @ForAll @IntRange(min = 0, max = 63) int unreadable,
            @ForAll @LongRange(min = 1, max = 5_000) long stagedBytes,
            @ForAll long seed)
            throws InterruptedException {
        Machine processes = MACHINES.get(machine);
        ElementType elements = NUMBERS.get(type);
        long treeBytes = tree ? Long.MAX_VALUE : -1;
        List<byte[]> inputs = inputs(size, elements, count, seed);
        List<byte[]> threads;
        try (RootAllocator allocator = new RootAllocator()) {
            List<ArrowBuf> data = IntStream.range(0, size)
                    .mapToObj(rank -> filled(allocator, inputs.get(rank)))
                    .toList();
            assertThat(new Ranks()
                            .run(
                                    size,
                                    treeBytes,
                                    gang -> kind.call(gang, data.get(gang.rank()), elements, count, operation)))
                    .containsOnlyNulls();
            threads = taken(data, elements.bytes(count));
        }
        try (RootAllocator elsewhere = new RootAllocator()) {
            List<ArrowBuf> data = IntStream.range(0, size)
                    .mapToObj(rank -> filled(
                            (unreadable >>> rank & 1) != 0
                                    ? elsewhere
                                    : processes.allocator(processes.deal().partOf(rank)),
                            inputs.get(rank)))
                    .toList();
            Ranks ranks = new Ranks(processes::ringAll);
            assertThat(ranks.run(
                            processes.places(size, stagedBytes, ranks.stop),
                            treeBytes,
                            gang -> kind.call(gang, data.get(gang.rank()), elements, count, operation)))
                    .containsOnlyNulls();
            assertThat(taken(data, elements.bytes(count)).toArray(byte[][]::new))
                    .isDeepEqualTo(threads.toArray(byte[][]::new));
        }
    }

    /** Numbers of which sums depend on the order. */
    private static List<byte[]> inputs(int size, ElementType type, int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToObj(rank -> {
                    ByteBuffer bytes =
                            ByteBuffer.allocate((int) type.bytes(count)).order(ByteOrder.nativeOrder());
                    for (int i = 0; i < count; i++) {
                        double value = random.nextGaussian() * Math.pow(10, random.nextInt(12));
                        switch (type) {
                            case F64 -> bytes.putDouble(value);
                            case F32 -> bytes.putFloat((float) value);
                            case I64 -> bytes.putLong(random.nextLong());
                            default -> bytes.putInt(random.nextInt());
                        }
                    }
                    return bytes.array();
                })
                .toList();
    }

    private static ArrowBuf filled(BufferAllocator allocator, byte[] bytes) {
        ArrowBuf data = allocator.buffer(Math.max(1, bytes.length));
        data.setBytes(0, bytes);
        return data;
    }

    private static List<byte[]> taken(List<ArrowBuf> data, long bytes) {
        List<byte[]> all = new ArrayList<>();
        for (ArrowBuf one : data) {
            byte[] copy = new byte[(int) bytes];
            one.getBytes(0, copy);
            all.add(copy);
            one.close();
        }
        return all;
    }
}
