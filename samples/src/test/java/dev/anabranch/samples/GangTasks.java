package dev.anabranch.samples;

import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.gang.ReduceOperation;
import java.util.List;

/** Tasks that give the same with gangs of any size, if all ranks and all collectives do what they should. */
public final class GangTasks {
    private static final int LENGTH = 257;

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
