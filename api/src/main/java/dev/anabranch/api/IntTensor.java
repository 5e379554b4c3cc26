package dev.anabranch.api;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A tensor of 32-bit integers: {@code tensor<i32>} in a flow. */
public final class IntTensor extends Tensor {
    private IntTensor(ArrowBuf data, long[] shape) {
        super(ElementType.I32, data, shape);
    }

    /** A new tensor of zeros. */
    public static IntTensor zeros(BufferAllocator allocator, long... shape) {
        return new IntTensor(allocate(allocator, ElementType.I32, shape), shape);
    }

    /** A new tensor with the given elements, row by row. */
    public static IntTensor of(BufferAllocator allocator, int[] elements, long... shape) {
        if (size(shape) != elements.length) {
            throw new IllegalArgumentException(elements.length + " elements for a tensor of " + size(shape));
        }
        IntTensor tensor = zeros(allocator, shape);
        for (int i = 0; i < elements.length; i++) {
            tensor.set(i, elements[i]);
        }
        return tensor;
    }

    /** A tensor over memory that is handed over with its hold. */
    public static IntTensor wrap(ArrowBuf data, long... shape) {
        return new IntTensor(data, shape);
    }

    /** The element at a position, counted row by row from 0. */
    public int get(long position) {
        return data().getInt(position * Integer.BYTES);
    }

    /** Writes an element, before the tensor is handed over. */
    public void set(long position, int value) {
        data().setInt(position * Integer.BYTES, value);
    }

    /** A copy of the elements, row by row. */
    public int[] toArray() {
        int[] elements = new int[Math.toIntExact(size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = get(i);
        }
        return elements;
    }

    @Override
    public IntTensor share() {
        super.share();
        return this;
    }
}
