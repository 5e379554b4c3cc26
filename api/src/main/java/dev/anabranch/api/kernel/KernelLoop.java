package dev.anabranch.api.kernel;

import org.apache.arrow.memory.ArrowBuf;

/** The loop of a fused expression over a part of its tensors, less than 2 GiB of each. */
@FunctionalInterface
public interface KernelLoop {
    /**
     * Computes the first {@code count} elements. A reduction adds element {@code i} to lane {@code i % 8} of the lanes
     * that its kind has; everything else writes its result behind the memory of the operands.
     *
     * @param memory of the tensors, and of the result if it is one, each from its first element to its last
     * @param floats the operands that are floating-point numbers
     * @param integers the operands that are integers or truth values
     * @param floatLanes what a reduction of floating-point numbers has so far, see {@link Lanes}
     * @param integerLanes what a reduction of integers or truth values has so far
     * @param count how many elements there are
     */
    void run(ArrowBuf[] memory, double[] floats, long[] integers, double[] floatLanes, long[] integerLanes, int count);
}
