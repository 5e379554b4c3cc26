package dev.anabranch.cli;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Tasks that take a while, so that a run can be stopped in its middle. */
public final class Slow {
    private static final long NANOS = 20_000_000;

    private Slow() {}

    /** A tensor that depends on a number. */
    @Task
    public static DoubleTensor begin(TaskContext task, long seed) {
        LockSupport.parkNanos(NANOS);
        double[] values = new double[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sqrt((double) (seed + i));
        }
        return DoubleTensor.of(task.allocator(), values, 10, 100);
    }

    /** A number after so many seconds. */
    @Task
    public static double after(long seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(NANOS);
        }
        return (double) seconds;
    }

    /** The next of a row of tensors. */
    @Task
    public static DoubleTensor next(TaskContext task, DoubleTensor before) {
        LockSupport.parkNanos(NANOS);
        DoubleTensor after = DoubleTensor.zeros(task.allocator(), before.shape());
        for (long i = 0; i < before.size(); i++) {
            after.set(i, 3.7 * before.get(i) * (1 - before.get(i) / 100));
        }
        return after;
    }

    /** The sum of several. */
    @Task
    public static double total(List<DoubleTensor> all) {
        double sum = 0;
        for (DoubleTensor one : all) {
            for (long i = 0; i < one.size(); i++) {
                sum += one.get(i);
            }
        }
        return sum;
    }
}
