package dev.anabranch.stdlib.block;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import java.nio.ByteBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * New tensors whose elements are not set yet, for kernels that write every one: clearing memory first would cost as
 * much again as writing it. And copies between tensors and heap arrays, in bulk.
 */
public final class Fresh {
    private Fresh() {}

    /** Of 64-bit floating-point numbers. */
    public static DoubleTensor doubles(BufferAllocator allocator, long... shape) {
        return DoubleTensor.wrap(buffer(allocator, ElementType.F64, shape), shape);
    }

    /** Of 32-bit floating-point numbers. */
    public static FloatTensor floats(BufferAllocator allocator, long... shape) {
        return FloatTensor.wrap(buffer(allocator, ElementType.F32, shape), shape);
    }

    /** Of 64-bit integers. */
    public static LongTensor longs(BufferAllocator allocator, long... shape) {
        return LongTensor.wrap(buffer(allocator, ElementType.I64, shape), shape);
    }

    /** Of 32-bit integers. */
    public static IntTensor ints(BufferAllocator allocator, long... shape) {
        return IntTensor.wrap(buffer(allocator, ElementType.I32, shape), shape);
    }

    /** Of truth values. */
    public static BooleanTensor booleans(BufferAllocator allocator, long... shape) {
        return BooleanTensor.wrap(buffer(allocator, ElementType.BOOL, shape), shape);
    }

    /** With the elements of an array, row by row. */
    public static DoubleTensor copyOf(BufferAllocator allocator, double[] elements, long... shape) {
        DoubleTensor tensor = doubles(allocator, shape);
        if (tensor.size() != elements.length) {
            tensor.close();
            throw new IllegalArgumentException(elements.length + " elements for " + tensor);
        }
        int position = 0;
        for (ByteBuffer window : Blocks.windows(tensor)) {
            int length = window.remaining() / Double.BYTES;
            window.asDoubleBuffer().put(elements, position, length);
            position += length;
        }
        return tensor;
    }

    /** A copy of the elements, row by row. */
    public static double[] toArray(DoubleTensor tensor) {
        double[] elements = new double[Math.toIntExact(tensor.size())];
        int position = 0;
        for (ByteBuffer window : Blocks.windows(tensor)) {
            int length = window.remaining() / Double.BYTES;
            window.asDoubleBuffer().get(elements, position, length);
            position += length;
        }
        return elements;
    }

    private static ArrowBuf buffer(BufferAllocator allocator, ElementType type, long[] shape) {
        long size = 1;
        for (long extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        long bytes = type.bytes(size);
        ArrowBuf buffer = allocator.buffer(Math.max(bytes, 1));
        buffer.writerIndex(bytes);
        return buffer;
    }
}
