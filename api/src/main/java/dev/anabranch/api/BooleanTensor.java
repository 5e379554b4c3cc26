package dev.anabranch.api;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A tensor of truth values, one bit each, lowest bit first: {@code tensor<bool>} in a flow. */
public final class BooleanTensor extends Tensor {
    private BooleanTensor(ArrowBuf data, long[] shape) {
        super(ElementType.BOOL, data, shape);
    }

    /** A new tensor of false. */
    public static BooleanTensor zeros(BufferAllocator allocator, long... shape) {
        return new BooleanTensor(allocate(allocator, ElementType.BOOL, shape), shape);
    }

    /** A new tensor with the given elements, row by row. */
    public static BooleanTensor of(BufferAllocator allocator, boolean[] elements, long... shape) {
        if (size(shape) != elements.length) {
            throw new IllegalArgumentException(elements.length + " elements for a tensor of " + size(shape));
        }
        BooleanTensor tensor = zeros(allocator, shape);
        for (int i = 0; i < elements.length; i++) {
            tensor.set(i, elements[i]);
        }
        return tensor;
    }

    /** A tensor over memory that is handed over with its hold. */
    public static BooleanTensor wrap(ArrowBuf data, long... shape) {
        return new BooleanTensor(data, shape);
    }

    /** The element at a position, counted row by row from 0. */
    public boolean get(long position) {
        return (data().getByte(position >>> 3) >>> (position & 7) & 1) != 0;
    }

    /** Writes an element, before the tensor is handed over. */
    public void set(long position, boolean value) {
        byte old = data().getByte(position >>> 3);
        int bit = 1 << (position & 7);
        data().setByte(position >>> 3, (byte) (value ? old | bit : old & ~bit));
    }

    /** A copy of the elements, row by row. */
    public boolean[] toArray() {
        boolean[] elements = new boolean[Math.toIntExact(size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = get(i);
        }
        return elements;
    }

    @Override
    public BooleanTensor share() {
        super.share();
        return this;
    }
}
