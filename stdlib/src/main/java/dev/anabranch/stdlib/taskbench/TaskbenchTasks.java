package dev.anabranch.stdlib.taskbench;

import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.block.Fresh;
import java.util.List;

/**
 * Points of task graphs that are there to be measured, after Task Bench (Slaughter et al., 2020, "Task Bench: a
 * parameterized benchmark for evaluating parallel runtime performance"): a graph has steps, each step has points, and a
 * point depends on points of the step before. Which ones is the flow's pattern.
 */
public final class TaskbenchTasks {
    /** Two elements tell where a tensor came from; longer ones repeat them. */
    private static final int LEAST_BYTES = 2 * Long.BYTES;

    private TaskbenchTasks() {}

    /**
     * One point of one step: checks that all its inputs are whole and of the step before, computes for so many
     * iterations, and tells by its output which points it came from, directly and through others. It counts as an
     * effect, so that no point is dropped: the work is what is wanted.
     *
     * @param step which step, from 0
     * @param point which point of the step
     * @param inputs the outputs of the points that it depends on
     * @param iterations of the kernel, each of 64 multiplications and 64 additions
     * @param bytes of the output, at least 16; rounded down to a multiple of 16
     * @return {@code [bytes / 8]}: by turns the point's digest and its step. The digest is made from step, point,
     *     kernel and the digests of the inputs in their order
     */
    @Task(effect = true)
    @Cost(time = "1us", size = "16B")
    public static LongTensor point(
            TaskContext task,
            long step,
            long point,
            @Default("[]") List<LongTensor> inputs,
            @Default("0") long iterations,
            @Default("16") long bytes) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException("an output of " + bytes + " bytes, at least " + LEAST_BYTES);
        }
        long digest = Digest.of(Digest.of(0, step), point);
        for (int i = 0; i < inputs.size(); i++) {
            digest = Digest.of(digest, checked(inputs.get(i), step - 1, i));
        }
        if (iterations > 0) {
            digest = Digest.of(digest, Double.doubleToLongBits(ComputeKernel.run(iterations)));
        }
        LongTensor result = Fresh.longs(task.allocator(), bytes / LEAST_BYTES * 2);
        for (long at = 0; at < result.size(); at += 2) {
            result.set(at, digest);
            result.set(at + 1, step);
        }
        return result;
    }

    /**
     * One point of one step whose output is its digest alone, of which nothing lies in memory of its own: what is left is
     * what a task and its hand-offs cost. Its digest is that of {@code point} with the same inputs.
     *
     * @param step which step, from 0
     * @param point which point of the step
     * @param iterations of the kernel, each of 64 multiplications and 64 additions
     * @param inputs the digests of the points that it depends on
     * @return the digest of step, point, inputs in their order, and kernel
     */
    @Task(effect = true)
    @Cost(time = "100ns", size = "8B")
    public static long digest(long step, long point, long iterations, long... inputs) {
        long digest = Digest.of(Digest.of(0, step), point);
        for (long input : inputs) {
            digest = Digest.of(digest, input);
        }
        return iterations > 0 ? Digest.of(digest, Double.doubleToLongBits(ComputeKernel.run(iterations))) : digest;
    }

    /**
     * A point that does nothing but take its inputs: what is left is what a task and its hand-offs cost.
     *
     * @param inputs the points that it depends on
     * @return their sum and one, modulo 2^64
     */
    @Task(effect = true)
    @Cost(time = "10ns", size = "8B")
    public static long empty(long... inputs) {
        long sum = 1;
        for (long input : inputs) {
            sum += input;
        }
        return sum;
    }

    /** The digest of an input, if all of it is what a point of the step wrote. */
    private static long checked(LongTensor input, long step, int number) {
        long digest = input.get(0);
        for (long at = 0; at < input.size(); at += 2) {
            if (input.get(at + 1) != step || input.get(at) != digest) {
                throw new IllegalStateException("input " + number + " is not of step " + step + ": its elements " + at
                        + " and " + (at + 1) + " are " + input.get(at) + " and " + input.get(at + 1));
            }
        }
        return digest;
    }
}
