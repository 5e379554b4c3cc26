package dev.anabranch.samples;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.gang.ReduceOperation;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;

/** Tasks that give the same with gangs of any size, if all ranks and all collectives do what they should. */
public final class GangTasks {
    private static final int LENGTH = 257;

    private static final List<ElementType> NUMBERS =
            List.of(ElementType.F64, ElementType.F32, ElementType.I64, ElementType.I32);

    private static final List<ReduceOperation> OPERATIONS =
            List.of(ReduceOperation.SUM, ReduceOperation.MIN, ReduceOperation.MAX);

    private GangTasks() {}

    /** Numbers. */
    @Task
    public static LongTensor source(TaskContext task, long seed) {
        LongTensor made = LongTensor.zeros(task.allocator(), LENGTH);
        for (long i = 0; i < LENGTH; i++) {
            made.set(i, seed * 31 + i);
        }
        return made;
    }

    /** Each rank mixes its share of the inputs; other ranks than the first return something else. */
    @Task
    public static LongTensor mix(TaskContext task, List<LongTensor> inputs) {
        Gang gang = task.gang();
        LongTensor sums = LongTensor.zeros(task.allocator(), LENGTH);
        int first = (int) gang.blockStart(inputs.size(), gang.rank());
        int end = (int) gang.blockStart(inputs.size(), gang.rank() + 1);
        for (int input = first; input < end; input++) {
            for (long i = 0; i < LENGTH; i++) {
                sums.set(i, sums.get(i) + inputs.get(input).get(i) * (input + 3));
            }
        }
        gang.barrier();
        gang.reduceScatter(sums, ReduceOperation.SUM);
        gang.allGather(sums);
        gang.broadcast(sums, gang.size() - 1);
        if (gang.rank() > 0) {
            // Borrowed, so that a mistake in letting go of it shows.
            sums.close();
            return inputs.get(0).share();
        }
        return sums;
    }

    /**
     * What a number of collectives of all kinds, of random lengths and types, make of random numbers. What one rank in four
     * takes part with lies in memory that no other process can read.
     */
    @Task
    public static LongTensor shapes(TaskContext task, long seed, int count) {
        Gang gang = task.gang();
        Random all = new Random(seed);
        Random own = new Random(seed * 31 + gang.rank());
        LongTensor hashes = LongTensor.zeros(task.allocator(), count);
        try (RootAllocator elsewhere = new RootAllocator()) {
            for (int number = 0; number < count; number++) {
                ElementType type = NUMBERS.get(all.nextInt(NUMBERS.size()));
                ReduceOperation operation = OPERATIONS.get(all.nextInt(OPERATIONS.size()));
                int length = all.nextInt(1 << all.nextInt(number == 0 ? 20 : 16));
                int kind = all.nextInt(4);
                int root = all.nextInt(gang.size());
                boolean apart = all.nextInt(4) == 0 ? gang.rank() == root : own.nextInt(4) == 0;
                try (ArrowBuf data = (apart ? elsewhere : task.allocator()).buffer(Math.max(1, type.bytes(length)))) {
                    fill(data, type, length, own);
                    long first = 0;
                    long end = length;
                    switch (kind) {
                        case 0 -> gang.broadcast(data, type, length, root);
                        case 1 -> gang.allReduce(data, type, length, operation);
                        case 2 -> gang.allGather(data, type, length);
                        default -> {
                            gang.reduceScatter(data, type, length, operation);
                            first = gang.blockStart(length, gang.rank());
                            end = gang.blockStart(length, gang.rank() + 1);
                        }
                    }
                    hashes.set(number, hash(data, type.bytes(first), type.bytes(end)));
                }
            }
        }
        gang.allReduce(hashes, ReduceOperation.SUM);
        int port = Integer.parseInt(gang.environment().get("MASTER_PORT"));
        try (LongTensor known = LongTensor.of(task.allocator(), new long[] {port}, 1)) {
            gang.broadcast(known, 0);
            if (known.get(0) != port) {
                throw new IllegalStateException("rank 0 is to listen at " + known.get(0) + ", not at " + port);
            }
        }
        return hashes;
    }

    private static void fill(ArrowBuf data, ElementType type, int length, Random random) {
        for (int i = 0; i < length; i++) {
            double value = random.nextGaussian() * (1 << random.nextInt(20));
            switch (type) {
                case F64 -> data.setDouble(8L * i, value);
                case F32 -> data.setFloat(4L * i, (float) value);
                case I64 -> data.setLong(8L * i, (long) (value * 1e6));
                default -> data.setInt(4L * i, (int) value);
            }
        }
    }

    private static long hash(ArrowBuf data, long first, long end) {
        long hash = 17;
        for (long at = first; at < end; at++) {
            hash = hash * 31 + data.getByte(at);
        }
        return hash;
    }

    /** A number, of which only that of rank 0 counts. */
    @Task
    public static long size(TaskContext task, LongTensor of) {
        return of.size() + task.gang().rank();
    }

    /** One rank throws. */
    @Task
    public static LongTensor fails(TaskContext task, LongTensor input, int rank) {
        Gang gang = task.gang();
        if (gang.rank() == rank) {
            throw new IllegalStateException("rank " + rank + " does not want to");
        }
        gang.barrier();
        return input.share();
    }

    /** One rank computes for a while, for which the others wait. */
    @Task
    public static LongTensor late(TaskContext task, LongTensor input, int rank, double seconds) {
        Gang gang = task.gang();
        LongTensor made = LongTensor.zeros(task.allocator(), 2);
        if (gang.rank() == rank) {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            long sum = 0;
            while (System.nanoTime() < end) {
                sum += input.get(sum & 15);
            }
            made.set(0, 1);
            made.set(1, sum < 0 ? 1 : 0);
        }
        gang.allReduce(made, ReduceOperation.MAX);
        return made;
    }

    /** One rank ends before the others. */
    @Task
    public static LongTensor ends(TaskContext task, LongTensor input) {
        if (task.gang().rank() == 0) {
            task.gang().barrier();
        }
        return input.share();
    }

    /** Does not ask for its gang. */
    @Task
    public static LongTensor alone(TaskContext task, LongTensor input) {
        LongTensor made = LongTensor.zeros(task.allocator(), LENGTH);
        for (long i = 0; i < LENGTH; i++) {
            made.set(i, input.get(i) + 1);
        }
        return made;
    }
}
