package dev.anabranch.samples;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;

/** Large tensors of which little is ever looked at. */
public final class Blocks {
    private static final long PAGE = 512;

    private Blocks() {}

    /** A block of so many numbers, whose number stands in each page. */
    @Task
    public static DoubleTensor block(TaskContext task, long number, long size) {
        return filled(task, (double) number, size);
    }

    /** Their sum, of blocks that are whole. */
    @Task
    public static DoubleTensor sum(TaskContext task, DoubleTensor left, DoubleTensor right) {
        return filled(task, value(left) + value(right), left.size());
    }

    private static DoubleTensor filled(TaskContext task, double value, long size) {
        DoubleTensor result = DoubleTensor.zeros(task.allocator(), size);
        for (long at = 0; at < size; at += PAGE) {
            result.set(at, value);
        }
        return result;
    }

    /** What stands in each page of a block. */
    @Task
    public static double value(DoubleTensor block) {
        for (long at = 0; at < block.size(); at += PAGE) {
            if (block.get(at) != block.get(0)) {
                throw new IllegalStateException("the block is torn at " + at);
            }
        }
        return block.get(0);
    }
}
