package dev.anabranch.benchmarks.processes;

import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;

/**
 * A dataset that goes to and fro: each task reads the one that the other process made and makes another of the same size. Its
 * first element is how often it went, its second the time at which the clock began; both are in its last elements, too,
 * so that who reads it knows that all of it is there. The rest is not touched: what is measured is the hand-off.
 */
public final class Ball {
    private static final int NUMBERS = 2;

    private Ball() {}

    /** The first one, of so many bytes. */
    @Task
    public static LongTensor serve(TaskContext task, long bytes) {
        return made(task, bytes / Long.BYTES, 0, 0);
    }

    /**
     * The next one.
     *
     * @param warm at which number the clock begins
     */
    @Task
    public static LongTensor hit(TaskContext task, LongTensor ball, long warm) {
        long number = ball.get(0) + 1;
        long began = number == warm ? System.nanoTime() : ball.get(1);
        long size = ball.size();
        if (ball.get(size - 2) != number - 1 || ball.get(size - 1) != ball.get(1)) {
            throw new IllegalStateException("dataset " + (number - 1) + " is not whole");
        }
        return made(task, size, number, began);
    }

    /** How many nanoseconds ago the clock began. */
    @Task
    public static long score(LongTensor ball) {
        return System.nanoTime() - ball.get(1);
    }

    private static LongTensor made(TaskContext task, long size, long number, long began) {
        if (size < 2 * NUMBERS) {
            throw new IllegalArgumentException("a dataset of " + size + " elements");
        }
        // Not filled with zeros, which takes as long as it is large.
        LongTensor ball = LongTensor.wrap(task.allocator().buffer(size * Long.BYTES), size);
        ball.set(0, number);
        ball.set(1, began);
        ball.set(size - 2, number);
        ball.set(size - 1, began);
        return ball;
    }
}
